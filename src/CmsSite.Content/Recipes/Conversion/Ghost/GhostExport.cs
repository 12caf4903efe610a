using System.Text.Json;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Recipes.Conversion.Ghost;

/// <summary>An export of Ghost (JSON).</summary>
internal sealed class GhostExport : ForeignSite
{
    private const int NumberOfLetters = 24;
    private readonly ConversionInput _input;
    private readonly ConversionReport _report;
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Order, string Id)>> _tags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Order, string Id)>> _authors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GhostMeta> _meta = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(ForeignComment Comment, string? Member)>> _comments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _writers = new(StringComparer.Ordinal);

    /// <summary>Reads all of it once.</summary>
    /// <exception cref="RecipeException">It is no export of Ghost, or a damaged one.</exception>
    public GhostExport(ConversionInput input, ConversionOptions options, ConversionReport report)
    {
        (_input, _report) = (input, report);
        Url = options.SiteUrl;
        var (permalinks, found) = ("", false);
        var posts = new List<(string Key, bool IsPage, string Slug, DateTime? Since)>();
        foreach (var (table, row) in Rows())
        {
            found |= table is "posts" or "users" or "tags";
            switch (table)
            {
                case "posts":
                    Post(row, posts);
                    break;
                case "users":
                    User(row);
                    break;
                case "tags":
                    Tag(row);
                    break;
                case "posts_tags":
                    Join(_tags, row, "tag_id");
                    break;
                case "posts_authors":
                    Join(_authors, row, "author_id");
                    break;
                case "posts_meta" when row.Text("post_id") is { } post:
                    _meta[post] = GhostMeta.Of(row);
                    break;
                case "members" when row.Text("id") is { } member && row.Text("name") is { } name:
                    _members[member] = name;
                    break;
                case "comments":
                    Comment(row);
                    break;
                case "settings" when row.Text("key") is { } key:
                    Title = key == "title" ? row.Text("value") ?? "" : Title;
                    permalinks = key == "permalinks" ? row.Text("value") ?? "" : permalinks;
                    break;
            }
        }

        if (!found)
        {
            throw new RecipeException($"\"{input.Exports[0]}\" is JSON, but no export of Ghost: it has no db[0].data with tables of posts, users and tags", "Export the site under Settings → Migration tools in Ghost. A recipe is planned as it is, and needs no conversion");
        }

        var isDated = permalinks.Contains(":year", StringComparison.Ordinal);
        foreach (var (key, isPage, slug, since) in posts)
        {
            Entries.Add(new ForeignEntry(key, isPage, Slugs.Slugify(slug), isDated && !isPage && since is { } date ? [$"{date:yyyy/MM/dd}/{slug}", slug] : [slug], since));
        }

        foreach (var (key, _) in Authors.Where(author => _writers.Count > 0 && !_writers.Contains(author.Key)).ToList())
        {
            Authors.Remove(key);
        }
    }

    public override string System => "Ghost";

    // Its numbers are nobody else's, and the export does not say where the site was.
    public override string Identity => "ghost";

    public override ForeignUploads Uploads { get; } = new("/content/", "", ["images/", "media/", "files/"], "^/content/(images|media|files)/(?:size/[^/]+/)?(.+)$", "/media/$1/$2");

    public override IEnumerable<ForeignItem> Items()
    {
        var left = Entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (table, row) in Rows())
        {
            if (table == "posts" && left.Remove(KeyOf(row)))
            {
                yield return Item(row);
            }
        }
    }

    private IEnumerable<(string Table, JsonElement Row)> Rows() => GhostTables.Read(_input.Open(_input.Exports[0]), _input.Exports[0]);

    // In the first versions numbers began at one on every site.
    private static string KeyOf(JsonElement row) => row.Text("id") is { Length: NumberOfLetters } id ? $"post {id}" : $"post {row.Text("uuid") ?? row.Text("id") ?? row.Text("slug")}";

    private static bool IsPage(JsonElement row) => row.Text("type") == "page" || row.Flag("page");

    private static string What(JsonElement row) => $"{KeyOf(row)} “{PlainText.Shorten(row.Text("title") ?? "", 60)}”";

    private void Post(JsonElement row, List<(string Key, bool IsPage, string Slug, DateTime? Since)> posts)
    {
        var key = KeyOf(row);
        if (!_keys.Add(key))
        {
            _report.Add(What(row), null, "is left out: the file has another post of that number before it");
            return;
        }

        var slug = row.Text("slug") ?? Slugs.Slugify(row.Text("title"));
        posts.Add((key, IsPage(row), slug.Length > 0 ? slug : Slugs.Slugify(key), row.Utc("published_at")));
        if (row.Text("author_id") is { } author)
        {
            _writers.Add(author);
        }
    }

    private void User(JsonElement row)
    {
        if (row.Text("id") is { } id && row.Text("name") is { } name)
        {
            var slug = row.Text("slug") ?? Slugs.Slugify(name);
            Authors[id] = new ForeignAuthor(id, name, Slugs.Slugify(slug))
            {
                Introduction = row.Text("bio"), Website = row.Text("website"), Picture = row.Address("profile_image") ?? row.Address("image"), OldPaths = [$"author/{slug}"],
            };
        }
    }

    private void Tag(JsonElement row)
    {
        // A name that begins with # is a note of the editors for themselves.
        if (row.Text("id") is { } id && row.Text("name") is { } name && !name.StartsWith('#') && row.Text("visibility") != "internal")
        {
            var slug = row.Text("slug") ?? Slugs.Slugify(name);
            Terms[id] = new ForeignTerm(id, IsTag: true, name, Slugs.Slugify(slug)) { Description = row.Text("description"), OldPaths = [$"tag/{slug}"] };
        }
    }

    private void Join(Dictionary<string, List<(int Order, string Id)>> joined, JsonElement row, string name)
    {
        if (row.Text("post_id") is { } post && row.Text(name) is { } id)
        {
            (joined.TryGetValue(post, out var list) ? list : joined[post] = []).Add((row.Number("sort_order"), id));
            if (name == "author_id")
            {
                _writers.Add(id);
            }
        }
    }

    private void Comment(JsonElement row)
    {
        if (row.Text("post_id") is { } post && row.Text("id") is { } id)
        {
            var state = row.Text("status") switch { "published" => CommentState.Published, "hidden" or "deleted" => CommentState.Trash, _ => CommentState.Pending };
            var comment = new ForeignComment("gh-" + id, (row.Text("in_reply_to_id") ?? row.Text("parent_id")) is { } parent ? "gh-" + parent : null, "", null, null,
                CommentMarkdown.FromHtml(row.Text("html") ?? ""), row.Utc("created_at") ?? DateTime.UnixEpoch, state, null);
            (_comments.TryGetValue(post, out var comments) ? comments : _comments[post] = []).Add((comment, row.Text("member_id")));
        }
    }

    private ForeignItem Item(JsonElement row)
    {
        var id = row.Text("id") ?? "";
        var meta = _meta.GetValueOrDefault(id) ?? GhostMeta.Of(row);
        var state = State(row, meta);
        if (row.Text("codeinjection_head") is not null || row.Text("codeinjection_foot") is not null)
        {
            _report.Add(What(row), null, "code that was put into its page is left out");
        }

        var authors = Ordered(_authors, id);
        return new ForeignItem
        {
            Key = KeyOf(row),
            IsPage = IsPage(row),
            Title = PlainText.FromHtml(GhostCards.Encode(row.Text("title") ?? "")),
            Html = Body(row),
            Summary = row.Text("custom_excerpt"),
            State = state,
            CreatedUtc = row.Utc("created_at"),
            ModifiedUtc = row.Utc("updated_at") ?? row.Utc("created_at"),
            PublishedUtc = state == ForeignState.Draft ? null : row.Utc("published_at") ?? row.Utc("created_at"),
            Authors = authors.Count > 0 ? authors : row.Text("author_id") is { } author ? [author] : [],
            Tags = Ordered(_tags, id),
            Picture = (row.Address("feature_image") ?? row.Address("image")) is { } picture
                ? new ForeignFile(picture, meta.Alt, meta.Caption is { } caption && PlainText.FromHtml(caption) is { Length: > 0 } words ? words : null, null) : null,
            SeoTitle = meta.Title,
            SeoDescription = meta.Description,
            Canonical = row.Address("canonical_url"),
            Comments = [.. (_comments.GetValueOrDefault(id) ?? []).Select(pair => pair.Comment with { Name = _members.GetValueOrDefault(pair.Member ?? "") ?? "" })],
        };
    }

    // Whatever was not open to everybody is a draft here: somebody must say that it may be seen.
    private ForeignState State(JsonElement row, GhostMeta meta)
    {
        var status = row.Text("status");
        if (status is "published" or "scheduled" && row.Text("visibility") is { } visibility and not "public")
        {
            _report.Add(What(row), null, $"is a draft here: not everybody could read it (visibility “{visibility}”)");
            return ForeignState.Draft;
        }

        if (status == "sent" || (status is "published" or "scheduled" && meta.IsEmailOnly))
        {
            _report.Add(What(row), null, "is a draft here: it was a mail only, never a page");
            return ForeignState.Draft;
        }

        if (status is not ("published" or "scheduled" or "draft"))
        {
            _report.Add(What(row), null, $"is a draft here: nobody knows its state “{status}”");
        }

        return status switch { "published" => ForeignState.Published, "scheduled" => ForeignState.Scheduled, _ => ForeignState.Draft };
    }

    private string Body(JsonElement row)
    {
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        var html = row.Text("html");
        try
        {
            html ??= row.Text("lexical") is { } lexical ? Lexical.ToHtml(lexical, unknown) : row.Text("mobiledoc") is { } mobiledoc ? Mobiledoc.ToHtml(mobiledoc, unknown) : null;
        }
        catch (JsonException wrong)
        {
            _report.Add(What(row), null, $"its text cannot be read, and is left out: {wrong.Message}");
        }

        html ??= row.Text("markdown") is { } markdown ? MarkdownRendering.ToHtml(markdown) : "";
        if (unknown.Count > 0)
        {
            _report.Add(What(row), null, $"cards that nobody here knows are left out, but for their words: {string.Join(", ", unknown)}");
        }

        return html.Replace("__GHOST_URL__", "", StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Ordered(Dictionary<string, List<(int Order, string Id)>> joined, string post) =>
        [.. (joined.GetValueOrDefault(post) ?? []).OrderBy(entry => entry.Order).Select(entry => entry.Id).Distinct()];

    // Of a post's own row in the first versions, of a table of its own later.
    private sealed record GhostMeta(string? Title, string? Description, string? Alt, string? Caption, bool IsEmailOnly)
    {
        public static GhostMeta Of(JsonElement row) =>
            new(row.Text("meta_title"), row.Text("meta_description"), row.Text("feature_image_alt"), row.Text("feature_image_caption"), row.Flag("email_only"));
    }
}
