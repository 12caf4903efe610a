using CmsSite.Content.Autoroute;
using CmsSite.Content.Definitions;
using CmsSite.Content.Fields;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Content.Taxonomies;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>A taxonomy field of articles, and the terms that its taxonomy has already: a term of the same name is that term.</summary>
/// <param name="Terms">Ids by name, as <see cref="Items.Slugs"/> writes it.</param>
/// <param name="Path">The taxonomy's address; null when its terms have none.</param>
internal sealed record TargetTaxonomy(string Field, string Taxonomy, string TermType, bool IsUnique, string? Path, IReadOnlyDictionary<string, string> Terms);

/// <summary>
/// What a conversion is made for: which content types and fields of the site stand for articles, pages, authors, categories and tags, and what of an import is here already. Fields are found by what they are,
/// so that sites with other names than those of <c>recipes/cmssite</c> are served as well.
/// </summary>
public sealed class ConversionTarget
{
    private const int PathsAtOnce = 400;
    private SiteSession? _session;

    private ConversionTarget()
    {
    }

    internal string ArticleType { get; private init; } = "";
    internal string PageType { get; private init; } = "";
    internal string? AuthorType { get; private init; }
    internal string? CommentType { get; private init; }
    internal string ArticleFolder { get; private init; } = "";
    internal string PageFolder { get; private init; } = "";
    internal string AuthorFolder { get; private init; } = "";
    internal string? SummaryField { get; private init; }
    internal string? ImageField { get; private init; }
    internal IReadOnlyList<string> ImageEndings { get; private init; } = [];
    internal string? CaptionField { get; private init; }
    internal string? AuthorField { get; private init; }
    internal string? IntroductionField { get; private init; }
    internal string? PortraitField { get; private init; }
    internal string? WebsiteField { get; private init; }
    internal bool TakesComments { get; private init; }
    internal bool PagesTakeComments { get; private init; }
    internal bool HasSchedule { get; private init; }
    internal TargetTaxonomy? Categories { get; private init; }
    internal TargetTaxonomy? Tags { get; private init; }
    internal IReadOnlyDictionary<string, string> KnownAuthors { get; private init; } = new Dictionary<string, string>();
    internal MediaOptions Media { get; private init; } = new();

    /// <summary>Reads what the site is.</summary>
    /// <exception cref="RecipeException">A content type is not there, or cannot hold an article.</exception>
    public static async Task<ConversionTarget> OfSiteAsync(
        SiteSession session, ContentDefinitions definitions, ContentItems items, IOptions<MediaOptions> media, ConversionTypes types, CancellationToken cancellationToken = default)
    {
        var article = Type(definitions, types.Article, "article");
        var page = Type(definitions, types.Page, "page");
        var author = definitions.Type(types.Author);
        var (own, ofAuthor) = (Fields(article), author is null ? [] : Fields(author));
        var image = own.FirstOrDefault(field => field.FieldType == "MediaField");
        var taxonomies = own.Where(field => field.FieldType == "TaxonomyField").ToList();
        var tags = taxonomies.FirstOrDefault(field => field.Name.Contains("Tag", StringComparison.OrdinalIgnoreCase));
        var categories = taxonomies.FirstOrDefault(field => field != tags);
        return new ConversionTarget
        {
            _session = session,
            ArticleType = article.Name,
            PageType = page.Name,
            AuthorType = author?.Name,
            CommentType = definitions.Types.FirstOrDefault(type => type.Has(CommentFields.PartName))?.Name,
            ArticleFolder = Folder(article),
            PageFolder = Folder(page),
            AuthorFolder = author is null ? "" : Folder(author),
            SummaryField = Texts(own).FirstOrDefault(field => field.Name is "Summary" or "Excerpt" or "Lead")?.Name,
            ImageField = image?.Name,
            ImageEndings = image?.Settings.Get<MediaFieldSettings>().AllowedExtensions ?? [],
            CaptionField = Texts(own).FirstOrDefault(field => field.Name.Contains("Caption", StringComparison.Ordinal))?.Name,
            AuthorField = author is null ? null : own.FirstOrDefault(field => field.FieldType == "ContentPickerField" && field.Settings.Get<ContentPickerFieldSettings>().DisplayedContentTypes.Contains(author.Name))?.Name,
            IntroductionField = Texts(ofAuthor).FirstOrDefault(field => field.Name is "Introduction" or "Bio" or "Biography" or "Summary")?.Name,
            PortraitField = ofAuthor.FirstOrDefault(field => field.FieldType == "MediaField")?.Name,
            WebsiteField = ofAuthor.FirstOrDefault(field => field.FieldType == "LinkField")?.Name,
            TakesComments = article.Has("CommentsPart"),
            PagesTakeComments = page.Has("CommentsPart"),
            HasSchedule = article.Has("PublishLaterPart"),
            Categories = await TaxonomyAsync(categories, definitions, items, cancellationToken),
            Tags = await TaxonomyAsync(tags, definitions, items, cancellationToken),
            KnownAuthors = author is null ? new Dictionary<string, string>() : await AuthorsAsync(session, author.Name, cancellationToken),
            Media = media.Value,
        };
    }

    /// <summary>Which of these paths belong to which item already. In lower case.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> OwnersAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var chunk in paths.Chunk(PathsAtOnce))
        {
            foreach (var row in await _session!.Database.Autoroutes.AsNoTracking().Where(row => chunk.Contains(row.Path)).Select(row => new { row.Path, row.ContentItemId }).ToListAsync(cancellationToken))
            {
                owners.TryAdd(row.Path, row.ContentItemId);
            }
        }

        return owners;
    }

    private static ContentTypeDefinition Type(ContentDefinitions definitions, string name, string what)
    {
        var type = definitions.Type(name)
            ?? throw new RecipeException($"this site has no content type \"{name}\" for what is {(what == "article" ? "an article" : "a page")}",
                Suggestion.For(name, definitions.Types.Select(type => type.Name)) is { } near ? $"Did you mean \"{near}\"? Say so with --{what}-type" : $"Name another with --{what}-type");
        return type.Has("HtmlBodyPart") && type.Has("TitlePart") ? type
            : throw new RecipeException($"the content type \"{name}\" has no TitlePart or no HtmlBodyPart, so it can hold no {what}", $"Name another with --{what}-type");
    }

    private static IReadOnlyList<ContentPartFieldDefinition> Fields(ContentTypeDefinition type) => type.Part(type.Name)?.Part.Fields ?? [];

    private static IEnumerable<ContentPartFieldDefinition> Texts(IEnumerable<ContentPartFieldDefinition> fields) => fields.Where(field => field.FieldType == "TextField");

    // What its pattern has before the first thing that is made: "articles/".
    private static string Folder(ContentTypeDefinition type)
    {
        var pattern = type.PartSettings<AutoroutePartSettings>("AutoroutePart").Pattern ?? "";
        var plain = pattern.Split('{')[0].Trim();
        return plain.Contains('/', StringComparison.Ordinal) ? plain[..(plain.LastIndexOf('/') + 1)].TrimStart('/') : "";
    }

    private static async Task<TargetTaxonomy?> TaxonomyAsync(ContentPartFieldDefinition? field, ContentDefinitions definitions, ContentItems items, CancellationToken cancellationToken)
    {
        var settings = field?.Settings.Get<TaxonomyFieldSettings>();
        if (settings?.TaxonomyContentItemId is not { Length: > 0 } id || await items.GetAsync(id, VersionOptions.Published, cancellationToken) is not { } taxonomy)
        {
            return null;
        }

        var terms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var term in Terms.All(taxonomy))
        {
            terms.TryAdd(Slugs.Slugify(term["DisplayText"].AsText()), term["ContentItemId"].AsText() ?? "");
        }

        var termType = taxonomy.Part("TaxonomyPart")?["TermContentType"].AsText() ?? "Term";
        var route = taxonomy.Part("AutoroutePart");
        var hasPaths = route?["RouteContainedItems"].AsFlag() == true && definitions.Type(termType)?.Has("AutoroutePart") == true;
        return new TargetTaxonomy(field!.Name, id, termType, settings.Unique, hasPaths ? route!["Path"].AsText()?.Trim('/') : null, terms);
    }

    private static async Task<IReadOnlyDictionary<string, string>> AuthorsAsync(SiteSession session, string type, CancellationToken cancellationToken)
    {
        var authors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var author in await session.Database.ContentItems.AsNoTracking().Where(item => item.ContentType == type && item.Latest).OrderBy(item => item.Id)
            .Select(item => new { item.ContentItemId, item.DisplayText }).ToListAsync(cancellationToken))
        {
            authors.TryAdd(Slugs.Slugify(author.DisplayText), author.ContentItemId);
        }

        return authors;
    }
}

/// <summary>The content types that stand for what other systems have.</summary>
public sealed record ConversionTypes(string Article = "Article", string Page = "Page", string Author = "AuthorProfile");
