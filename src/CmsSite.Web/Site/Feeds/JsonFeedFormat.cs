using System.Text.Json;
using System.Text.Json.Serialization;

namespace CmsSite.Web.Site.Feeds;

/// <summary>JSON Feed 1.1.</summary>
internal sealed class JsonFeedFormat : FeedFormat
{
    private static readonly JsonSerializerOptions _options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public override string Name => "json";

    public override string MediaType => "application/feed+json";

    public override byte[] Write(Feed feed) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Version = "https://jsonfeed.org/version/1.1",
            feed.Title,
            HomePageUrl = feed.PageUrl,
            FeedUrl = feed.SelfUrl,
            Description = Text(feed.Summary),
            feed.NextUrl,
            feed.Language,
            Authors = new[] { new { Name = feed.SiteName, Url = feed.SiteUrl } },
            Items = feed.Entries.Select(Item),
        },
        _options);

    private static object Item(FeedEntry entry) => new
    {
        entry.Id,
        entry.Url,
        entry.Title,
        ContentHtml = entry.Html,
        // One of the two must be there.
        ContentText = entry.Html is null ? entry.Summary : null,
        Summary = Text(entry.Summary),
        Image = entry.Image?.Url,
        DatePublished = AtomFormat.Date(entry.Published),
        DateModified = AtomFormat.Date(entry.Updated),
        Authors = entry.Authors.Count == 0 ? null : entry.Authors.Select(author => new { author.Name, author.Url }),
        Tags = entry.Terms.Count == 0 ? null : entry.Terms.Select(term => term.Name).Distinct(),
        Attachments = entry.Image is not { } image ? null : new[] { new { image.Url, MimeType = image.ContentType, Title = Text(image.Alt), SizeInBytes = image.Length } },
    };

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
