using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace CmsSite.Theming;

/// <summary>The members of a query string, by name in any case. Remembers which of them the page has asked for: the others do not change what it shows.</summary>
/// <param name="asked">Told each name that is asked for, be it there or not; null when the page looked at all of them.</param>
public sealed class QueryDictionary(IEnumerable<KeyValuePair<string, string>> members, Action<string?>? asked = null) : IReadOnlyDictionary<string, string>
{
    private readonly Dictionary<string, string> _members = new(members, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that the page has asked for so far.</summary>
    public IEnumerable<KeyValuePair<string, string>> Asked => _members.Where(member => _asked.Contains(member.Key));

    public int Count => All().Count;

    public IEnumerable<string> Keys => All().Keys;

    public IEnumerable<string> Values => All().Values;

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The query has no '{key}'.");

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        if (_asked.Add(key))
        {
            asked?.Invoke(key);
        }

        return _members.TryGetValue(key, out value);
    }

    /// <summary>The page shows the query as it stands.</summary>
    public void AskAll() => All();

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => All().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, string> All()
    {
        _asked.UnionWith(_members.Keys);
        asked?.Invoke(null);
        return _members;
    }
}
