using System.Text;

namespace CmsSite.Search.Text;

/// <summary>
/// Takes texts of Latin letters apart as Lucene's tokenizer does, at a fraction of its cost: whole texts are read when they are indexed, and with every search. Of texts that hold anything
/// else it says so, and they go the long way.
/// </summary>
internal static class PlainWords
{
    private enum Kind : byte
    {
        Other,
        Between,
        Letter,
        Digit,
        InWords,
        InNumbers,
        InBoth,
    }

    private static readonly Kind[] _kinds = Kinds();

    /// <summary>Letters that may become another one, the first of a word too, when words are folded.</summary>
    public static string Folded { get; } = string.Concat(Enumerable.Range(0x80, _kinds.Length - 0x80).Select(c => (char)c).Where(c => KindOf(c) == Kind.Letter));

    public static bool IsPlain(string text)
    {
        if (Ascii.IsValid(text))
        {
            return !text.Contains('_', StringComparison.Ordinal); // the only one of these that is not
        }

        foreach (var c in text)
        {
            if (KindOf(c) == Kind.Other)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where the words begin and end; null when the text is not plain.</summary>
    /// <param name="longest">Longer words are none.</param>
    public static List<(int Start, int End)>? Of(string text, int longest)
    {
        if (!IsPlain(text))
        {
            return null;
        }

        var words = new List<(int, int)>(text.Length / 6);
        for (var at = 0; at < text.Length;)
        {
            if (KindOf(text[at]) is not (Kind.Letter or Kind.Digit))
            {
                at++;
                continue;
            }

            var start = at;
            at = EndOf(text, start);
            if (at - start <= longest)
            {
                words.Add((start, at));
            }
        }

        return words;
    }

    /// <summary>Whether the letter at this place of a plain text is the first of a word.</summary>
    public static bool BeginsAt(string text, int at) => at == 0 || KindOf(text[at - 1]) switch
    {
        Kind.Letter or Kind.Digit => false,
        Kind.Between => true,
        var between => at < 2 || !Joins(KindOf(text[at - 2]), between, KindOf(text[at])),
    };

    /// <summary>The end of the word that begins at this place of a plain text.</summary>
    public static int EndOf(string text, int start)
    {
        var kind = KindOf(text[start]);
        for (var at = start + 1; at < text.Length; at++)
        {
            var (before, here) = (kind, KindOf(text[at]));
            kind = here;
            if (here is Kind.Letter or Kind.Digit)
            {
                continue;
            }

            if (at + 1 == text.Length || !Joins(before, here, KindOf(text[at + 1])))
            {
                return at;
            }

            kind = before;
            at++;
        }

        return text.Length;
    }

    // A full stop or an apostrophe belongs to the word when the same kind stands on both sides.
    private static bool Joins(Kind before, Kind between, Kind after) =>
        before == after && ((before == Kind.Letter && between is Kind.InBoth or Kind.InWords) || (before == Kind.Digit && between is Kind.InBoth or Kind.InNumbers));

    private static Kind KindOf(char c) => c < _kinds.Length ? _kinds[c] : c switch
    {
        '‘' or '’' => Kind.InBoth,
        '“' or '”' or '–' or '—' or '…' or '„' or '•' or '→' => Kind.Between,
        _ => Kind.Other,
    };

    private static Kind[] Kinds()
    {
        var kinds = new Kind[0x250];
        for (var c = (char)0; c < kinds.Length; c++)
        {
            kinds[c] = c switch
            {
                '_' => Kind.Other,
                ':' => Kind.InWords,
                ',' or ';' => Kind.InNumbers,
                '.' or '\'' => Kind.InBoth,
                >= '0' and <= '9' => Kind.Digit,
                (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => Kind.Letter,
                < (char)0x80 or (char)0xa0 or '«' or '»' or '§' or '©' or '®' or '°' or '£' or '×' or '÷' => Kind.Between,
                >= (char)0xc0 => Kind.Letter,
                _ => Kind.Other,
            };
        }

        return kinds;
    }
}
