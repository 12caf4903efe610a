using CmsSite.Content.Definitions;
using CmsSite.Content.Settings;

namespace CmsSite.Web.Site.Feeds;

/// <summary>Site setting <c>FeedSettings</c>: what the feeds hold.</summary>
public sealed class FeedSettings
{
    /// <summary>Content types, in any order; when empty, every listed type with an address of its own that is no list or taxonomy.</summary>
    public IList<string> ContentTypes { get; set; } = [];

    /// <summary>How many of the newest items; older ones are behind the link to the next page.</summary>
    public int Count { get; set; } = 20;

    /// <summary>Whether readers get a few sentences and must come to the site for the rest.</summary>
    public bool SummaryOnly { get; set; }

    /// <summary>Names of the fields that say who wrote an item.</summary>
    public IList<string> AuthorFields { get; set; } = [];
}

/// <summary>Which content is news: the one answer for feeds and for the news sitemap.</summary>
public sealed class NewsTypes(ContentDefinitions definitions, PublicItems publicItems, SiteSettings settings)
{
    private static readonly string[] _containers = ["ListPart", "TaxonomyPart", "MenuPart"];

    /// <summary>Types that anybody may view; those that the setting names when it names some.</summary>
    public IReadOnlyList<string> All() => Among(settings.Get<FeedSettings>().ContentTypes);

    /// <summary>The types of these names that anybody may view; without names, those that look like news.</summary>
    public IReadOnlyList<string> Among(IList<string> names) =>
    [
        .. publicItems.PublicTypes().Where(type => names.Count > 0 ? names.Contains(type, StringComparer.OrdinalIgnoreCase) : IsNews(definitions.Type(type)!)),
    ];

    private static bool IsNews(ContentTypeDefinition type) => type.Type.Listable && type.Has("AutoroutePart") && !_containers.Any(type.Has);
}
