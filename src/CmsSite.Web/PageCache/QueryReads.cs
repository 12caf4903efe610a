using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace CmsSite.Web.PageCache;

/// <summary>Stands in for the request's query and notes which of its members anybody asks for, be they there or not.</summary>
internal sealed class QueryReads(IQueryCollection inner) : IQueryFeature, IQueryCollection
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Somebody looked at all of them.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The query of a request, to be read without a note.</summary>
    public static IQueryCollection Inner(HttpRequest request) => request.Query is QueryReads reads ? reads.Unnoted : request.Query;

    public IQueryCollection Unnoted => inner;

    IQueryCollection IQueryFeature.Query
    {
        get => this;
        set => throw new NotSupportedException("The query of a request that may be kept cannot be replaced.");
    }

    public int Count => All().Count;

    public ICollection<string> Keys => All().Keys;

    public StringValues this[string key] => TryGetValue(key, out var value) ? value : StringValues.Empty;

    /// <summary>Notes a member, or with null all of them.</summary>
    public void Note(string? name)
    {
        IsWhole |= name is null;
        if (name is not null)
        {
            _names.Add(name);
        }
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out StringValues value)
    {
        Note(key);
        return inner.TryGetValue(key, out value);
    }

    public IEnumerator<KeyValuePair<string, StringValues>> GetEnumerator() => All().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IQueryCollection All()
    {
        IsWhole = true;
        return inner;
    }
}
