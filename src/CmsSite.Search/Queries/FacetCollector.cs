using CmsSite.Search.Indexes;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CmsSite.Search.Queries;

/// <summary>
/// Finds the best documents and counts facets in one pass. The values of a group are counted as if nothing of that group were selected: they say what would be found in addition.
/// </summary>
internal sealed class FacetCollector(IReadOnlyDictionary<string, IReadOnlyList<string>> selected, bool byTime, int most) : ICollector
{
    private readonly PriorityQueue<Found, Found> _best = new(Comparer<Found>.Create(static (left, right) => -left.CompareTo(right)));
    private readonly Dictionary<string, Dictionary<(string Value, string Label), int>> _counts = new(StringComparer.Ordinal);
    private Scorer? _scorer;
    private int _base;
    private FacetColumns? _columns;
    private bool[]?[] _wanted = []; // by group and value
    private bool[] _isMet = [];
    private int[] _segmentCounts = [];
    private int _missing; // groups of which something is selected that this segment does not even know

    public int Total { get; private set; }

    /// <summary>How many there would be if nothing were selected.</summary>
    public int Matched { get; private set; }

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

    /// <summary>By group, then by value and label.</summary>
    public IReadOnlyDictionary<string, Dictionary<(string Value, string Label), int>> Counts()
    {
        Leave();
        return _counts;
    }

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        Leave();
        _base = context.DocBase;
        _columns = FacetColumns.Of(context.AtomicReader);
        _wanted = [.. _columns.Groups.Select(range => selected.TryGetValue(range.Group, out var values) ? Wanted(_columns, range, values) : null)];
        _isMet = new bool[_wanted.Length];
        _missing = selected.Keys.Count(group => !_columns.Groups.Any(range => range.Group == group));
        _segmentCounts = new int[_columns.ValueCount];
    }

    public void Collect(int doc)
    {
        Matched++;
        var (unmet, failed) = Failed(doc);
        if (unmet > 1)
        {
            return;
        }

        Count(doc, unmet == 1 ? failed : null);
        if (unmet == 0)
        {
            Total++;
            var found = new Found(byTime ? 0 : _scorer!.GetScore(), _columns!.TimeOf(doc), _base + doc);
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
        foreach (var value in _columns!.ValuesOf(doc))
        {
            for (var i = 0; i < _wanted.Length; i++)
            {
                _isMet[i] |= _wanted[i]?[value] == true;
            }
        }

        var (unmet, failed) = (_missing, -1);
        for (var i = 0; i < _wanted.Length; i++)
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

        var (_, from, until) = only is { } group ? _columns!.Groups[group] : ("", 0, int.MaxValue);
        foreach (var value in _columns!.ValuesOf(doc))
        {
            if (value >= from && value < until)
            {
                _segmentCounts[value]++;
            }
        }
    }

    private static bool[] Wanted(FacetColumns columns, (string Group, int From, int Until) range, IReadOnlyList<string> values)
    {
        var wanted = new bool[columns.ValueCount];
        for (var value = range.From; value < range.Until; value++)
        {
            wanted[value] = values.Contains(columns.NameOf(value).Value);
        }

        return wanted;
    }

    private void Leave()
    {
        foreach (var (group, from, until) in _columns?.Groups ?? [])
        {
            var counts = _counts.TryGetValue(group, out var known) ? known : _counts[group] = [];
            for (var value = from; value < until; value++)
            {
                if (_segmentCounts[value] > 0)
                {
                    var name = _columns!.NameOf(value);
                    counts[(name.Value, name.Label)] = counts.GetValueOrDefault((name.Value, name.Label)) + _segmentCounts[value];
                }
            }
        }

        _columns = null;
    }

    /// <summary>Sorts the better one first: score, then the newer, then the one that came first.</summary>
    private readonly record struct Found(float Score, long Time, int Document) : IComparable<Found>
    {
        public int CompareTo(Found other) =>
            Score != other.Score ? other.Score.CompareTo(Score) : Time != other.Time ? other.Time.CompareTo(Time) : Document.CompareTo(other.Document);
    }
}
