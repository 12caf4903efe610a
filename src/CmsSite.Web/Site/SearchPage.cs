using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Search.Statistics;
using CmsSite.Theming;
using CmsSite.Theming.Shapes;
using CmsSite.Web.PageCache;

namespace CmsSite.Web.Site;

/// <summary>
/// Makes the shapes of the search page, by Orchard's names: <c>Search__List</c> with <c>Search__Form</c>, <c>Search__Results</c> and a pager in it, and what Orchard does not have beside it:
/// passages, facets, what was meant.
/// </summary>
public sealed class SearchPage(
    SiteSearch search, SearchRules rules, SearchCounter counter, DisplayContext display, ContentDefinitions definitions, SiteSettings settings, PublicItems publicItems, FoundItems foundItems, ShapeKinds kinds)
{
    private const int LargestPage = 50;

    /// <returns>The page, and whether others may be given the same: until the index says something else, or what it shows changes.</returns>
    internal async Task<(Shape Shape, bool IsKept)> BuildAsync(SearchProfile profile, string? index, HttpContext http)
    {
        display.Dependencies.Add(PageTags.Search);
        var labels = LabelsOf(profile);
        var address = SearchAddress.Of(http.Request, http.Request.PathBase + http.Request.Path, labels.Keys);
        var terms = SearchTerms.Parse(address.Text);
        address = address with { Text = terms.Text };
        var size = Math.Clamp(settings.PageSize, 1, LargestPage);
        address = address with { Page = Math.Min(address.Page, SiteSearch.MostReached / size) };
        var isFirst = address is { Page: 1, Sort: SearchSort.Best, Selected.Count: 0 };
        var results = Find(profile, terms, address, size, http);
        if (results is { Hits.Count: 0, Total: > 0 })
        {
            // There is no such page (any more): the last one that there is.
            address = address with { Page = Math.Max(1, (Math.Min(results.Total, SiteSearch.MostReached) + size - 1) / size) };
            results = Find(profile, terms, address, size, http);
        }

        if (results is not null && isFirst && HttpMethods.IsGet(http.Request.Method) && !settings.Get<SearchStatisticsSettings>().Disabled)
        {
            counter.Note(terms, results.Match);
            if (http.Features.Get<PageCandidate>() is { } candidate)
            {
                candidate.Given = Counting(counter, terms, results.Match);
            }
        }

        var page = (settings.Find("SearchSettings") as JsonObject)?["PageTitle"].AsText() is { Length: > 0 } title ? title : display.Text("Search");
        var placeholder = (settings.Find("SearchSettings") as JsonObject)?["Placeholder"].AsText() is { Length: > 0 } own ? own : null;
        var shape = new Shape("Search__List")
        {
            ["Terms"] = terms.Text,
            ["Index"] = index,
            ["PageTitle"] = page,
            ["SearchForm"] = new Shape("Search__Form") { ["Terms"] = terms.Text, ["Index"] = index, ["Placeholder"] = placeholder, ["Key"] = address.Key, ["Kept"] = KeptOf(address) },
            ["SearchResults"] = await ResultsAsync(results, index),
            ["Pager"] = PagerOf(results, address, size),
            ["Total"] = Math.Min(results?.Total ?? 0, SearchResults.MostCounted),
            ["IsMore"] = results?.Total > SearchResults.MostCounted,
            ["IsStart"] = terms.IsEmpty,
            ["IsBuilding"] = results is null,
            ["Match"] = (results?.Match ?? SearchMatch.None).ToString(),
            ["Suggestion"] = results?.Suggestion,
            ["SuggestionUrl"] = results?.Suggestion is { } suggestion ? (address with { Text = suggestion, Page = 1 }).ToString() : null,
            ["Unquoted"] = results is { Total: 0 } && terms.Phrases.Count > 0 ? (address with { Text = new string([.. terms.Text.Where(c => c is not ('"' or '“' or '”'))]), Page = 1 }).ToString() : null,
            ["Facets"] = FacetsOf(results, labels, address),
            ["Chosen"] = address.Selected.Sum(group => group.Value.Count),
            ["ClearUrl"] = address.WithoutChoices().ToString(),
            ["Sort"] = address.Sort.ToString(),
            ["BestUrl"] = (address with { Sort = SearchSort.Best, Page = 1 }).ToString(),
            ["NewestUrl"] = (address with { Sort = SearchSort.Newest, Page = 1 }).ToString(),
        };
        return (shape, results is not null && !(results.IsPinned && rules.IsOfPassage));
    }

    // By itself, since it stays with the page: nothing of the request may.
    private static Action Counting(SearchCounter counter, SearchTerms terms, SearchMatch match) => () => counter.Note(terms, match);

    private SearchResults? Find(SearchProfile profile, SearchTerms terms, SearchAddress address, int size, HttpContext http) => search.Find(profile, rules.Apply(new SearchRequest(
        terms, publicItems.TypesFor(http.User), address.Selected, address.Sort, address.Page, size, settings.TimeZone)));

    private async Task<Shape> ResultsAsync(SearchResults? results, string? index)
    {
        // What was taken back in this very moment is not shown, though the index may still have it.
        var found = await foundItems.FindAsync([.. (results?.Hits ?? []).Select(hit => hit.ContentItemId)], display.Request.User);
        // Of the items themselves a template asks seldom; then all are read at once.
        var items = new LateMember(async () => await foundItems.ReadAsync([.. found.Keys]));
        var hits = new Shape("SearchHits"); // looked up by id, as shapes are by name
        var listed = new List<Shape>();
        foreach (var hit in results?.Hits ?? [])
        {
            var shape = new Shape("SearchHit")
            {
                ["ContentItemId"] = hit.ContentItemId,
                ["Title"] = new HtmlText(hit.Title),
                ["Passage"] = hit.Passage.Length == 0 ? null : new HtmlText(hit.Passage),
                ["IsPinned"] = hit.IsPinned,
                ["Type"] = definitions.Type(hit.ContentType)?.DisplayName ?? hit.ContentType,
                ["Item"] = new LateMember(async () => ((IReadOnlyList<ContentItem>)(await items.GetAsync())!).FirstOrDefault(item => item.ContentItemId == hit.ContentItemId)),
            };
            hits[hit.ContentItemId] = shape;
            if (found.TryGetValue(hit.ContentItemId, out var known))
            {
                shape["Url"] = display.Request.PathBase + known.Path;
                listed.Add(shape);
            }
        }

        return new Shape("Search__Results") { ["ContentItems"] = items, ["Index"] = index, ["Hits"] = hits, ["List"] = listed };
    }

    private Shape PagerOf(SearchResults? results, SearchAddress address, int size)
    {
        var pager = new Shape("Pager") { ["Page"] = address.Page, ["PageSize"] = size, ["TotalItemCount"] = Math.Min(results?.Total ?? 0, SiteSearch.MostReached), ["Keep"] = address.Kept };
        kinds.Find("Pager")?.Created(pager);
        return pager;
    }

    // What a new question from the form keeps: the order, but not what was chosen of other results.
    private static JsonArray KeptOf(SearchAddress address) =>
        address.Sort == SearchSort.Newest ? [new JsonObject { ["Name"] = "sort", ["Value"] = "newest" }] : [];

    private static JsonArray FacetsOf(SearchResults? results, Dictionary<string, string> labels, SearchAddress address) =>
    [
        .. (results?.Facets ?? []).Where(group => labels.ContainsKey(group.Name) && Narrows(group, results!.Total)).Select(group => new JsonObject
        {
            ["Name"] = group.Name,
            ["Label"] = labels[group.Name],
            ["Values"] = new JsonArray([.. group.Values.Select(value => new JsonObject
            {
                ["Label"] = value.Label, ["Count"] = value.Count, ["IsSelected"] = value.IsSelected, ["Url"] = address.Toggle(group.Name, value.Value).ToString(),
            })]),
        }),
    ];

    // A choice that changes nothing is none.
    private static bool Narrows(FacetGroup group, int total) => group.Values.Any(value => value.IsSelected || value.Count < total);

    // The facets that items of the index can have, as people call them.
    private Dictionary<string, string> LabelsOf(SearchProfile profile)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [Facets.Author] = display.Text("Author"), [Facets.Year] = display.Text("Year") };
        foreach (var field in profile.Types.SelectMany(type => definitions.Type(type)?.Parts ?? []).SelectMany(part => part.Part.Fields).Where(field => field.FieldType == "TaxonomyField"))
        {
            labels.TryAdd(field.Name.ToLowerInvariant(), field.DisplayName);
        }

        return labels;
    }
}
