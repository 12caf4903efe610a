using System.Globalization;
using System.Security.Claims;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Queries;
using CmsSite.Search.Indexes;

namespace CmsSite.Search.Queries;

/// <summary>
/// The query <c>SimilarItems</c> that templates have without storing it: items of the same type that are most like the one of the id <c>contentItemId</c>, at most <c>size</c>. While the index
/// is not there it finds nothing, and a page that shows it is kept for seconds only.
/// </summary>
/// <remarks>What it finds is shared by all pages, whoever they are made for: only items that anybody may see.</remarks>
public sealed class SimilarQuerySource(SimilarItems similar, SearchProfiles profiles, PublishedItems items, PermissionChecker permissions) : IQuerySource
{
    private const string QueryName = "SimilarItems";
    private const int FewestShown = 3;
    private static readonly ClaimsPrincipal _anybody = new(new ClaimsIdentity());
    private static readonly Query _query = new(QueryName, "Similar", "", true, []);

    public string Name => "Similar";

    public Query? BuiltIn(string name) => name.Equals(QueryName, StringComparison.OrdinalIgnoreCase) ? _query : null;

    public async Task<QueryResults> RunAsync(Query query, string text, IReadOnlyDictionary<string, object?> parameters, CancellationToken cancellationToken)
    {
        if (similar.Find(profiles.Default(), IdOf(parameters)) is not { Count: > 0 } ids)
        {
            return QueryResults.Empty;
        }

        // The index is a moment behind the database; what is not published any more is not there.
        var found = new List<ContentItem>();
        var size = SizeOf(parameters);
        foreach (var some in ids.Chunk(size + FewestShown))
        {
            var known = await items.GetAsync(some, cancellationToken);
            found.AddRange(some.Select(id => known[id]).OfType<ContentItem>().Where(item => permissions.Has(_anybody, Permissions.ViewContent, item)));
            if (found.Count >= size)
            {
                break;
            }
        }

        return new QueryResults([.. found.Take(size)], []);
    }

    /// <inheritdoc/>
    /// <remarks>Whatever is published may be more alike than what was found, or make a word less telling.</remarks>
    public IReadOnlyCollection<string> DependenciesOf(string text, IReadOnlyDictionary<string, object?> parameters) => similar.IsReady(profiles.Default()) ? ["items"] : ["items", "brief"];

    private static string IdOf(IReadOnlyDictionary<string, object?> parameters) => Convert.ToString(parameters.GetValueOrDefault("contentItemId"), CultureInfo.InvariantCulture) ?? "";

    private static int SizeOf(IReadOnlyDictionary<string, object?> parameters) =>
        int.TryParse(Convert.ToString(parameters.GetValueOrDefault("size"), CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
            ? Math.Min(size, SimilarItems.MostFound) : FewestShown;
}
