using System.Collections.Concurrent;
using CmsSite.Search.Indexes;
using Lucene.Net.Index;

namespace CmsSite.Search.Queries;

/// <summary>
/// Which items are like one, as the index has it. What was found is kept until the index is another one, so that pages that are made again and again look nothing up. Only ids: whoever shows
/// the items looks whether they are still there.
/// </summary>
public sealed class SimilarItems(SearchIndexes indexes)
{
    /// <summary>More than pages show: some may not be there any more, or not for everybody.</summary>
    internal const int MostFound = 24;
    private const int MostKept = 5000;
    private Kept _kept = new(null, 0);

    /// <summary>Whether <see cref="Find"/> would answer now, from everything that was committed here.</summary>
    internal bool IsReady(SearchProfile profile) => indexes.Ready(profile.Name) is not null;

    /// <summary>The ids of items that are like this one, the most alike first; nothing when it is not in the index. Null while there is no index that could tell.</summary>
    internal IReadOnlyList<string>? Find(SearchProfile profile, string contentItemId)
    {
        if (indexes.Ready(profile.Name) is not { } index)
        {
            return null;
        }

        var kept = _kept;
        if (!kept.IsOf(index))
        {
            _kept = kept = new Kept(new WeakReference<SearchIndex>(index), index.Generation);
        }

        try
        {
            if (!kept.Found.TryGetValue(contentItemId, out var ids))
            {
                ids = index.Search(searcher => SimilarFinder.Find(searcher, index.Analyzer, profile.Language, contentItemId, MostFound));
                if (kept.Found.Count < MostKept)
                {
                    kept.Found[contentItemId] = ids;
                }
            }

            return ids;
        }
        catch (ObjectDisposedException)
        {
            return null; // replaced in this moment
        }
        catch (Exception exception) when (SearchIndex.IsUnreadable(exception))
        {
            indexes.Distrust(profile.Name, exception as IOException ?? new CorruptIndexException(exception.Message, exception));
            return null;
        }
    }

    private sealed record Kept(WeakReference<SearchIndex>? Index, long Generation)
    {
        public ConcurrentDictionary<string, IReadOnlyList<string>> Found { get; } = new(StringComparer.Ordinal);

        public bool IsOf(SearchIndex index) => Generation == index.Generation && Index is not null && Index.TryGetTarget(out var own) && ReferenceEquals(own, index);
    }
}
