using System.Globalization;
using System.Text;

namespace CmsSite.Comments.Spam;

/// <summary>
/// Finds which of many phrases are in a text, in one walk over the text however many phrases there are (Aho and Corasick). Case, accents, and digits that stand for letters do not
/// matter, and neither does what stands between words. A phrase is found as whole words only.
/// </summary>
public sealed class PhraseMatcher
{
    // A state is a beginning of a phrase; state and letter together lead to the next one.
    private readonly Dictionary<long, int> _next = [];
    private readonly List<(int Parent, char Letter, int Depth)> _states = [default];
    private readonly List<int> _fallback = [0];
    private readonly List<int> _found = [-1];
    private readonly List<int> _shorter = [0];
    private readonly List<string> _phrases = [];

    public PhraseMatcher(IEnumerable<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            // Between spaces, so that whole words are what is found.
            if (Fold(phrase) is { Length: > 2 } folded)
            {
                Add(folded, phrase.Trim());
            }
        }

        Link();
    }

    public int Count => _phrases.Count;

    /// <summary>The phrases that are in the text, each once, as they were given.</summary>
    public IReadOnlyList<string> Find(string text)
    {
        if (_phrases.Count == 0)
        {
            return [];
        }

        var found = new HashSet<int>();
        var state = 0;
        foreach (var letter in Fold(text))
        {
            state = Step(state, letter);
            for (var at = state; at != 0; at = _shorter[at])
            {
                if (_found[at] >= 0)
                {
                    found.Add(_found[at]);
                }
            }
        }

        return [.. found.Select(index => _phrases[index])];
    }

    /// <summary>A text as it is compared: words in small letters without accents, one space between them and around all.</summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var letter in text.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format)
            {
                continue;
            }

            if (char.IsLetterOrDigit(letter) || letter is '@' or '$')
            {
                folded.Append(letter switch { '0' => 'o', '1' => 'i', '3' => 'e', '4' or '@' => 'a', '5' or '$' => 's', '7' => 't', _ => char.ToLowerInvariant(letter) });
            }
            else if (folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded[^1] == ' ' ? folded.ToString() : folded.Append(' ').ToString();
    }

    private void Add(string folded, string phrase)
    {
        var state = 0;
        foreach (var letter in folded)
        {
            if (!_next.TryGetValue(Key(state, letter), out var next))
            {
                next = _states.Count;
                _next[Key(state, letter)] = next;
                _states.Add((state, letter, _states[state].Depth + 1));
                _fallback.Add(0);
                _found.Add(-1);
                _shorter.Add(0);
            }

            state = next;
        }

        if (_found[state] < 0)
        {
            _found[state] = _phrases.Count;
            _phrases.Add(phrase);
        }
    }

    // Where to go on when the next letter does not fit: the longest end of what was read that is a beginning of a phrase.
    private void Link()
    {
        foreach (var state in Enumerable.Range(1, _states.Count - 1).OrderBy(state => _states[state].Depth))
        {
            var (parent, letter, _) = _states[state];
            _fallback[state] = parent == 0 ? 0 : Step(_fallback[parent], letter);
            _shorter[state] = _found[_fallback[state]] >= 0 ? _fallback[state] : _shorter[_fallback[state]];
        }
    }

    private static long Key(int state, char letter) => ((long)state << 16) | letter;

    private int Step(int state, char letter)
    {
        while (true)
        {
            if (_next.TryGetValue(Key(state, letter), out var next))
            {
                return next;
            }

            if (state == 0)
            {
                return 0;
            }

            state = _fallback[state];
        }
    }
}
