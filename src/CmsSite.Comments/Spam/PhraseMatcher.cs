using System.Globalization;
using System.Text;

namespace CmsSite.Comments.Spam;

/// <summary>
/// Finds which of thousands of phrases are in a text, in one walk over its words however many phrases there are. Capitals, accents, compatibility forms and numbers for letters make no
/// difference, nor what stands between words. A phrase is found as whole words only.
/// </summary>
public sealed class PhraseMatcher
{
    // Each word that is in some phrase has a number: most words of a text have none, and are passed over.
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);

    // A state is a beginning of a phrase; state and word together lead to the next one.
    private readonly Dictionary<(int State, int Word), int> _next = [];
    private readonly List<int> _found = [-1];
    private readonly List<string> _phrases = [];

    public PhraseMatcher(IEnumerable<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            Add(phrase);
        }
    }

    public int Count => _phrases.Count;

    /// <summary>The phrases that are in the text, each once, as they were given.</summary>
    public IReadOnlyList<string> Find(string text)
    {
        if (_phrases.Count == 0)
        {
            return [];
        }

        var words = Numbers(Fold(text));
        var found = new HashSet<int>();
        for (var start = 0; start < words.Count; start++)
        {
            var state = 0;
            for (var at = start; at < words.Count && words[at] >= 0 && _next.TryGetValue((state, words[at]), out state); at++)
            {
                if (_found[state] >= 0)
                {
                    found.Add(_found[state]);
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

    private List<int> Numbers(string folded)
    {
        var numbers = new List<int>();
        var known = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        var text = folded.AsSpan();
        foreach (var range in text.Split(' '))
        {
            if (text[range] is { Length: > 0 } word)
            {
                numbers.Add(known.TryGetValue(word, out var number) ? number : -1);
            }
        }

        return numbers;
    }

    private void Add(string phrase)
    {
        var state = 0;
        foreach (var word in Fold(phrase).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!_words.TryGetValue(word, out var number))
            {
                _words[word] = number = _words.Count;
            }

            if (!_next.TryGetValue((state, number), out var next))
            {
                _next[(state, number)] = next = _found.Count;
                _found.Add(-1);
            }

            state = next;
        }

        if (state != 0 && _found[state] < 0)
        {
            _found[state] = _phrases.Count;
            _phrases.Add(phrase.Trim());
        }
    }
}
