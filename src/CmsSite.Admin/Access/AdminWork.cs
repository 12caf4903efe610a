using System.Security.Claims;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CmsSite.Admin.Access;

/// <summary>
/// One piece of work for whoever is signed in: a scope of its own with its own session, since that of a connection lives for hours. Who somebody is and what they may do is read
/// anew each time: an account that was switched off, or a role taken away, counts at once.
/// </summary>
public sealed class AdminWork(IServiceScopeFactory scopes, AuthenticationStateProvider authentication)
{
    /// <exception cref="RefusedException">The account is gone, or may not use the dashboard any more.</exception>
    public async Task<T> DoAsync<T>(Func<AdminScope, Task<T>> work)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        await using var services = scopes.CreateAsyncScope();
        var user = await CurrentAsync(services.ServiceProvider, state.User);
        var scope = new AdminScope(services.ServiceProvider, user);
        if (!scope.May(Permissions.AccessAdminPanel))
        {
            throw new RefusedException("Your account may not use the dashboard.");
        }

        scope.Session.Who = user.Identity?.Name;
        return await work(scope);
    }

    /// <summary>Work for the same person that goes on when the connection is gone; it ends with the sign-in all the same.</summary>
    public async Task<AdminWork> DetachAsync() => new(scopes, new Detached(await authentication.GetAuthenticationStateAsync()));

    public Task DoAsync(Func<AdminScope, Task> work) => DoAsync(async scope =>
    {
        await work(scope);
        return true;
    });

    private static async Task<ClaimsPrincipal> CurrentAsync(IServiceProvider services, ClaimsPrincipal signedIn)
    {
        var id = signedIn.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        var user = await services.GetRequiredService<UserManager<CmsUser>>().FindByIdAsync(id);
        var account = await services.GetRequiredService<IUserAccounts>().FindByIdAsync(id);
        // A changed password, a role given or taken, an account switched off: each ends what was signed in before, connections too.
        var stamp = signedIn.FindFirstValue(services.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType);
        var isEnded = signedIn.FindFirstValue(UserSession.ClaimType) is { } session && services.GetRequiredService<SiteSession>().Document(SiteDocumentKinds.EndedSession, session) is not null;
        if (account is not { IsEnabled: true } || user is null || user.SecurityStamp != stamp || isEnded)
        {
            throw new RefusedException("You are not signed in any more. Sign in again in another tab, then load this page again: what you wrote is kept in this browser.");
        }

        return new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, account.UserId), new(ClaimTypes.Name, account.UserName), .. signedIn.FindAll(UserSession.ClaimType), .. account.Roles.Select(role => new Claim(ClaimTypes.Role, role))], "dashboard"));
    }

    private sealed class Detached(AuthenticationState state) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(state);
    }
}

/// <summary>What one piece of work has at hand.</summary>
public sealed class AdminScope(IServiceProvider services, ClaimsPrincipal user)
{
    private readonly PermissionChecker _permissions = services.GetRequiredService<PermissionChecker>();

    public ClaimsPrincipal User => user;

    public string UserId => user.FindFirstValue(ClaimTypes.NameIdentifier)!;

    /// <summary>The sign-in that this work is done by.</summary>
    public string? SessionId => user.FindFirstValue(UserSession.ClaimType);

    public SiteSession Session { get; } = services.GetRequiredService<SiteSession>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public bool May(string permission) => _permissions.Has(user, permission);

    public bool May(string permission, ContentItem item) => _permissions.Has(user, permission, item);

    /// <summary>Whether items of the type may be made: they would be the user's own.</summary>
    public bool MayCreate(string contentType) => _permissions.Has(user, Permissions.EditContent, new ContentItem { ContentType = contentType, Owner = UserId });
}

/// <summary>Somebody tried what they may not do; the message is for them.</summary>
public sealed class RefusedException(string message) : Exception(message);
