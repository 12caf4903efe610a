using System.Xml.Linq;
using CmsSite.Content.Html;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Conversion.WordPress;

/// <summary>An export of WordPress (WXR).</summary>
internal sealed class WordPressExport : ForeignSite
{
    // What WordPress and its plugins keep as posts for themselves.
    private static readonly HashSet<string> _internal = new(StringComparer.Ordinal)
    {
        "revision", "nav_menu_item", "custom_css", "customize_changeset", "oembed_cache", "user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation", "wp_font_family",
        "wp_font_face", "guest-author", "attachment", "acf-field", "acf-field-group", "wpcf7_contact_form", "elementor_library",
    };

    private readonly ConversionInput _input;
    private readonly ConversionOptions _options;
    private readonly ConversionReport _report;
    private readonly Dictionary<string, ForeignFile> _attachments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _attached = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reusable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _termIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ForeignAuthor> _everybody = new(StringComparer.OrdinalIgnoreCase);
    private Uri? _said;

    /// <summary>Reads all of it once.</summary>
    /// <exception cref="RecipeException">It is no export of WordPress, or a damaged one.</exception>
    public WordPressExport(ConversionInput input, ConversionOptions options, ConversionReport report)
    {
        (_input, _options, _report) = (input, options, report);
        Url = options.SiteUrl;
        var pages = new Dictionary<string, (string Slug, string Parent)>(StringComparer.Ordinal);
        var items = new List<(string Key, bool IsPage, string Slug, string Id, IReadOnlyList<string> OldPaths, DateTime? Since)>();
        var leftOut = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, element, line) in Elements())
        {
            if (element.Name.LocalName != "item")
            {
                Head(element);
                continue;
            }

            var item = new WordPressItem(element, line);
            if (item.Id.Length == 0)
            {
                throw new RecipeException(new RecipeProblem(RecipeSeverity.Error, file, line, 1, "", "the item has no wp:post_id: this is a news feed, not an export", "Export the site under Tools → Export in WordPress"));
            }

            switch (item.Type)
            {
                case "attachment":
                    Attachment(item);
                    break;
                case "wp_block":
                    _reusable[item.Id] = item.Content;
                    break;
                case var type when IsPage(type) is not { } isPage:
                    leftOut[type] = leftOut.GetValueOrDefault(type) + 1;
                    if (!_internal.Contains(type))
                    {
                        report.LeaveOut(type);
                        report.Add(item.ToString(), line, $"is left out: a plugin brought the type “{type}”");
                    }

                    break;
                case var _ when item.Status is "trash" or "auto-draft" or "inherit":
                    report.Add(item.ToString(), line, item.Status == "trash" ? "is left out: it was in the trash" : "is left out: nobody has saved it");
                    break;
                case var _ when !keys.Add(item.Key):
                    report.Add(item.ToString(), line, "is left out: the file has another item of that number before it");
                    break;
                default:
                    pages[item.Id] = (item.Slug, item.Parent);
                    items.Add((item.Key, IsPage(item.Type)!.Value, item.Slug, item.Id, item.OldPaths(Url), item.DateUtc));
                    Name(item);
                    break;
            }
        }

        foreach (var (key, isPage, slug, id, oldPaths, since) in items)
        {
            Entries.Add(new ForeignEntry(key, isPage, isPage ? PathOf(id, pages) : slug, oldPaths, since));
        }

        foreach (var (type, count) in leftOut.Where(pair => pair.Key is not ("revision" or "oembed_cache" or "customize_changeset")))
        {
            report.Add($"{count} of the type {type} {(count == 1 ? "is" : "are")} left out{(_internal.Contains(type) ? ": WordPress keeps them for itself" : "")}");
        }
    }

    public override string System => "WordPress";

    // Where the export says it was, whatever anybody says since: the ids depend on it.
    public override string Identity => $"wordpress {(_said is null ? Title : _said.Host + _said.AbsolutePath.TrimEnd('/'))}";

    public override ForeignUploads Uploads { get; } = new("/wp-content/uploads/", "uploads", [], "^/wp-content/uploads/(.+)$", "/media/uploads/$1");

    public override IEnumerable<ForeignItem> Items()
    {
        var keys = Entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var writing = new WordPressWriting(this, _report);
        foreach (var (_, element, line) in Elements().Where(pair => pair.Element.Name.LocalName == "item"))
        {
            var item = new WordPressItem(element, line);
            if (item.Status is not ("trash" or "auto-draft" or "inherit") && keys.Remove(item.Key))
            {
                yield return writing.Read(item, IsPage(item.Type) == true);
            }
        }
    }

    public ForeignFile? File(string id) => _attachments.GetValueOrDefault(id);

    public IEnumerable<ForeignFile> Attached(string id) => _attached.GetValueOrDefault(id)?.Select(File).OfType<ForeignFile>() ?? [];

    public string? Reusable(string id) => _reusable.GetValueOrDefault(id);

    /// <summary>The key of the category that an SEO plugin calls the first.</summary>
    public string? TermOfId(string? id) => id is null ? null : _termIds.GetValueOrDefault(id);

    // Large sites come in several files.
    private IEnumerable<(string File, XElement Element, int Line)> Elements()
    {
        foreach (var file in _input.Exports)
        {
            using var stream = _input.Open(file);
            foreach (var (element, line) in WxrElements.Read(stream, file))
            {
                yield return (file, element, line);
            }
        }
    }

    private bool? IsPage(string type) => type switch
    {
        "post" => false,
        "page" => true,
        _ => _options.Types.TryGetValue(type, out var isPage) ? isPage : null,
    };

    private void Head(XElement element)
    {
        switch (element.Name.LocalName)
        {
            case "title":
                Title = PlainText.FromHtml(element.Value);
                break;
            case "link" or "base_blog_url" when !element.Name.NamespaceName.Contains("atom", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(element.Value.Trim(), UriKind.Absolute, out var url):
                _said = url;
                Url = _options.SiteUrl ?? url;
                break;
            case "author" when element.Wxr("author_login") is { Length: > 0 } login:
                Author(element, login);
                break;
            case "category" or "tag" or "term":
                Term(element);
                break;
        }
    }

    private void Author(XElement element, string login)
    {
        var full = $"{element.Wxr("author_first_name")} {element.Wxr("author_last_name")}".Trim();
        var name = element.Wxr("author_display_name") is { Length: > 0 } shown ? shown : full.Length > 0 ? full : login;
        _everybody[login] = Person(login, name);
    }

    // An address of somebody is nobody's business.
    private static ForeignAuthor Person(string login, string name)
    {
        name = PlainText.FromHtml(name.Split('@')[0]);
        var slug = WordPressItem.SlugOf(login);
        return new ForeignAuthor(login, name, WordPressItem.SlugOf(login.Contains('@', StringComparison.Ordinal) ? name : login)) { OldPaths = [$"author/{slug}"] };
    }

    private void Term(XElement element)
    {
        var domain = element.Name.LocalName == "term" ? element.Wxr("term_taxonomy") : element.Name.LocalName;
        var slug = First(element, "category_nicename", "tag_slug", "term_slug");
        var name = PlainText.FromHtml(First(element, "cat_name", "tag_name", "term_name"));
        if (slug.Length == 0 || domain is "nav_menu" or "author")
        {
            return;
        }

        if (domain is not ("category" or "tag" or "post_tag"))
        {
            return; // of these, what is in use comes with the items that use it
        }

        var key = WordPressItem.KeyOf(domain, slug);
        var isTag = domain != "category";
        var parent = First(element, "category_parent", "term_parent");
        Terms[key] = new ForeignTerm(key, isTag, name.Length > 0 ? name : slug, WordPressItem.SlugOf(slug))
        {
            Parent = parent.Length > 0 ? WordPressItem.KeyOf(domain, parent) : null,
            Description = PlainText.FromHtml(First(element, "category_description", "tag_description", "term_description")) is { Length: > 0 } description ? description : null,
            OldPaths = [$"{(isTag ? "tag" : "category")}/{WordPressItem.SlugOf(slug)}"],
        };
        if (!isTag && element.Wxr("term_id") is { Length: > 0 } id)
        {
            _termIds[id] = key;
        }
    }

    private void Attachment(WordPressItem item)
    {
        if (item.AttachmentUrl.Length == 0)
        {
            return;
        }

        var caption = PlainText.FromHtml(item.Excerpt);
        var file = new ForeignFile(item.AttachmentUrl, item.Meta("_wp_attachment_image_alt"), caption.Length > 0 ? caption : null, item.Title);
        _attachments[item.Id] = file;
        foreach (var path in item.OldPaths(Url))
        {
            FilePages[path] = file.Url;
        }

        Files[file.Url] = file;
        if (item.Parent.Length > 0)
        {
            (_attached.TryGetValue(item.Parent, out var files) ? files : _attached[item.Parent] = []).Add(item.Id);
        }
    }

    // Only who wrote something, and only terms that exist, however they got here.
    private void Name(WordPressItem item)
    {
        foreach (var (key, name) in item.Writers)
        {
            var author = _everybody.GetValueOrDefault(key) ?? _everybody.Values.FirstOrDefault(person => person.Slug == WordPressItem.SlugOf(key)) ?? Person(key, name);
            Authors[key] = author;
        }

        foreach (var (domain, key, name) in item.Terms)
        {
            if (Terms.TryAdd(key, new ForeignTerm(key, domain != "category", name, key[(key.IndexOf(' ', StringComparison.Ordinal) + 1)..])) && domain is not ("category" or "post_tag" or "tag"))
            {
                _report.Add($"the term “{name}” of the taxonomy “{domain}” becomes a tag");
            }
        }
    }

    private static string PathOf(string id, Dictionary<string, (string Slug, string Parent)> pages)
    {
        var names = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = id; seen.Add(at) && pages.TryGetValue(at, out var page); at = page.Parent)
        {
            names.Insert(0, page.Slug);
        }

        return string.Join('/', names);
    }

    private static string First(XElement element, params string[] names) => names.Select(element.Wxr).FirstOrDefault(text => text.Length > 0) ?? "";
}
