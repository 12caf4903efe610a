using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Web.Account;

/// <summary>
/// Who signed in and who tried to, in the change log: never what was typed as a password or as the name of an account that does not exist, since people mix up the two fields. In a
/// scope of its own, so that nothing that the page holds is written or forgotten with it.
/// </summary>
internal sealed class SignInLog(IServiceScopeFactory scopes, TimeProvider clock)
{
    private static readonly TimeSpan _seenAgain = TimeSpan.FromDays(1);

    // A cookie that nobody used for its fourteen days is not valid any more.
    private static readonly TimeSpan _dead = TimeSpan.FromDays(16);
    private readonly ConcurrentDictionary<string, DateTime> _seen = new();

    /// <summary>Begins a session; its id.</summary>
    public async Task<string> SucceededAsync(CmsUser user, HttpContext http)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var entry = new UserSession { Id = RecipeIds.New(), UserId = user.Id, SignedInUtc = now, LastSeenUtc = now, Device = Devices.Name(http.Request.Headers.UserAgent), Network = Devices.Network(http.Connection.RemoteIpAddress) };
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
        await session.BeginAsync();
        session.Who = user.UserName;
        var dead = now - _dead;
        await session.Database.UserSessions.Where(other => other.UserId == user.Id && other.LastSeenUtc < dead).ExecuteDeleteAsync();
        session.Database.UserSessions.Add(entry);
        await session.RecordAsync(SiteChange.SignInKind, user.Id, user.UserName, null, Describe("signed in", null, entry));
        await session.CommitAsync();
        return entry.Id;
    }

    /// <param name="user">Null when there is no such account.</param>
    /// <param name="reason">In words: <c>wrong password</c>.</param>
    public async Task FailedAsync(CmsUser? user, string reason, HttpContext http)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
        var entry = new UserSession { Id = "", UserId = "", Device = Devices.Name(http.Request.Headers.UserAgent), Network = Devices.Network(http.Connection.RemoteIpAddress) };
        await session.RecordAsync(SiteChange.SignInKind, user?.Id ?? "", user?.UserName, null, Describe("refused", reason, entry));
        await session.CommitAsync();
    }

    /// <summary>Notes once a day that a session is still used; otherwise it costs a look into memory.</summary>
    public async Task SeenAsync(string? sessionId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (sessionId is null || (_seen.TryGetValue(sessionId, out var last) && now - last < _seenAgain))
        {
            return;
        }

        if (_seen.Count > 100_000)
        {
            _seen.Clear();
        }

        _seen[sessionId] = now;
        var stale = now - _seenAgain;
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CmsDbContext>();
        if (await database.UserSessions.AnyAsync(entry => entry.Id == sessionId && entry.LastSeenUtc < stale, cancellationToken))
        {
            var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
            await session.BeginAsync(cancellationToken);
            await database.UserSessions.Where(entry => entry.Id == sessionId).ExecuteUpdateAsync(update => update.SetProperty(entry => entry.LastSeenUtc, now), cancellationToken);
            await session.CommitAsync(cancellationToken);
        }
    }

    private static string Describe(string result, string? reason, UserSession entry)
    {
        var about = new JsonObject { ["Result"] = result, ["Device"] = entry.Device, ["Network"] = entry.Network };
        if (reason is not null)
        {
            about["Reason"] = reason;
        }

        return about.ToJsonString();
    }
}
