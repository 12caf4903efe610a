using System.Runtime.CompilerServices;
using CmsSite.Search.Indexes;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CmsSite.Search.Queries;

/// <summary>
/// What hits of one segment are counted and ordered by, in arrays: a search looks at it for each document that it finds, and a segment never changes. Made by the first search that meets the
/// segment, gone with it.
/// </summary>
internal sealed class FacetColumns
{
    private static readonly ConditionalWeakTable<object, FacetColumns> _ofSegments = [];
    private readonly int[] _starts;
    private readonly int[] _values;
    private readonly long[] _times;
    private readonly FacetValueName[] _names;

    private FacetColumns(AtomicReader reader)
    {
        _times = new long[reader.MaxDoc];
        _starts = new int[reader.MaxDoc + 1];
        var times = reader.GetNumericDocValues(FieldNames.Time);
        for (var doc = 0; doc < _times.Length && times is not null; doc++)
        {
            _times[doc] = times.Get(doc);
        }

        var facets = reader.GetSortedSetDocValues(FieldNames.Facet);
        var values = new List<int>(reader.MaxDoc * 4);
        for (var doc = 0; doc < reader.MaxDoc && facets is not null; doc++)
        {
            facets.SetDocument(doc);
            for (var value = facets.NextOrd(); value != SortedSetDocValues.NO_MORE_ORDS; value = facets.NextOrd())
            {
                values.Add((int)value);
            }

            _starts[doc + 1] = values.Count;
        }

        _values = [.. values];
        _names = new FacetValueName[facets?.ValueCount ?? 0];
        var written = new BytesRef();
        for (var value = 0; value < _names.Length; value++)
        {
            facets!.LookupOrd(value, written);
            _names[value] = FacetValueName.Read(written.Utf8ToString());
        }

        Groups = GroupsOf(_names);
    }

    /// <summary>Values are sorted, so those of a group stand together.</summary>
    public IReadOnlyList<(string Group, int From, int Until)> Groups { get; }

    public int ValueCount => _names.Length;

    public static FacetColumns Of(AtomicReader reader) => _ofSegments.GetValue(reader.CoreCacheKey, _ => new FacetColumns(reader));

    public long TimeOf(int doc) => _times[doc];

    public ReadOnlySpan<int> ValuesOf(int doc) => _values.AsSpan(_starts[doc].._starts[doc + 1]);

    public FacetValueName NameOf(int value) => _names[value];

    private static List<(string Group, int From, int Until)> GroupsOf(FacetValueName[] names)
    {
        var groups = new List<(string Group, int From, int Until)>();
        for (var from = 0; from < names.Length;)
        {
            var until = from + 1;
            while (until < names.Length && names[until].Group == names[from].Group)
            {
                until++;
            }

            groups.Add((names[from].Group, from, until));
            from = until;
        }

        return groups;
    }
}

/// <summary>A value of a facet as <see cref="Facets.Write"/> wrote it.</summary>
internal readonly record struct FacetValueName(string Group, string Value, string Label)
{
    public static FacetValueName Read(string written) => written.Split(Facets.Separator, 3) is [var group, var value, var label] ? new(group, value, label) : new(written, "", "");
}
