using CmsSite.Search.Pinned;
using CmsSite.Search.Synonyms;
using CmsSite.Storage;

namespace CmsSite.Search.Queries;

/// <summary>What editors said about searching, as it is at this moment.</summary>
public sealed class SearchRules(SiteSession session, TimeProvider clock)
{
    /// <summary>Whether a pin ends by itself some time.</summary>
    public bool IsOfPassage => PinnedSet.Of(session).IsOfPassage(clock.GetUtcNow().UtcDateTime);

    public SearchRequest Apply(SearchRequest request) => request with { Synonyms = SynonymSet.Of(session), Pinned = PinnedSet.Of(session), NowUtc = clock.GetUtcNow().UtcDateTime };
}
