using System.Text.Json.Nodes;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CmsSite.Content.AuditTrail;

/// <summary>Takes lines out of the change log whose time is over, once a day, where the site has said that there is such a time. Nothing else ever does.</summary>
public sealed class AuditTrailTrimming(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AuditTrailTrimming> logger)
{
    private const int BatchSize = 5000;
    private const string Who = "audit trail";
    private static readonly TimeSpan _every = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await TrimAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "The audit trail could not be trimmed; it is tried again tomorrow.");
            }

            await Task.Delay(_every, clock, cancellationToken);
        }
    }

    /// <summary>Deletes what is older than the setting allows; returns how many lines.</summary>
    public async Task<int> TrimAsync(CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
        var settings = scope.ServiceProvider.GetRequiredService<SiteSettings>().Get<AuditTrailTrimmingSettings>();
        if (settings is { Disabled: true } or { RetentionDays: <= 0 })
        {
            return 0;
        }

        var until = clock.GetUtcNow().UtcDateTime.AddDays(-Math.Max(settings.RetentionDays, AuditTrailTrimmingSettings.FewestDays));
        var database = session.Database;
        var last = await database.Changes.Where(change => change.WhenUtc < until).OrderByDescending(change => change.WhenUtc).Select(change => (long?)change.Number).FirstOrDefaultAsync(cancellationToken) ?? 0;
        // The last line stays, since the next one's number follows from it, and what a follower has not seen yet.
        last = Math.Min(last, (await database.Changes.MaxAsync(change => (long?)change.Number, cancellationToken) ?? 0) - 1);
        last = Math.Min(last, await database.Followers.MinAsync(follower => (long?)follower.Position, cancellationToken) ?? long.MaxValue);
        var first = await database.Changes.MinAsync(change => (long?)change.Number, cancellationToken) ?? 0;
        var removed = 0;
        for (var from = first; from <= last; from += BatchSize)
        {
            var to = Math.Min(last, from + BatchSize - 1);
            session.Who = Who;
            await session.BeginAsync(cancellationToken);
            removed += await database.Changes.Where(change => change.Number <= to).ExecuteDeleteAsync(cancellationToken);
            if (to == last && removed > 0)
            {
                await session.RecordAsync(SiteChange.LogKind, "trimmed", null, null, new JsonObject { ["Removed"] = removed, ["OlderThanUtc"] = until }.ToJsonString(), cancellationToken);
            }

            await session.CommitAsync(cancellationToken);
        }

        return removed;
    }
}
