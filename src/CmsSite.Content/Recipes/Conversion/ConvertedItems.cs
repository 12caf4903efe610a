using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>Posts, pages and comments as content items.</summary>
internal sealed class ConvertedItems(
    ForeignSite site, ConversionTarget target, ConversionOptions options, ConversionAddresses addresses, ConvertedTerms terms, ConvertedAuthors authors, ConversionMedia media, ConversionHtml texts,
    ConversionReport report, DateTime nowUtc)
{
    private const int LongestName = 80;
    private const int LongestTitle = 1000;

    public static string IdOf(ForeignSite site, string key) => RecipeIds.From($"{site.Identity} {key}");

    public JsonObject Item(ForeignItem item)
    {
        var title = item.Title.Length is > 0 and <= LongestTitle ? item.Title : PlainText.Shorten(item.Title.Length > 0 ? item.Title : PlainText.FromHtml(item.Html) is { Length: > 0 } words ? words : "Untitled", 80);
        var what = $"{item.Key} “{PlainText.Shorten(title, 60)}”";
        var html = texts.Clean(item.Html, what, item.Line);
        var type = item.IsPage ? target.PageType : target.ArticleType;
        var part = new JsonObject();
        if (!item.IsPage)
        {
            html = Picture(item, part) + html;
            if (target.SummaryField is { } summary)
            {
                part[summary] = new JsonObject { ["Text"] = item.Summary ?? Summaries.OfHtml(html) ?? title };
            }

            if (target.AuthorField is { } field)
            {
                part[field] = new JsonObject { ["ContentItemIds"] = authors.IdsOf(item) };
            }

            terms.Put(part, item);
        }
        else if (item.Picture is not null)
        {
            html = texts.Clean(Figure(item.Picture), what, item.Line) + html;
        }

        var isPublished = item.State == ForeignState.Published;
        var json = new JsonObject
        {
            ["ContentItemId"] = IdOf(site, item.Key),
            ["ContentType"] = type,
            ["DisplayText"] = title,
            ["Latest"] = true,
            ["Published"] = isPublished,
            ["CreatedUtc"] = Date(item.CreatedUtc),
            ["ModifiedUtc"] = Date(item.ModifiedUtc),
            ["PublishedUtc"] = isPublished ? Date(item.PublishedUtc) : null,
            ["TitlePart"] = new JsonObject { ["Title"] = title },
            ["AutoroutePart"] = new JsonObject { ["Path"] = addresses.Of(item.Key) },
            ["HtmlBodyPart"] = new JsonObject { ["Html"] = html },
            [type] = part,
        };
        Schedule(json, item, what);
        Seo(json, item);
        if (!item.TakesComments && (item.IsPage ? target.PagesTakeComments : target.TakesComments))
        {
            json["CommentsPart"] = new JsonObject { ["IsOpen"] = false };
        }

        Count(item);
        return json;
    }

    /// <summary>The comments of an item, each after what it answers.</summary>
    public IEnumerable<JsonObject> Comments(ForeignItem item)
    {
        if (item.Comments.Count == 0)
        {
            yield break;
        }

        if (target.CommentType is null || !(item.IsPage ? target.PagesTakeComments : target.TakesComments))
        {
            report.Add($"{item.Key} “{PlainText.Shorten(item.Title, 60)}”", item.Line, $"its {item.Comments.Count} comments are left out: here {(item.IsPage ? "pages" : "articles")} take none");
            yield break;
        }

        var article = IdOf(site, item.Key);
        var ids = item.Comments.Select(comment => comment.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var comment in InOrder(item.Comments, ids).Where(comment => comment.Body.Length > 0))
        {
            report.Comments++;
            yield return Comment(article, comment, comment.ParentId is { } parent && ids.Contains(parent) ? parent : null);
        }
    }

    // The same as the import of comments alone makes, so that whoever does both has each once.
    private static string CommentId(string article, string id) => RecipeIds.From($"comment {article} {id}");

    private JsonObject Comment(string article, ForeignComment from, string? parent)
    {
        var name = PlainText.Shorten(PlainText.FromHtml(from.Name), LongestName - 1);
        name = name.Length == 0 ? "Anonymous" : name;
        var isPublished = from.State == CommentState.Published;
        var part = new JsonObject
        {
            ["Article"] = new JsonObject { ["ContentItemIds"] = new JsonArray(article) },
            ["Parent"] = new JsonObject { ["ContentItemIds"] = parent is null ? [] : new JsonArray(CommentId(article, parent)) },
            ["Name"] = new JsonObject { ["Text"] = name },
            ["Body"] = new JsonObject { ["Text"] = from.Body },
        };
        if (from.Website is { } website && Uri.TryCreate(website, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            part["Website"] = new JsonObject { ["Text"] = website };
        }

        if (options.WithCommentAddresses && from.Email is { } email)
        {
            part["Email"] = new JsonObject { ["Text"] = email };
        }

        if (from.State is CommentState.Spam or CommentState.Trash)
        {
            part["State"] = from.State.ToString();
        }

        return new JsonObject
        {
            ["ContentItemId"] = CommentId(article, from.Id),
            ["ContentType"] = target.CommentType,
            ["DisplayText"] = name,
            ["Latest"] = true,
            ["Published"] = isPublished,
            ["CreatedUtc"] = Date(from.CreatedUtc),
            ["ModifiedUtc"] = Date(from.CreatedUtc),
            ["PublishedUtc"] = isPublished ? Date(from.CreatedUtc) : null,
            ["Comment"] = part,
        };
    }

    // Returns what goes before the text: a picture for which there is no field, or no file.
    private string Picture(ForeignItem item, JsonObject part)
    {
        if (item.Picture is not { } picture)
        {
            return "";
        }

        if (target.ImageField is { } field && Uri.TryCreate(site.Base, picture.Url, out var address) && media.PathOf(address) is { } path
            && (target.ImageEndings.Count == 0 || target.ImageEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase)))
        {
            part[field] = new JsonObject { ["Paths"] = new JsonArray(path), ["MediaTexts"] = new JsonArray(picture.Alt ?? picture.Caption ?? "") };
            if (target.CaptionField is { } caption && picture.Caption is { } words)
            {
                part[caption] = new JsonObject { ["Text"] = words };
            }

            return "";
        }

        return texts.Clean(Figure(picture), item.Key, item.Line);
    }

    private static string Figure(ForeignFile picture) =>
        $"<figure><img src=\"{WebUtility.HtmlEncode(picture.Url)}\" alt=\"{WebUtility.HtmlEncode(picture.Alt ?? "")}\">{(picture.Caption is { } caption ? $"<figcaption>{WebUtility.HtmlEncode(caption)}</figcaption>" : "")}</figure>\n";

    private void Schedule(JsonObject json, ForeignItem item, string what)
    {
        if (item.State != ForeignState.Scheduled)
        {
            return;
        }

        // A date that has passed would make it public the moment it is here, which nobody has seen coming.
        if (item.PublishedUtc is { } date && date > nowUtc && target.HasSchedule && !item.IsPage)
        {
            json["PublishLaterPart"] = new JsonObject { ["ScheduledPublishUtc"] = Date(date) };
        }
        else
        {
            report.Add(what, item.Line, item.PublishedUtc <= nowUtc ? $"is a draft here: the date at which it was to be published, {item.PublishedUtc:yyyy-MM-dd}, has passed" : "is a draft here: nothing publishes it by itself");
        }
    }

    private void Seo(JsonObject json, ForeignItem item)
    {
        if (item.SeoTitle is null && item.SeoDescription is null && item.Canonical is null && !item.IsHiddenFromSearchEngines)
        {
            return;
        }

        var seo = new JsonObject { ["Render"] = true };
        Put("PageTitle", item.SeoTitle);
        Put("MetaDescription", item.SeoDescription);
        Put("MetaRobots", item.IsHiddenFromSearchEngines ? "noindex" : null);
        // One that leads to the site that was is its own address by now.
        var canonical = item.Canonical is null ? null : texts.Follow(item.Canonical);
        Put("Canonical", canonical is not null && canonical != "/" + addresses.Of(item.Key) && Urls.IsSafeLink(canonical) && canonical.AsSpan().IndexOfAny("<>\"' ") < 0 ? canonical : null);
        json["SeoMetaPart"] = seo;

        void Put(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                seo[name] = value;
            }
        }
    }

    private void Count(ForeignItem item)
    {
        report.Articles += item.IsPage ? 0 : 1;
        report.Pages += item.IsPage ? 1 : 0;
        report.Unpublished += item.State == ForeignState.Published ? 0 : 1;
    }

    private static JsonNode? Date(DateTime? utc) => utc is { } date ? JsonValue.Create(DateTime.SpecifyKind(date, DateTimeKind.Utc)) : null;

    private static IEnumerable<ForeignComment> InOrder(IReadOnlyList<ForeignComment> all, HashSet<string> ids)
    {
        var byParent = all.DistinctBy(comment => comment.Id).ToLookup(comment => comment.ParentId is { } parent && ids.Contains(parent) && parent != comment.Id ? parent : "");
        var queue = new Queue<ForeignComment>(byParent[""].OrderBy(comment => comment.CreatedUtc));
        while (queue.TryDequeue(out var comment))
        {
            yield return comment;
            foreach (var answer in byParent[comment.Id].OrderBy(answer => answer.CreatedUtc))
            {
                queue.Enqueue(answer);
            }
        }
    }
}
