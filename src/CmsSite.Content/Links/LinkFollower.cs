using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Content.Links;

/// <summary>
/// Looks again at the links of an item that was saved, and at those that lead to an item that was published, moved, unpublished or deleted, or to an address that somebody lets lead elsewhere.
/// </summary>
public sealed class LinkFollower(IServiceScopeFactory scopes) : IChangeFollower
{
    public string Name => "links";

    public bool IsDurable => true;

    public async Task HandleAsync(IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken)
    {
        var ids = changes.Where(change => change.Kind == SiteChange.ContentItemKind).Select(change => change.Subject).Distinct().ToList();
        List<string> former = [.. changes.Where(change => change.Kind == SiteChange.FormerAddressKind).Select(change => change.Subject).Distinct()];
        if (ids.Count == 0 && former.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
        var database = session.Database;
        var paths = await database.Autoroutes.Where(row => ids.Contains(row.ContentItemId)).Select(row => row.Path)
            .Concat(database.FormerAddresses.Where(address => ids.Contains(address.ContentItemId)).Select(address => address.Path)).Distinct().ToListAsync(cancellationToken);
        paths.AddRange(former);
        var rows = await database.Links.AsNoTracking()
            .Where(row => ids.Contains(row.ContentItemId) || ids.Contains(row.TargetContentItemId!) || paths.Contains(row.Path!)).ToListAsync(cancellationToken);
        var broken = await LinkTargets.FindBrokenAsync(database, [.. rows.Select(LinkOf)], cancellationToken);
        var wrong = rows.Where(row => row.IsBroken != broken.Contains(LinkOf(row))).ToLookup(row => !row.IsBroken, row => row.Id);
        if (wrong.Count == 0)
        {
            return;
        }

        await session.BeginAsync(cancellationToken);
        foreach (var group in wrong)
        {
            var (isBroken, rowIds) = (group.Key, group.ToList());
            await database.Links.Where(row => rowIds.Contains(row.Id)).ExecuteUpdateAsync(update => update.SetProperty(row => row.IsBroken, isBroken), cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
    }

    private static SiteLink LinkOf(LinkIndexRow row) => new(row.Url, row.TargetContentItemId, row.Path);
}
