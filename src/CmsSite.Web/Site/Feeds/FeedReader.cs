using CmsSite.Content.Items;
using CmsSite.Content.Lists;
using CmsSite.Content.Settings;
using CmsSite.Theming;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Web.Site.Feeds;

/// <summary>Reads a page of a feed, with a number of commands that does not depend on how much is in it.</summary>
public sealed class FeedReader(SiteSettings settings, SiteUrls urls, DisplayContext display, FeedEntries entries)
{
    private const int MaxCount = 200;

    /// <param name="selfPath">The feed's own path, without a place in it.</param>
    /// <param name="before">Where a former page ended; null for the newest.</param>
    /// <param name="dependencies">Gets what the feed drew on.</param>
    internal async Task<Feed> ReadAsync(FeedSubject subject, string selfPath, ListPlace? before, ISet<string> dependencies, CancellationToken cancellationToken)
    {
        var feed = settings.Get<FeedSettings>();
        var count = Math.Clamp(feed.Count, 1, MaxCount);
        var query = subject.Items;
        if (before is { } place)
        {
            var published = new DateTime(place.Key, DateTimeKind.Utc);
            query = query.Where(item => item.PublishedUtc < published || (item.PublishedUtc == published && item.Id < place.DocumentId));
        }

        var records = await query.OrderByDescending(item => item.PublishedUtc).ThenByDescending(item => item.Id).Take(count + 1).ToListAsync(cancellationToken);
        var items = records.Take(count).Select(ContentItems.ToItem).ToList();
        var list = await entries.OfAsync(items, feed, dependencies, cancellationToken);
        var next = records.Count > count ? new ListPlace(items[^1].PublishedUtc!.Value.Ticks, items[^1].DocumentId) : (ListPlace?)null;
        dependencies.UnionWith(subject.Dependencies);
        var first = urls.Absolute(selfPath);
        return new Feed(
            subject.Item is { } about ? $"{FeedEntries.Id(about)}:feed" : urls.Absolute("feed"),
            FeedHtml.Clean(subject.Item is null ? settings.SiteName : $"{subject.Item.DisplayText} – {settings.SiteName}"),
            await SummaryAsync(subject.Item, dependencies, cancellationToken),
            display.Culture.Name,
            FeedHtml.Clean(settings.SiteName),
            urls.Absolute(""),
            subject.Item is null ? urls.Absolute("") : urls.Absolute(subject.Item, subject.Page),
            At(first, before),
            first,
            next is null ? null : At(first, next),
            // Nothing in it is not an event: an empty feed stays as old as what it is about.
            list.Count > 0 ? list.Max(entry => entry.Updated) : FeedEntries.Utc(subject.Item?.ModifiedUtc ?? subject.Item?.PublishedUtc),
            list);
    }

    // The site is described by its front page.
    private async Task<string> SummaryAsync(ContentItem? about, ISet<string> dependencies, CancellationToken cancellationToken)
    {
        var page = about;
        if (page is null && settings.HomeContentItemId is { Length: > 0 } home)
        {
            dependencies.Add($"contentitemid:{home}");
            page = await display.PageItems.GetAsync(home, cancellationToken);
        }

        var summary = page is null ? "" : ItemSummary.Of(page, display.Definitions);
        return FeedHtml.Clean(summary.Length > 0 ? summary : about?.DisplayText ?? settings.SiteName);
    }

    private static string At(string address, ListPlace? place) => place is null ? address : $"{address}?before={place}";
}
