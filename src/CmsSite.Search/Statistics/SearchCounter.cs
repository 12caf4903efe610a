using CmsSite.Search.Queries;
using CmsSite.Storage;

namespace CmsSite.Search.Statistics;

/// <summary>Counts searches in memory until they are written. Takes a moment of the request, knows nothing of who asks, and never grows beyond some hundred kilobytes.</summary>
public sealed class SearchCounter
{
    private const int MostQueries = 2000;

    private readonly Lock _lock = new();
    private Dictionary<string, (int Searches, int Missed)> _counts = new(StringComparer.Ordinal);

    /// <summary>Notes a question that was asked for the first time: not its further pages, filters and orders.</summary>
    public void Note(SearchTerms terms, SearchMatch match)
    {
        // What narrows a question is no part of what is looked for, and changes whether it is found.
        if (terms.Words.Count + terms.Phrases.Count == 0 || terms.Excluded.Count + terms.Filters.Count > 0 || terms.From is not null || terms.Until is not null)
        {
            return;
        }

        var (query, isMissed) = (CountedQuery.Of(terms), match is not (SearchMatch.Exact or SearchMatch.Few));
        lock (_lock)
        {
            Add(SearchCount.All, isMissed);
            if (query is not null && (_counts.Count < MostQueries || _counts.ContainsKey(query)))
            {
                Add(query, isMissed);
            }
        }
    }

    /// <summary>What was noted since this was asked last.</summary>
    internal IReadOnlyDictionary<string, (int Searches, int Missed)> Take()
    {
        lock (_lock)
        {
            var taken = _counts;
            _counts = new(StringComparer.Ordinal);
            return taken;
        }
    }

    private void Add(string query, bool isMissed)
    {
        var (searches, missed) = _counts.GetValueOrDefault(query);
        _counts[query] = (searches + 1, missed + (isMissed ? 1 : 0));
    }
}
