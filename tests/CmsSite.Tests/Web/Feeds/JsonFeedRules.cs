using System.Text.Json;

namespace CmsSite.Tests.Web.Feeds;

internal sealed class JsonFeedRules(List<string> broken, string address)
{
    public void Check(string body)
    {
        using var document = JsonDocument.Parse(body);
        var feed = document.RootElement;
        Must(Text(feed, "version") == "https://jsonfeed.org/version/1.1", "the version is not that of JSON Feed 1.1");
        Must(Text(feed, "title") is { Length: > 0 }, "the feed has no title");
        Must(Text(feed, "feed_url") == address, "feed_url leads elsewhere");
        Must(FeedRules.IsAddress(Text(feed, "home_page_url")), "home_page_url is no address");
        Must(Text(feed, "next_url") is not { } next || FeedRules.IsAddress(next) && next != address, "next_url is no other address");
        Must(Text(feed, "language") is { Length: > 0 }, "the feed names no language");
        Authors(feed, "the feed");
        if (!feed.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array)
        {
            broken.Add("there are no items");
            return;
        }

        var ids = new HashSet<string?>();
        foreach (var item in items.EnumerateArray())
        {
            Item(item, ids);
        }
    }

    private void Item(JsonElement item, HashSet<string?> ids)
    {
        var name = $"'{Text(item, "title")}'";
        Must(Text(item, "id") is { Length: > 0 } id && ids.Add(id), $"{name} has no id of its own");
        Must(FeedRules.IsAddress(Text(item, "url")), $"the url of {name} is no complete address");
        Must(Text(item, "content_html") is not null || Text(item, "content_text") is not null, $"{name} has neither content_html nor content_text");
        Must(FeedRules.IsRfc3339(Text(item, "date_published")) && FeedRules.IsRfc3339(Text(item, "date_modified")), $"{name} has a date that is none of RFC 3339");
        Must(Text(item, "image") is not { } image || FeedRules.IsAddress(image), $"the image of {name} is no address");
        Authors(item, name);
        Must(!item.TryGetProperty("tags", out var tags) || tags.EnumerateArray().All(tag => tag.GetString() is { Length: > 0 }), $"{name} has an empty tag");
        Must(!item.TryGetProperty("attachments", out var attachments) || attachments.EnumerateArray().All(attachment =>
            FeedRules.IsAddress(Text(attachment, "url")) && Text(attachment, "mime_type") is { Length: > 0 } && attachment.GetProperty("size_in_bytes").GetInt64() > 0), $"{name} has an attachment without url, mime_type or size");
        broken.AddRange(FeedRules.BrokenIn(Text(item, "content_html") ?? "").Select(rule => $"{name}: {rule}"));
    }

    private void Authors(JsonElement element, string name) => Must(
        !element.TryGetProperty("authors", out var authors) || authors.EnumerateArray().All(author => Text(author, "name") is { Length: > 0 } && (Text(author, "url") is not { } url || FeedRules.IsAddress(url))),
        $"{name} has an author without a name, or whose page is no address");

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private void Must(bool holds, string otherwise)
    {
        if (!holds)
        {
            broken.Add(otherwise);
        }
    }
}
