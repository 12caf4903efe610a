using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Users;

public sealed record ListedSession(string Id, string Device, string? Network, DateTime SignedInUtc, DateTime LastSeenUtc, bool IsThis);

/// <summary>Where an account is signed in: its owner may end that, and who may edit the account.</summary>
public sealed class UserSessions(IUserAccounts accounts, TimeProvider clock)
{
    private const int Most = 50;

    // No cookie outlives this; the name of an ended session is not needed after it.
    private static readonly TimeSpan _cookieLife = TimeSpan.FromDays(15);

    public async Task<IReadOnlyList<ListedSession>> ListAsync(AdminScope scope, string userId)
    {
        await AuthoriseAsync(scope, userId);
        var sessions = await scope.Session.Database.UserSessions.AsNoTracking().Where(session => session.UserId == userId).OrderByDescending(session => session.LastSeenUtc).Take(Most).ToListAsync();
        return [.. sessions.Select(session => new ListedSession(session.Id, session.Device, session.Network, session.SignedInUtc, session.LastSeenUtc, session.Id == scope.SessionId)).OrderByDescending(session => session.IsThis)];
    }

    /// <summary>Ends one session; the very next request of it is one of somebody who is not signed in.</summary>
    public async Task EndAsync(AdminScope scope, string userId, string sessionId)
    {
        await AuthoriseAsync(scope, userId);
        await EndAsync(scope, await scope.Session.Database.UserSessions.Where(session => session.UserId == userId && session.Id == sessionId).ToListAsync());
    }

    /// <summary>Ends all sessions but the one that asks.</summary>
    public async Task EndOthersAsync(AdminScope scope, string userId)
    {
        await AuthoriseAsync(scope, userId);
        await EndAsync(scope, await scope.Session.Database.UserSessions.Where(session => session.UserId == userId && session.Id != scope.SessionId).ToListAsync());
    }

    private async Task EndAsync(AdminScope scope, IReadOnlyList<UserSession> sessions)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await scope.Session.BeginAsync();
        foreach (var (name, _) in scope.Session.Documents(SiteDocumentKinds.EndedSession).Where(ended => !(ended.Value["EndedUtc"].AsUtc() > now - _cookieLife)).ToList())
        {
            await scope.Session.DeleteAsync(SiteDocumentKinds.EndedSession, name);
        }

        foreach (var session in sessions)
        {
            var user = await accounts.FindByIdAsync(session.UserId);
            await scope.Session.PutAsync(SiteDocumentKinds.EndedSession, session.Id, new JsonObject { ["UserName"] = user?.UserName, ["Device"] = session.Device, ["EndedUtc"] = now });
        }

        var ids = sessions.Select(session => session.Id).ToList();
        await scope.Session.Database.UserSessions.Where(session => ids.Contains(session.Id)).ExecuteDeleteAsync();
        await scope.Session.CommitAsync();
    }

    private async Task AuthoriseAsync(AdminScope scope, string userId)
    {
        if (userId != scope.UserId && (await accounts.FindByIdAsync(userId) is not { } account || !UserRules.MayEdit(scope, account)))
        {
            throw new RefusedException("You may not see where this account is signed in.");
        }
    }
}
