using CmsSite.Content.Items;
using CmsSite.Content.Workflows.Activities;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Content.Workflows;

/// <summary>
/// Starts workflows after content items changed: when the change is stored, and not in the request of who made it. What a workflow changes starts none, so that none can set off itself. An
/// event that is a day old is history.
/// </summary>
public sealed class WorkflowEvents(IServiceScopeFactory scopes, TimeProvider clock) : IChangeFollower
{
    private static readonly TimeSpan _history = TimeSpan.FromDays(1);

    public string Name => "workflows";

    public bool IsDurable => true;

    public async Task HandleAsync(IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken)
    {
        var since = clock.GetUtcNow().UtcDateTime - _history;
        List<SiteChange> items = [.. changes.Where(change => change.Kind == SiteChange.ContentItemKind && change.WhenUtc > since && change.Who?.StartsWith(WorkflowRunner.WhoPrefix, StringComparison.Ordinal) != true)];
        if (items.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        if (ContentActivities.Events.Any(name => scope.ServiceProvider.GetRequiredService<WorkflowTypes>().StartedBy(name).Any()))
        {
            foreach (var change in items)
            {
                await StartAsync(change, scope.ServiceProvider, cancellationToken);
            }
        }
    }

    /// <summary>What happened to the item, in Orchard's events.</summary>
    internal static IEnumerable<string> EventsOf(ItemState? before, ItemState? after)
    {
        var (was, isThere) = (before?.Latest is not null, after?.Latest is not null);
        if (!isThere)
        {
            return was ? [ContentActivities.Deleted] : [];
        }

        var events = new List<string> { was ? ContentActivities.Updated : ContentActivities.Created };
        if (before?.Latest != after!.Latest)
        {
            events.Add(ContentActivities.Versioned);
        }

        if (after.Latest != after.Published && (before?.Latest != after.Latest || before?.Content is not null))
        {
            events.Add(ContentActivities.DraftSaved);
        }

        if (after.Published is not null && (before?.Published != after.Published || (before?.Content is not null && after.Latest == after.Published)))
        {
            events.Add(ContentActivities.Published);
        }
        else if (after.Published is null && before?.Published is not null)
        {
            events.Add(ContentActivities.Unpublished);
        }

        return events;
    }

    private async Task StartAsync(SiteChange change, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (before, after) = (ItemState.Parse(change.Before), ItemState.Parse(change.After));
        foreach (var happened in EventsOf(before, after))
        {
            var types = services.GetRequiredService<WorkflowTypes>().StartedBy(happened)
                .Where(started => started.Event.Properties["ContentTypeFilter"].AsTexts() is var wanted && (wanted.Count == 0 || wanted.Contains((after ?? before)!.ContentType, StringComparer.OrdinalIgnoreCase))).ToList();
            foreach (var (type, start) in types)
            {
                if (await IsAfterAsync(services, change, type, cancellationToken))
                {
                    // A run is a transaction of its own.
                    await using var scope = scopes.CreateAsyncScope();
                    var version = after?.Latest ?? before?.Latest;
                    var item = version is null ? null : await scope.ServiceProvider.GetRequiredService<ContentItems>().GetVersionAsync(version, cancellationToken);
                    await scope.ServiceProvider.GetRequiredService<WorkflowRunner>().RunAsync(new WorkflowRun(type, start) { Item = item }, $"{change.Number} {happened}", cancellationToken);
                }
            }
        }
    }

    // What was there before the workflow, or came with it in one recipe, is not news to it.
    private static async Task<bool> IsAfterAsync(IServiceProvider services, SiteChange change, WorkflowType type, CancellationToken cancellationToken)
    {
        var made = await services.GetRequiredService<CmsDbContext>().Changes.AsNoTracking().Where(line => line.Kind == SiteDocumentKinds.WorkflowType && line.Subject == type.Id)
            .OrderByDescending(line => line.Number).Select(line => new { line.Number, line.RunId }).FirstOrDefaultAsync(cancellationToken);
        return made is null || (change.Number > made.Number && (change.RunId is null || change.RunId != made.RunId));
    }
}
