using System.Runtime.CompilerServices;
using CmsSite.Search.Indexes;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CmsSite.Search.Queries;

/// <summary>
/// Finds the best documents and counts facets in one pass. The values of a group are counted as if nothing of that group were selected: they say what would be found in addition.
/// </summary>
internal sealed class FacetCollector(IReadOnlyDictionary<string, IReadOnlyList<string>> selected, bool byTime, int most) : ICollector
{
    private static readonly ConditionalWeakTable<object, GroupRange[]> _rangesOfSegments = [];

    private readonly PriorityQueue<Found, Found> _best = new(Comparer<Found>.Create(static (left, right) => -left.CompareTo(right)));
    private readonly Dictionary<string, Dictionary<string, int>> _counts = new(StringComparer.Ordinal);
    private Scorer? _scorer;
    private int _base;
    private SortedSetDocValues? _facets;
    private NumericDocValues? _times;
    private GroupRange[] _ranges = [];
    private HashSet<long>?[] _wanted = [];
    private bool[] _isMet = [];
    private int[] _segmentCounts = [];
    private int _missing; // groups of which something is selected that this segment does not even know

    public int Total { get; private set; }

    public bool AcceptsDocsOutOfOrder => true;

    /// <summary>Best first.</summary>
    public IReadOnlyList<int> Documents()
    {
        var documents = new int[_best.Count];
        for (var i = documents.Length - 1; i >= 0; i--)
        {
            documents[i] = _best.Dequeue().Document;
        }

        return documents;
    }

    /// <summary>By group, then by value and label as they are written in the index.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, int>> Counts()
    {
        Leave();
        return _counts;
    }

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        Leave();
        _base = context.DocBase;
        var reader = context.AtomicReader;
        _times = reader.GetNumericDocValues(FieldNames.Time);
        _facets = reader.GetSortedSetDocValues(FieldNames.Facet);
        _ranges = _facets is null ? [] : _rangesOfSegments.GetValue(reader.CoreCacheKey, _ => GroupRange.Of(_facets));
        _wanted = [.. _ranges.Select(range => selected.TryGetValue(range.Group, out var values) ? Ordinals(range.Group, values) : null)];
        _isMet = new bool[_ranges.Length];
        _missing = selected.Keys.Count(group => !_ranges.Any(range => range.Group == group));
        _segmentCounts = new int[_facets?.ValueCount ?? 0];
    }

    public void Collect(int doc)
    {
        var (unmet, failed) = Failed(doc);
        if (unmet > 1)
        {
            return;
        }

        if (_facets is not null)
        {
            Count(doc, unmet == 1 ? failed : null);
        }

        if (unmet == 0)
        {
            Total++;
            var found = new Found(byTime ? 0 : _scorer!.GetScore(), _times?.Get(doc) ?? 0, _base + doc);
            if (_best.Count < most)
            {
                _best.Enqueue(found, found);
            }
            else if (most > 0 && found.CompareTo(_best.Peek()) < 0)
            {
                _best.DequeueEnqueue(found, found);
            }
        }
    }

    // How many groups of which something is selected the document does not answer, and the last of them; -1 for one that this segment does not know.
    private (int Unmet, int Failed) Failed(int doc)
    {
        if (selected.Count == 0)
        {
            return (0, -1);
        }

        Array.Clear(_isMet);
        if (_facets is not null)
        {
            _facets.SetDocument(doc);
            for (var ord = _facets.NextOrd(); ord != SortedSetDocValues.NO_MORE_ORDS; ord = _facets.NextOrd())
            {
                for (var i = 0; i < _ranges.Length; i++)
                {
                    _isMet[i] |= _wanted[i]?.Contains(ord) == true;
                }
            }
        }

        var (unmet, failed) = (_missing, -1);
        for (var i = 0; i < _ranges.Length; i++)
        {
            if (_wanted[i] is not null && !_isMet[i])
            {
                (unmet, failed) = (unmet + 1, i);
            }
        }

        return (unmet, failed);
    }

    private void Count(int doc, int? only)
    {
        if (only == -1)
        {
            return;
        }

        var (from, until) = only is { } group ? (_ranges[group].From, _ranges[group].Until) : (0L, long.MaxValue);
        _facets!.SetDocument(doc);
        for (var ord = _facets.NextOrd(); ord != SortedSetDocValues.NO_MORE_ORDS; ord = _facets.NextOrd())
        {
            if (ord >= from && ord < until)
            {
                _segmentCounts[ord]++;
            }
        }
    }

    private HashSet<long> Ordinals(string group, IReadOnlyList<string> values)
    {
        var ordinals = new HashSet<long>();
        foreach (var value in values)
        {
            var prefix = $"{group}{Facets.Separator}{value}{Facets.Separator}";
            var at = _facets!.LookupTerm(new BytesRef(prefix));
            for (at = at < 0 ? -at - 1 : at; at < _facets.ValueCount && TermAt(at).StartsWith(prefix, StringComparison.Ordinal); at++)
            {
                ordinals.Add(at);
            }
        }

        return ordinals;
    }

    private void Leave()
    {
        foreach (var range in _facets is null ? [] : _ranges)
        {
            var counts = _counts.TryGetValue(range.Group, out var known) ? known : _counts[range.Group] = new(StringComparer.Ordinal);
            for (var ord = range.From; ord < range.Until; ord++)
            {
                if (_segmentCounts[ord] > 0)
                {
                    var value = TermAt(ord)[(range.Group.Length + 1)..];
                    counts[value] = counts.GetValueOrDefault(value) + _segmentCounts[ord];
                }
            }
        }

        _facets = null;
    }

    private string TermAt(long ord)
    {
        var bytes = new BytesRef();
        _facets!.LookupOrd(ord, bytes);
        return bytes.Utf8ToString();
    }

    /// <summary>Sorts the better one first: score, then the newer, then the one that came first.</summary>
    private readonly record struct Found(float Score, long Time, int Document) : IComparable<Found>
    {
        public int CompareTo(Found other) =>
            Score != other.Score ? other.Score.CompareTo(Score) : Time != other.Time ? other.Time.CompareTo(Time) : Document.CompareTo(other.Document);
    }

    /// <summary>Values are sorted, so those of a group stand together.</summary>
    private sealed record GroupRange(string Group, long From, long Until)
    {
        public static GroupRange[] Of(SortedSetDocValues facets)
        {
            var ranges = new List<GroupRange>();
            for (var at = 0L; at < facets.ValueCount;)
            {
                var bytes = new BytesRef();
                facets.LookupOrd(at, bytes);
                var written = bytes.Utf8ToString();
                var group = written[..written.IndexOf(Facets.Separator, StringComparison.Ordinal)];
                var end = facets.LookupTerm(new BytesRef($"{group}{(char)(Facets.Separator + 1)}"));
                ranges.Add(new GroupRange(group, at, end < 0 ? -end - 1 : end));
                at = ranges[^1].Until;
            }

            return [.. ranges];
        }
    }
}
