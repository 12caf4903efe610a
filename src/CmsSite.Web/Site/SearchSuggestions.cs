using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Theming;

namespace CmsSite.Web.Site;

/// <summary><c>/search/suggest?q=…</c>: a few titles, authors and terms with their addresses, as JSON, for whoever types. The search page needs none of it.</summary>
public sealed class SearchSuggestions(SiteSearch search, SearchProfiles profiles, DisplayContext display, PublicItems publicItems, FoundItems foundItems)
{
    private const int Titles = 6;
    private const int Names = 4;

    internal async Task<IReadOnlyList<Suggested>> FindAsync(string text, HttpContext http)
    {
        display.Cancellation = http.RequestAborted;
        var found = search.Suggest(profiles.Default(), text, publicItems.PublicTypes(), Titles, Names);
        var suggested = new List<Suggested>();
        foreach (var name in found.Names)
        {
            if (await display.PageItems.PathOfAsync(name.Value, http.RequestAborted) is { } path)
            {
                suggested.Add(new Suggested(name.Group, name.Label, http.Request.PathBase + SiteUrls.Local(path)));
            }
        }

        foreach (var item in (await foundItems.FindAsync(found.ContentItemIds, PublicItems.Anybody)).Values)
        {
            var url = http.Request.PathBase + item.Path;
            if (suggested.All(other => other.Url != url))
            {
                suggested.Add(new Suggested("item", item.Title, url));
            }
        }

        return suggested;
    }
}

/// <param name="Kind"><c>item</c>, <c>author</c>, or the name of a taxonomy field.</param>
internal sealed record Suggested(string Kind, string Title, string Url);
