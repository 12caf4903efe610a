using CmsSite.Search.Pinned;
using CmsSite.Search.Synonyms;

namespace CmsSite.Search.Queries;

public enum SearchSort
{
    Best,
    Newest,
}

/// <summary>A search as the page of results asks for it.</summary>
/// <param name="Types">The content types that the reader may see at all.</param>
/// <param name="Selected">Values of facets, by group: within a group any of them, and of every group one.</param>
/// <param name="Page">From 1.</param>
public sealed record SearchRequest(
    SearchTerms Terms, IReadOnlyCollection<string> Types, IReadOnlyDictionary<string, IReadOnlyList<string>> Selected, SearchSort Sort, int Page, int PageSize, TimeZoneInfo TimeZone)
{
    /// <summary>Words that are as good as others.</summary>
    public SynonymSet Synonyms { get; init; } = SynonymSet.Empty;

    /// <summary>What comes first for some questions.</summary>
    public PinnedSet Pinned { get; init; } = PinnedSet.Empty;

    /// <summary>When it is asked: what was pinned until then counts no more.</summary>
    public DateTime NowUtc { get; init; }
}

/// <summary>How the results answer the question.</summary>
public enum SearchMatch
{
    /// <summary>Everything that was asked for.</summary>
    Exact,

    /// <summary>Few did that; behind them is what holds some of the words of a long question.</summary>
    Few,

    /// <summary>Nothing did that; these hold words that are written alike.</summary>
    Similar,

    /// <summary>Nothing did that; these hold some of the words.</summary>
    Some,

    /// <summary>Nothing at all was found.</summary>
    None,
}

/// <param name="Total">Exact up to <see cref="MostCounted"/>.</param>
/// <param name="Suggestion">The question with words that the index knows, when that would find more; null else.</param>
public sealed record SearchResults(
    IReadOnlyList<SearchHit> Hits, int Total, SearchMatch Match, IReadOnlyList<FacetGroup> Facets, string? Suggestion)
{
    public const int MostCounted = 10_000;

    /// <summary>Whether anything was pinned for the question; on this page or not.</summary>
    public bool IsPinned { get; init; }

    public static SearchResults Empty { get; } = new([], 0, SearchMatch.None, [], null);
}

/// <param name="Title">HTML: encoded, with <c>mark</c> around what was found.</param>
/// <param name="Passage">The same, the passage that answers best.</param>
/// <param name="IsPinned">An editor put it there.</param>
public sealed record SearchHit(string ContentItemId, string ContentType, string Title, string Passage, bool IsPinned);

/// <param name="Name"><c>author</c>, <c>year</c>, or the name of a taxonomy field in lower case.</param>
public sealed record FacetGroup(string Name, IReadOnlyList<FacetValue> Values);

public sealed record FacetValue(string Value, string Label, int Count, bool IsSelected);
