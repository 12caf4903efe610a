using System.Buffers;
using System.Globalization;
using CmsSite.Search.Text;

namespace CmsSite.Search.Queries;

/// <summary>What a reader asked for, taken apart. Any text is something: what cannot be understood as more is words.</summary>
/// <param name="Text">As it was written, without what nobody can see, at most <see cref="LongestText"/> characters.</param>
/// <param name="Words">Each to be found.</param>
/// <param name="Phrases">Each to be found, word by word.</param>
/// <param name="Excluded">Words and phrases that must not be there.</param>
/// <param name="Filters">Names of authors, tags, categories: field and value.</param>
/// <param name="From">The first day that counts.</param>
/// <param name="Until">The first day that no longer counts.</param>
public sealed record SearchTerms(
    string Text, IReadOnlyList<string> Words, IReadOnlyList<string> Phrases, IReadOnlyList<string> Excluded, IReadOnlyList<(string Field, string Value)> Filters, DateOnly? From, DateOnly? Until)
{
    public const int LongestText = 200;
    public const int MostClauses = 32;

    private static readonly SearchValues<char> _quotes = SearchValues.Create("\"“”„«»");
    private static readonly string[] _fields = ["author", "tag", "category"];
    private static readonly string[] _dateFormats = ["yyyy", "yyyy-M", "yyyy-M-d"];

    /// <summary>Nothing that could find or narrow anything.</summary>
    public bool IsEmpty => Words.Count + Phrases.Count + Filters.Count == 0 && From is null && Until is null;

    public static SearchTerms Parse(string? text)
    {
        var clean = SafeText.Of(text is { Length: > LongestText * 4 } ? text[..(LongestText * 4)] : text).Trim();
        if (clean.Length > LongestText)
        {
            clean = clean[..(char.IsHighSurrogate(clean[LongestText - 1]) ? LongestText - 1 : LongestText)];
        }

        var parser = new Parser(clean);
        parser.Run();
        return new SearchTerms(clean, parser.Words, parser.Phrases, parser.Excluded, parser.Filters, parser.From, parser.Until);
    }

    private sealed class Parser(string text)
    {
        private int _at;

        public List<string> Words { get; } = [];

        public List<string> Phrases { get; } = [];

        public List<string> Excluded { get; } = [];

        public List<(string, string)> Filters { get; } = [];

        public DateOnly? From { get; private set; }

        public DateOnly? Until { get; private set; }

        public void Run()
        {
            for (var clauses = 0; clauses < MostClauses && Skip(); clauses++)
            {
                var isExcluded = text[_at] == '-' && _at + 1 < text.Length && !char.IsWhiteSpace(text[_at + 1]) && text[_at + 1] != '-';
                _at += isExcluded ? 1 : 0;
                if (TryQuoted() is { } phrase)
                {
                    Add(isExcluded ? Excluded : Phrases, phrase);
                }
                else if (isExcluded || !TryField())
                {
                    Add(isExcluded ? Excluded : Words, Word());
                }
            }
        }

        private static void Add(List<string> list, string found)
        {
            if (found.Any(char.IsLetterOrDigit) || found.EnumerateRunes().Any(rune => rune.Value > 0xffff || System.Text.Rune.IsLetterOrDigit(rune)))
            {
                list.Add(found);
            }
        }

        private bool Skip()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }

            return _at < text.Length;
        }

        // A quote that is never closed is no quote.
        private string? TryQuoted()
        {
            if (!_quotes.Contains(text[_at]))
            {
                return null;
            }

            var end = text.AsSpan(_at + 1).IndexOfAny(_quotes);
            if (end < 0)
            {
                _at++;
                return "";
            }

            var inside = text.Substring(_at + 1, end).Trim();
            _at += end + 2;
            return inside;
        }

        private string Word()
        {
            var start = _at;
            while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !_quotes.Contains(text[_at]))
            {
                _at++;
            }

            return text[start.._at];
        }

        private bool TryField()
        {
            var colon = text.IndexOf(':', _at);
            if (colon < 0 || colon - _at > 10 || colon + 1 >= text.Length || char.IsWhiteSpace(text[colon + 1]))
            {
                return false;
            }

            var (start, field) = (_at, text[_at..colon].ToLowerInvariant());
            var isDate = field is "before" or "after";
            if (!isDate && !_fields.Contains(field))
            {
                return false;
            }

            _at = colon + 1;
            var value = TryQuoted() ?? Word();
            if (isDate ? TryDate(field, value) : FoldingFilter.Key(value).Length > 0)
            {
                if (!isDate)
                {
                    Filters.Add((field, value));
                }

                return true;
            }

            _at = start;
            return false;
        }

        private bool TryDate(string field, string value)
        {
            if (!DateOnly.TryParseExact(value, _dateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return false;
            }

            if (field == "before")
            {
                Until = Until is { } until && until < day ? until : day;
            }
            else
            {
                From = From is { } from && from > day ? from : day;
            }

            return true;
        }
    }
}
