using System.Security.Claims;
using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;

namespace CmsSite.Admin.Search;

/// <summary>A search that is made to see why it finds what it finds, as somebody without an account would make it.</summary>
public static class SearchTrial
{
    private static readonly ClaimsPrincipal _anybody = new(new ClaimsIdentity());

    public static bool MayTry(AdminScope scope) => scope.May(Permissions.ViewSearchStatistics);

    /// <summary>Null while the index is not there.</summary>
    /// <exception cref="RefusedException">The user may not see why something is found.</exception>
    public static ExplainedResults? Explain(AdminScope scope, string text, int most)
    {
        if (!MayTry(scope))
        {
            throw new RefusedException("You may not see why something is found.");
        }

        var (profile, permissions) = (scope.Get<SearchProfiles>().Default(), scope.Get<PermissionChecker>());
        var types = profile.Types.Where(type => permissions.Has(_anybody, Permissions.ViewContent, new ContentItem { ContentType = type, Published = true })).ToList();
        return scope.Get<SiteSearch>().Explain(profile, scope.Get<SearchRules>().Apply(
            new SearchRequest(SearchTerms.Parse(text), types, new Dictionary<string, IReadOnlyList<string>>(), SearchSort.Best, 1, most, scope.Get<SiteSettings>().TimeZone)));
    }
}
