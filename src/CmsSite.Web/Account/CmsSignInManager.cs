using System.Security.Claims;
using CmsSite.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Account;

/// <summary>Identity's sign-in, which also refuses accounts that are switched off, gives each sign-in a session of its own, and writes it down.</summary>
internal sealed class CmsSignInManager(
    UserManager<CmsUser> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<CmsUser> claims, IOptions<IdentityOptions> options, ILogger<SignInManager<CmsUser>> logger,
    IAuthenticationSchemeProvider schemes, IUserConfirmation<CmsUser> confirmation, SignInLog log, SiteSession session)
    : SignInManager<CmsUser>(users, http, claims, options, logger, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(CmsUser user) => user.IsEnabled && await base.CanSignInAsync(user);

    public override async Task SignInWithClaimsAsync(CmsUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var list = additionalClaims.ToList();
        // Identity signs in again after somebody changed their own account: that is the same session going on.
        var isRefresh = Context.User.FindFirstValue(ClaimTypes.NameIdentifier) == user.Id;
        var id = isRefresh && Context.User.FindFirstValue(UserSession.ClaimType) is { } current ? current : await log.SucceededAsync(user, Context);
        await base.SignInWithClaimsAsync(user, authenticationProperties, [.. list.Where(claim => claim.Type != UserSession.ClaimType), new Claim(UserSession.ClaimType, id)]);
    }

    // Somebody who is switched off, or whose session was ended, is signed out by the check of the security stamp.
    public override async Task<CmsUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal)
    {
        var id = principal?.FindFirstValue(UserSession.ClaimType);
        if (id is not null && session.Document(SiteDocumentKinds.EndedSession, id) is not null)
        {
            return null;
        }

        if (await base.ValidateSecurityStampAsync(principal) is not { IsEnabled: true } user)
        {
            return null;
        }

        await log.SeenAsync(id, Context.RequestAborted);
        return user;
    }
}
