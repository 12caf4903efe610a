using System.Collections.Concurrent;

namespace CmsSite.Search.Text;

/// <summary>Which term a word is in the index, remembered: a language has many words, but texts say the same ones again and again.</summary>
internal sealed class KnownWords(Func<string, IReadOnlyList<Token>> analyse)
{
    private const int MostKept = 50_000;
    private readonly ConcurrentDictionary<string, string?> _terms = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Null for a word that is nothing in the index.</summary>
    public string? TermOf(ReadOnlySpan<char> word)
    {
        if (_terms.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var known))
        {
            return known;
        }

        var text = word.ToString();
        var term = analyse(text) is [var only] ? only.Term : null;
        if (Interlocked.Increment(ref _count) > MostKept)
        {
            _terms.Clear();
            Volatile.Write(ref _count, 0);
        }

        _terms[text] = term;
        return term;
    }
}
