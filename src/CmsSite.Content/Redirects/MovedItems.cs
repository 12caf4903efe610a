using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Redirects;

/// <summary>What became of the item that was published at an address where nothing is now.</summary>
public abstract record FormerPlace
{
    /// <summary>It is published elsewhere.</summary>
    /// <param name="Path">Its address; null when it has none but the one by its id.</param>
    /// <param name="SinceUtc">When it left.</param>
    public sealed record Moved(ContentRoute Route, string? Path, DateTime SinceUtc) : FormerPlace;

    /// <summary>It was removed. An item that still exists as a draft is nothing that may be spoken of, and so is no former place at all.</summary>
    /// <param name="Last">What is left of it, or of the item that it was in: enough to say who might have seen it.</param>
    public sealed record Removed(ContentItem Last) : FormerPlace;
}

/// <summary>Follows items to where they are now: one step, whichever way they went.</summary>
public sealed class MovedItems(SiteSession session, ContentItems items)
{
    /// <summary>Null when nothing was ever published at the path, and when what was is not public now.</summary>
    public async Task<FormerPlace?> FindAsync(string path, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        var normalized = ContentRoute.Normalize(path);
        if (await session.Database.FormerAddresses.AsNoTracking().FirstOrDefaultAsync(address => address.Path == normalized, cancellationToken) is not { } address)
        {
            return null;
        }

        if (await items.PathOfAsync(address.ContainedContentItemId ?? address.ContentItemId, cancellationToken) is { } current)
        {
            return current != normalized && await items.FindRouteAsync(current, VersionOptions.Published, cancellationToken) is { } route
                ? new FormerPlace.Moved(route, current, address.SinceUtc)
                : null;
        }

        if (await items.GetAsync(address.ContentItemId, VersionOptions.Published, cancellationToken) is { } published)
        {
            // What was inside it is there no more; the item itself has given up its address, not its page.
            return address.ContainedContentItemId is null ? new FormerPlace.Moved(new ContentRoute(published, null), null, address.SinceUtc) : new FormerPlace.Removed(published);
        }

        var last = await session.Database.ContentItems.AsNoTracking().Where(item => item.ContentItemId == address.ContentItemId)
            .OrderByDescending(item => item.Latest).ThenByDescending(item => item.Id).FirstOrDefaultAsync(cancellationToken);
        return last is { Latest: false } ? new FormerPlace.Removed(ContentItems.ToItem(last)) : null;
    }
}
