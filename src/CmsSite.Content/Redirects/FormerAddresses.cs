using CmsSite.Content.Autoroute;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Redirects;

/// <summary>
/// Keeps the addresses at which items were published and are no more, in the transaction that takes them away. They say nothing new of the site that the lines of the items in
/// the change log do not say, and so have none of their own; an undo moves the items, and keeps the addresses that this takes away.
/// </summary>
public sealed class FormerAddresses(SiteSession session, ContentDefinitions definitions, TimeProvider clock)
{
    private readonly AutorouteIndexProvider _addresses = new(definitions);

    /// <summary>Where the published one of these versions is, and what is inside it. Read from the version itself, so that an import asks the database nothing.</summary>
    internal IReadOnlyList<AutorouteIndexRow> Of(IReadOnlyList<ContentItemRecord> versions)
    {
        if (versions.FirstOrDefault(version => version.Published) is not { } published)
        {
            return [];
        }

        var rows = new List<ContentIndexRow>();
        _addresses.Fill(ContentItems.ToItem(published), definitions.Type(published.ContentType), rows);
        return [.. rows.OfType<AutorouteIndexRow>()];
    }

    /// <summary>Keeps what was an address and is none now. One that leads to something else of the same item is still an address.</summary>
    internal async Task KeepAsync(IReadOnlyList<AutorouteIndexRow> was, IReadOnlyList<AutorouteIndexRow> now, CancellationToken cancellationToken)
    {
        var left = was.ExceptBy(now.Select(row => row.Path), row => row.Path).ToList();
        if (left.Count == 0)
        {
            return;
        }

        await session.FlushAsync(cancellationToken);
        var paths = left.Select(row => row.Path).ToList();
        await session.Database.FormerAddresses.Where(address => paths.Contains(address.Path)).ExecuteDeleteAsync(cancellationToken);
        session.Database.FormerAddresses.AddRange(left.Select(row => new FormerAddress
        {
            Path = row.Path,
            ContentItemId = row.ContentItemId,
            ContainedContentItemId = row.ContainedContentItemId,
            SinceUtc = clock.GetUtcNow().UtcDateTime,
        }));
    }

    /// <summary>Nothing leads from the path to the item any more: it answers as if nothing had ever been there.</summary>
    /// <param name="path">A path of the site, with or without a slash in front.</param>
    public async Task ForgetAsync(string path, string contentItemId, CancellationToken cancellationToken = default)
    {
        await session.BeginItemsAsync(cancellationToken);
        var normalized = ContentRoute.Normalize(path);
        await session.Database.FormerAddresses.Where(address => address.Path == normalized && address.ContentItemId == contentItemId).ExecuteDeleteAsync(cancellationToken);
    }
}
