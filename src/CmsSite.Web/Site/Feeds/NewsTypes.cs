using CmsSite.Content.Definitions;
using CmsSite.Content.Fields;
using CmsSite.Content.Settings;

namespace CmsSite.Web.Site.Feeds;

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

    /// <summary>Whether news picks items of this type in a field: authors, places, series.</summary>
    public bool ArePicked(string contentType) => PickersOf(contentType).Count > 0;

    /// <summary>Types of news that pick items of this type. News that picks other news ("related") does not count.</summary>
    public IReadOnlyList<string> PickersOf(string contentType)
    {
        var news = All();
        return news.Contains(contentType, StringComparer.OrdinalIgnoreCase) ? []
            : [.. news.Where(name => definitions.Type(name)!.Parts.SelectMany(part => part.Part.Fields).Any(field => field.FieldType == "ContentPickerField"
                && field.Settings.Get<ContentPickerFieldSettings>().DisplayedContentTypes.Contains(contentType, StringComparer.OrdinalIgnoreCase)))];
    }

    /// <summary>Whether a page of this type changes with other items: a list's, an author's.</summary>
    public bool ShowsOthers(string contentType) => definitions.Type(contentType) is { } type && _containers.Any(type.Has) || ArePicked(contentType);

    private static bool IsNews(ContentTypeDefinition type) => type.Type.Listable && type.Has("AutoroutePart") && !_containers.Any(type.Has);
}
