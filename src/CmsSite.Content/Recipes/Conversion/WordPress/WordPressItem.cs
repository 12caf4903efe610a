using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Content.Recipes.Conversion.WordPress;

/// <summary>An <c>item</c> of a WXR file: a post, a page, a file, a menu item, whatever else plugins keep as posts.</summary>
internal sealed partial class WordPressItem
{
    private static readonly string[] _noTerms = ["post_format", "nav_menu", "author", "language", "post_translations", "term_language", "term_translations", "wp_theme", "wp_template_part_area", "wp_pattern_category"];
    private readonly XElement _item;
    private readonly Dictionary<string, string> _meta = new(StringComparer.Ordinal);

    public WordPressItem(XElement item, int line)
    {
        (_item, Line) = (item, line);
        foreach (var meta in item.Elements().Where(element => element.Name.LocalName == "postmeta"))
        {
            _meta[meta.Wxr("meta_key")] = meta.Wxr("meta_value");
            if (meta.Wxr("meta_key") == "_wp_old_slug" && meta.Wxr("meta_value") is { Length: > 0 } slug)
            {
                OldSlugs.Add(slug);
            }
        }
    }

    public int Line { get; }
    public string Id => _item.Wxr("post_id");
    public string Type => _item.Wxr("post_type") is { Length: > 0 } type ? type : "post";
    public string Key => $"{Type} {Id}";
    public string Status => _item.Wxr("status");
    public bool HasPassword => _item.Wxr("post_password").Length > 0;
    public string Parent => _item.Wxr("post_parent") is var parent && parent is "" or "0" ? "" : parent;
    public string Creator => _item.Wxr("creator");
    public string Link => _item.Wxr("link");
    public string Content => _item.Encoded(isExcerpt: false);
    public string Excerpt => _item.Encoded(isExcerpt: true);
    public string AttachmentUrl => _item.Wxr("attachment_url") is { Length: > 0 } url ? url : _item.Wxr("guid");
    public bool TakesComments => _item.Wxr("comment_status") != "closed";
    public IList<string> OldSlugs { get; } = [];
    public DateTime? ModifiedUtc => WxrElements.Utc(_item.Wxr("post_modified_gmt"), _item.Wxr("post_modified"));
    public IEnumerable<ForeignComment> Comments => WordPressComments.Of(_item);
    public bool HasNotices => _item.Elements().Any(element => element.Name.LocalName == "comment" && element.Wxr("comment_type") is "pingback" or "trackback");

    /// <summary>A title is HTML in WordPress, and text here.</summary>
    public string Title => PlainText.FromHtml(_item.Wxr("title"));

    public string Slug => SlugOf(_item.Wxr("post_name")) is { Length: > 0 } slug ? slug : SlugOf(Title) is { Length: > 0 } made ? made : $"{Type}-{Id}";

    // The site's own time stands for what has none in UTC, as drafts do.
    public DateTime? DateUtc => WxrElements.Utc(_item.Wxr("post_date_gmt"), _item.Wxr("post_date")) ?? WxrElements.Utc(_item.Wxr("pubDate"), null);

    public string? Meta(string name) => _meta.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>Where it was: its address, by number, and under the names that it had before.</summary>
    public IReadOnlyList<string> OldPaths(Uri? site)
    {
        var paths = new List<string> { $"?p={Id}" };
        if (Uri.TryCreate(Link, UriKind.Absolute, out var link) && link.Query.Length == 0 && OldAddresses.PathOf(link, site) is { Length: > 0 } path)
        {
            paths.Insert(0, path);
            var folder = path[..(path.LastIndexOf('/') + 1)];
            paths.AddRange(OldSlugs.Select(slug => folder + WebUtility.UrlDecode(slug).ToLowerInvariant()));
        }

        return paths;
    }

    /// <summary>Categories, tags, and terms of taxonomies that plugins brought, which are tags here.</summary>
    public IEnumerable<(string Domain, string Key, string Name)> Terms => Categories.Where(term => !_noTerms.Contains(term.Domain) && !term.Domain.StartsWith("pa_", StringComparison.Ordinal))
        .Select(term => (term.Domain, KeyOf(term.Domain, term.Slug), term.Name));

    /// <summary>Several authors are terms of a plugin's taxonomy; one is the post's.</summary>
    public IReadOnlyList<(string Key, string Name)> Writers
    {
        get
        {
            var several = Categories.Where(term => term.Domain == "author").Select(term => (term.Slug.StartsWith("cap-", StringComparison.Ordinal) ? term.Slug[4..] : term.Slug, term.Name)).ToList();
            return several.Count > 0 ? several : Creator.Length > 0 ? [(Creator, Creator)] : [];
        }
    }

    public static string KeyOf(string domain, string slug) => $"{(domain is "category" ? "category" : domain is "post_tag" or "tag" ? "tag" : domain)} {SlugOf(slug)}";

    // Names that are not Latin come percent-encoded.
    public static string SlugOf(string text) => Slugs.Slugify(text.Contains('%', StringComparison.Ordinal) ? WebUtility.UrlDecode(text) : text);

    /// <summary>A title or description of an SEO plugin, in which names in percent signs stand for values.</summary>
    public string? Seo(string site, params string[] names)
    {
        if (names.Select(Meta).FirstOrDefault(value => value is not null) is not { } value)
        {
            return null;
        }

        var text = Variable().Replace(value, match => match.Groups["name"].Value.ToLowerInvariant() switch
        {
            "title" or "post_title" => Title,
            "sitename" or "site_title" or "blog_title" => site,
            "sep" or "separator_sa" => "–",
            "excerpt" or "post_excerpt" => PlainText.FromHtml(Excerpt),
            _ => "",
        });
        return PlainText.FromHtml(text).Trim(' ', '–') is { Length: > 0 } said ? said : null;
    }

    public override string ToString() => $"{Type} {Id}{(Title.Length > 0 ? $" “{PlainText.Shorten(Title, 60)}”" : "")}";

    private IEnumerable<(string Domain, string Slug, string Name)> Categories => _item.Elements().Where(element => element.Name.LocalName == "category")
        .Select(element => (element.Attribute("domain")?.Value ?? "category", element.Attribute("nicename")?.Value is { Length: > 0 } slug ? slug : element.Value, PlainText.FromHtml(element.Value)))
        .Where(term => term.Item3.Length > 0).Distinct();

    [GeneratedRegex("%%?(?<name>[a-z_]+)(?:\\([^)]*\\))?%%?|#(?<name>post_title|site_title|separator_sa|post_excerpt)")]
    private static partial Regex Variable();
}
