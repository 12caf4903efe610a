using CmsSite.Admin.Users;
using CmsSite.Content.Access;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

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
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = TimeSpan.Zero;
            // The claims are made anew each time; which sign-in they belong to is not in the account.
            options.OnRefreshingPrincipal = context =>
            {
                if (context.CurrentPrincipal?.FindFirst(UserSession.ClaimType) is { } session)
                {
                    context.NewPrincipal?.Identities.First().AddClaim(session.Clone());
                }

                return Task.CompletedTask;
            };
        });
        services.Configure<IdentityPasskeyOptions>(options => options.UserVerificationRequirement = "required");
        services.AddAuthorization();
        services.AddHttpContextAccessor();
        services.AddRazorComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AccountChanges>();
        services.AddScoped<AccountRules>();
        services.AddScoped<AccountAddresses>();
        services.AddScoped<AccountMails>();
        services.AddScoped<IInvitationMails, InvitationMails>();
        services.AddScoped<ReviewMails>();
        services.AddSingleton<IChangeFollower, ReviewMailFollower>();
        services.AddSingleton<LaterMails>();
        services.AddScoped<IUserRegistrations, UserRegistrations>();
        services.AddSingleton<SignInLog>();
        return services;
    }
}
