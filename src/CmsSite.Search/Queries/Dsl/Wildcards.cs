using System.Text;
using System.Text.RegularExpressions;

namespace CmsSite.Search.Queries.Dsl;

/// <summary>Patterns of terms: <c>te*t?</c>, and regular expressions as Lucene writes them. Both are matched in a time that grows with the term only.</summary>
internal static class Wildcards
{
    private const int LongestPattern = 200;
    private const int MostRepeats = 100;

    /// <summary>How every term begins that matches, and whether one does.</summary>
    public static (string Prefix, Func<string, bool> Matches) Wildcard(string pattern, string place)
    {
        CheckLength(pattern, place);
        var (regex, prefix, isLiteral) = (new StringBuilder(), new StringBuilder(), true);
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c is '*' or '?')
            {
                regex.Append(c == '*' ? ".*" : ".");
                isLiteral = false;
                continue;
            }

            c = c == '\\' && i + 1 < pattern.Length ? pattern[++i] : c;
            regex.Append(Escape(c));
            prefix.Append(isLiteral ? c.ToString() : "");
        }

        // Half a character has no bytes to begin with.
        return (WholeCharacters(prefix.ToString()), Compile(regex.ToString(), place));
    }

    /// <summary>Letters, <c>.</c>, classes, groups, alternatives and repetitions; a character of Lucene's beyond these is named.</summary>
    public static (string Prefix, Func<string, bool> Matches) Regexp(string pattern, string place)
    {
        CheckLength(pattern, place);
        var regex = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            switch (c)
            {
                case '\\' when i + 1 < pattern.Length:
                    regex.Append(Escape(pattern[++i]));
                    break;
                case '\\' or '~' or '&' or '@' or '#' or '<' or '"':
                    throw DslContext.Wrong(place, $"'{c}' (character {i + 1}) is not supported in a regular expression; write \\{c} for the character itself.");
                case '[':
                    i = Class(pattern, i, regex, place);
                    break;
                case '{':
                    i = Repeat(pattern, i, regex, place);
                    break;
                case '(' when i + 1 < pattern.Length && pattern[i + 1] == '?':
                    throw DslContext.Wrong(place, $"'(?' (character {i + 1}) is not supported in a regular expression.");
                case '.' or '(' or ')' or '|' or '*' or '+' or '?':
                    regex.Append(c);
                    break;
                default:
                    regex.Append(Escape(c));
                    break;
            }
        }

        var plain = pattern.Contains('|', StringComparison.Ordinal) ? 0 : pattern.TakeWhile(char.IsAsciiLetterOrDigit).Count();
        // The last letter may be what is repeated.
        var prefix = plain == pattern.Length ? pattern : pattern[..Math.Max(0, plain - 1)];
        return (prefix, Compile(regex.ToString(), place));
    }

    private static int Class(string pattern, int at, StringBuilder regex, string place)
    {
        var end = at + 1;
        regex.Append('[');
        if (end < pattern.Length && pattern[end] == '^')
        {
            regex.Append('^');
            end++;
        }

        for (var first = end; end < pattern.Length && (pattern[end] != ']' || end == first); end++)
        {
            var c = pattern[end];
            regex.Append(c == '-' ? "-" : c == '\\' && end + 1 < pattern.Length ? $"\\u{(int)pattern[++end]:x4}" : $"\\u{(int)c:x4}");
        }

        if (end >= pattern.Length)
        {
            throw DslContext.Wrong(place, $"the [ (character {at + 1}) is not closed.");
        }

        regex.Append(']');
        return end;
    }

    private static int Repeat(string pattern, int at, StringBuilder regex, string place)
    {
        var end = pattern.IndexOf('}', at);
        var bounds = end < 0 ? [] : pattern[(at + 1)..end].Split(',');
        var isCount = bounds.Length is 1 or 2 && bounds.Select((bound, i) => (bound, i)).All(pair =>
            (pair.i == 1 && pair.bound.Length == 0) || (pair.bound.Length is > 0 and < 4 && pair.bound.All(char.IsAsciiDigit) && int.Parse(pair.bound, System.Globalization.CultureInfo.InvariantCulture) <= MostRepeats));
        if (!isCount)
        {
            throw DslContext.Wrong(place, $"the {{ (character {at + 1}) says how often, as in {{2,5}}, with numbers up to {MostRepeats}; write \\{{ for the character itself.");
        }

        regex.Append(pattern, at, end - at + 1);
        return end;
    }

    private static Func<string, bool> Compile(string regex, string place)
    {
        try
        {
            return new Regex($"^(?:{regex})\\z", RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant).IsMatch;
        }
        catch (ArgumentException wrong)
        {
            throw DslContext.Wrong(place, $"this is no regular expression: {wrong.Message}");
        }
        catch (NotSupportedException)
        {
            throw DslContext.Wrong(place, "the regular expression is too complicated: repeat less inside what is repeated.");
        }
    }

    private static string Escape(char c) => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"\\u{(int)c:x4}";

    private static string WholeCharacters(string text) => text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text;

    private static void CheckLength(string pattern, string place)
    {
        if (pattern.Length > LongestPattern)
        {
            throw DslContext.Wrong(place, $"the pattern is longer than {LongestPattern} characters.");
        }
    }
}
