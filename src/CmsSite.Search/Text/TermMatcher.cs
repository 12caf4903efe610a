using System.Buffers;
using System.Text;

namespace CmsSite.Search.Text;

/// <summary>
/// Finds some terms in texts, in whichever form they stand there. Whole texts are read with every search, so it looks only at words that begin as one of the terms does: by one letter, in
/// English by two.
/// </summary>
public sealed class TermMatcher
{
    private readonly SiteAnalyzer _analyzer;
    private readonly IReadOnlySet<string> _terms;
    private readonly SearchValues<char>? _first;
    private readonly SearchValues<char>? _firstOrFolded;
    private readonly SearchValues<char>? _second;

    public TermMatcher(SiteAnalyzer analyzer, IReadOnlySet<string> terms)
    {
        (_analyzer, _terms) = (analyzer, terms);
        // What is cut off a word is cut off its end: with another first letter it is another term. But Czech takes an e out before the last letter, though it be the first.
        if (analyzer.TakesPlainWords && analyzer.Language != "cs" && terms.All(term => term is [>= 'a' and <= 'z', ..]))
        {
            var first = string.Concat(terms.Select(term => term[0]).Distinct().SelectMany(letter => new[] { letter, char.ToUpperInvariant(letter) }));
            _first = SearchValues.Create(first);
            _firstOrFolded = SearchValues.Create(first + PlainWords.Folded);
            _second = analyzer.Language == "en" && terms.All(term => term is [_, >= 'a' and <= 'z', ..]) ? SecondOf(terms) : null;
        }
    }

    /// <summary>The tokens of a text that are one of the terms.</summary>
    public IReadOnlyList<Token> Find(string text)
    {
        if (_terms.Count == 0)
        {
            return [];
        }

        if (_first is null || !PlainWords.IsPlain(text))
        {
            return [.. _analyzer.Tokens(text).Where(token => token.End > token.Start && _terms.Contains(token.Term))];
        }

        var found = new List<Token>();
        var first = Ascii.IsValid(text) ? _first : _firstOrFolded!;
        for (var at = 0; text.AsSpan(at).IndexOfAny(first) is >= 0 and var next;)
        {
            var start = at + next;
            at = start + 1;
            if (PlainWords.BeginsAt(text, start) && !BeginsOtherwise(text, start))
            {
                at = PlainWords.EndOf(text, start);
                if (_analyzer.TermOf(text.AsSpan(start, at - start)) is { } term && _terms.Contains(term))
                {
                    found.Add(new Token(term, start, at));
                }
            }
        }

        return found;
    }

    // Of a word that English endings are taken off two letters stay, but for a y that is the last one and becomes an i.
    private static SearchValues<char> SecondOf(IReadOnlySet<string> terms) =>
        SearchValues.Create(string.Concat(terms.Select(term => term[1]).Append('y').Distinct().SelectMany(letter => new[] { letter, char.ToUpperInvariant(letter) })));

    // Whether the second letter is one with which none of the terms goes on; what is not a plain letter may become any.
    private bool BeginsOtherwise(string text, int start) =>
        _second is not null && char.IsAsciiLetter(text[start]) && start + 1 < text.Length && char.IsAsciiLetter(text[start + 1]) && !_second.Contains(text[start + 1]);
}
