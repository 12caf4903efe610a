using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming;
using CmsSite.Theming.Display;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Web.Site.Feeds;

/// <summary>Makes entries of items of any type: what they refer to, where that lives and the sizes of their pictures are read for all of them at once.</summary>
public sealed class FeedEntries(SiteSession session, ContentDefinitions definitions, DisplayContext display, Bylines bylines, PublicItems publicItems, SiteUrls urls)
{
    private const int TitleLength = 80;

    /// <summary>Of an item for as long as it lives, whatever becomes of its address.</summary>
    public static string Id(ContentItem item) => $"urn:contentitem:{Uri.EscapeDataString(item.ContentItemId)}";

    public static DateTimeOffset Utc(DateTime? moment) => moment is { } value ? new DateTimeOffset(value.AddTicks(-(value.Ticks % TimeSpan.TicksPerSecond)), TimeSpan.Zero) : DateTimeOffset.UnixEpoch;

    internal async Task<IReadOnlyList<FeedEntry>> OfAsync(IReadOnlyList<ContentItem> items, FeedSettings settings, ISet<string> dependencies, CancellationToken cancellationToken)
    {
        await display.PageItems.PrepareAsync(items, cancellationToken);
        var images = await ImagesAsync(items, dependencies, cancellationToken);
        var entries = new List<FeedEntry>();
        foreach (var item in items)
        {
            var address = urls.Absolute(item, await display.PageItems.PathOfAsync(item.ContentItemId, cancellationToken));
            var (published, modified) = (Utc(item.PublishedUtc ?? item.CreatedUtc), Utc(item.ModifiedUtc));
            var summary = FeedHtml.Clean(ItemSummary.Of(item, definitions));
            var html = settings.SummaryOnly ? null
                : FeedHtml.Clean(FeedHtml.WithAbsoluteAddresses(await ContentBodies.HtmlAsync(item, display, ItemSummary.Fields), new Uri(address)));
            entries.Add(new FeedEntry(
                Id(item), Title(item, summary), address, summary, html, published, modified > published ? modified : published,
                [.. (await bylines.OfAsync(item, settings, dependencies, cancellationToken)).Select(author => author with { Name = FeedHtml.Clean(author.Name) })],
                await TermsAsync(item, dependencies, cancellationToken),
                PicturedIn(item) is { } picture && images.TryGetValue(picture.Path, out var file)
                    ? new FeedImage(urls.Absolute("media/" + file.Path), file.ContentType, file.Length, FeedHtml.Clean(picture.Alt)) : null));
        }

        return entries;
    }

    // A note may have no title; a feed's entry needs one.
    private string Title(ContentItem item, string summary) => FeedHtml.Clean(item.DisplayText) is var title && !string.IsNullOrWhiteSpace(title) ? title
        : summary.Length > 0 ? PlainText.Shorten(summary, TitleLength)
        : definitions.Type(item.ContentType)!.DisplayName;

    private async Task<IReadOnlyList<FeedTerm>> TermsAsync(ContentItem item, ISet<string> dependencies, CancellationToken cancellationToken)
    {
        var terms = new List<FeedTerm>();
        foreach (var field in FieldsOf(item, "TaxonomyField"))
        {
            if (field["TaxonomyContentItemId"].AsText() is not { Length: > 0 } id || field["TermContentItemIds"].AsTexts() is not { Count: > 0 } carried
                || await display.PageItems.GetAsync(id, cancellationToken) is not { } taxonomy || !publicItems.MayShow(taxonomy, PublicItems.Anybody))
            {
                continue;
            }

            dependencies.Add($"contentitemid:{id}");
            var path = await display.PageItems.PathOfAsync(id, cancellationToken);
            terms.AddRange((await display.PageItems.TermsAsync(id, carried, cancellationToken))
                .Where(term => !string.IsNullOrWhiteSpace(term.DisplayText))
                .Select(term => new FeedTerm(FeedHtml.Clean(term.DisplayText), path is null ? null : urls.Absolute(path))));
        }

        return terms;
    }

    private async Task<IReadOnlyDictionary<string, MediaFileRecord>> ImagesAsync(IReadOnlyList<ContentItem> items, ISet<string> dependencies, CancellationToken cancellationToken)
    {
        var paths = items.Select(PicturedIn).OfType<Picture>().Select(picture => picture.Path).Distinct().ToList();
        dependencies.UnionWith(paths.Select(path => $"media:{path}"));
        return paths.Count == 0 ? new Dictionary<string, MediaFileRecord>()
            : await session.Database.MediaFiles.AsNoTracking().Where(file => paths.Contains(file.Path) && file.ContentType.StartsWith("image/"))
                .ToDictionaryAsync(file => file.Path, cancellationToken);
    }

    // The first one is the one that stands for the item; further ones belong to its text.
    private Picture? PicturedIn(ContentItem item) => FieldsOf(item, "MediaField")
        .Where(field => field["Paths"].AsTexts() is [{ Length: > 0 }, ..])
        .Select(field => new Picture(field["Paths"].AsTexts()[0], field["MediaTexts"].AsTexts() is [var alt, ..] ? alt : null)).FirstOrDefault();

    private IEnumerable<JsonObject> FieldsOf(ContentItem item, string fieldType) =>
        from part in definitions.Type(item.ContentType)?.Parts ?? []
        from field in part.Part.Fields
        where field.FieldType == fieldType
        let data = item.Field(part.Name, field.Name)
        where data is not null
        select data;

    private sealed record Picture(string Path, string? Alt);
}
