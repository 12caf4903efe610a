using System.Security.Claims;
using CmsSite.Storage;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Account;

public static class SignInServiceCollectionExtensions
{
    public const string LoginPath = "/Login";

    /// <summary>Signing in on top of the accounts: cookies, two-factor, passkeys, and the pages for them. Their addresses are Orchard's where Orchard has them.</summary>
    public static IServiceCollection AddSignIn(this IdentityBuilder accounts)
    {
        var services = accounts.AddSignInManager<CmsSignInManager>().Services;
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        foreach (var scheme in new[] { IdentityConstants.ApplicationScheme, IdentityConstants.TwoFactorUserIdScheme, IdentityConstants.TwoFactorRememberMeScheme })
        {
            services.AddOptions<CookieAuthenticationOptions>(scheme).Configure<IHostEnvironment>((cookie, environment) =>
            {
                cookie.Cookie.Name = $"cmssite.{scheme.Split('.')[^1].ToLowerInvariant()}";
                cookie.Cookie.HttpOnly = true;
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                // A developer's http://localhost must work in every browser; anywhere else the cookie travels over TLS or not at all.
                cookie.Cookie.SecurePolicy = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            });
        }

        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.LoginPath = LoginPath;
            cookie.LogoutPath = "/Users/LogOff";
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
            cookie.ReturnUrlParameter = "ReturnUrl";
            // Forbidden is forbidden: whoever is signed in gains nothing from a page to sign in.
            cookie.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });

        // Checked at every request of somebody who is signed in: a changed password or a disabled account ends other sessions at once, not in half an hour.
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.Zero);
        services.Configure<IdentityPasskeyOptions>(options => options.UserVerificationRequirement = "required");
        services.AddAuthorization();
        services.AddHttpContextAccessor();
        services.AddRazorComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AccountChanges>();
        return services;
    }
}

/// <summary>Identity's sign-in, which also refuses accounts that are switched off.</summary>
internal sealed class CmsSignInManager(
    UserManager<CmsUser> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<CmsUser> claims, IOptions<IdentityOptions> options, ILogger<SignInManager<CmsUser>> logger,
    Microsoft.AspNetCore.Authentication.IAuthenticationSchemeProvider schemes, IUserConfirmation<CmsUser> confirmation)
    : SignInManager<CmsUser>(users, http, claims, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(CmsUser user) => user.IsEnabled && await base.CanSignInAsync(user);

    // Somebody who is switched off while signed in is signed out by the check of the security stamp.
    public override async Task<CmsUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { IsEnabled: true } user ? user : null;
}
