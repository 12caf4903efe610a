using System.Buffers;

namespace CmsSite.Content.Html;

/// <summary>
/// Recognises, in one pass and without a tree, HTML that the sanitiser would leave exactly as it is: well nested paragraphs, headings, lists, quotes, links and pictures with a few
/// harmless attributes, written as the sanitiser writes them. Most of what editors save is of that kind. Whatever else it meets it does not judge: then the sanitiser does.
/// </summary>
internal static class PlainMarkup
{
    private const int MaxDepth = 64;

    // What a start tag may stand in is what keeps a parser from rearranging it.
    private static readonly Dictionary<string, Kind> _tags = new(StringComparer.Ordinal)
    {
        ["p"] = Kind.Words, ["h1"] = Kind.Words, ["h2"] = Kind.Words, ["h3"] = Kind.Words, ["h4"] = Kind.Words, ["h5"] = Kind.Words, ["h6"] = Kind.Words,
        ["ul"] = Kind.List, ["ol"] = Kind.List, ["li"] = Kind.Entry,
        ["blockquote"] = Kind.Block, ["div"] = Kind.Block, ["section"] = Kind.Block, ["figure"] = Kind.Block, ["figcaption"] = Kind.Block, ["hr"] = Kind.Block,
        ["a"] = Kind.Inline, ["em"] = Kind.Inline, ["strong"] = Kind.Inline, ["b"] = Kind.Inline, ["i"] = Kind.Inline, ["code"] = Kind.Inline, ["span"] = Kind.Inline, ["sub"] = Kind.Inline,
        ["sup"] = Kind.Inline, ["small"] = Kind.Inline, ["mark"] = Kind.Inline, ["cite"] = Kind.Inline, ["q"] = Kind.Inline, ["kbd"] = Kind.Inline, ["abbr"] = Kind.Inline, ["time"] = Kind.Inline,
        ["br"] = Kind.Inline, ["img"] = Kind.Inline,
    };

    private static readonly Dictionary<string, Kind>.AlternateLookup<ReadOnlySpan<char>> _lookup = _tags.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly string[] _entities = ["amp;", "lt;", "gt;", "nbsp;"];
    private static readonly SearchValues<char> _special = SearchValues.Create("<>&\0\r\f\u00a0");
    private static readonly SearchValues<char> _nameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> _token = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    private static readonly SearchValues<char> _address = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./~?=#%+,");

    private enum Kind
    {
        Words,
        List,
        Entry,
        Block,
        Inline,
    }

    public static bool IsPlain(ReadOnlySpan<char> html)
    {
        Span<Range> open = stackalloc Range[MaxDepth];
        var depth = 0;
        for (var at = 0; at < html.Length;)
        {
            var next = html[at..].IndexOfAny(_special);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (html[at] == '&')
            {
                if (EntityLength(html[(at + 1)..]) is not (> 0 and var length))
                {
                    return false;
                }

                at += 1 + length;
                continue;
            }

            if (html[at] != '<' || at + 1 >= html.Length)
            {
                return false;
            }

            var isEnd = html[at + 1] == '/';
            var start = at + (isEnd ? 2 : 1);
            var nameLength = html[start..].IndexOfAnyExcept(_nameCharacters);
            if (nameLength <= 0 || !_lookup.TryGetValue(html.Slice(start, nameLength), out var kind))
            {
                return false;
            }

            var name = html.Slice(start, nameLength);
            at = start + nameLength;
            if (isEnd)
            {
                if (depth == 0 || html[at] != '>' || !html[open[depth - 1]].SequenceEqual(name))
                {
                    return false;
                }

                depth--;
                at++;
                continue;
            }

            if (!MayStandHere(kind, name, html, open[..depth]) || !TryReadAttributes(html, ref at, name))
            {
                return false;
            }

            if (name is not ("br" or "hr" or "img"))
            {
                if (depth == MaxDepth)
                {
                    return false;
                }

                open[depth++] = start..(start + nameLength);
            }
        }

        return depth == 0;
    }

    private static bool MayStandHere(Kind kind, ReadOnlySpan<char> name, ReadOnlySpan<char> html, ReadOnlySpan<Range> open)
    {
        if (kind == Kind.Entry)
        {
            return open.Length > 0 && html[open[^1]] is "ul" or "ol";
        }

        foreach (var range in open)
        {
            // A link ends where another begins; a block ends the paragraph or the words that it stands in.
            var outer = html[range];
            if ((name is "a" && outer is "a") || (kind != Kind.Inline && _lookup[outer] is Kind.Words or Kind.Inline))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryReadAttributes(ReadOnlySpan<char> html, ref int at, ReadOnlySpan<char> tag)
    {
        var seen = 0;
        while (at < html.Length)
        {
            if (html[at] == '>')
            {
                at++;
                return true;
            }

            if (html[at] != ' ')
            {
                return false;
            }

            var rest = html[(at + 1)..];
            var equals = rest.IndexOf("=\"");
            if (equals <= 0)
            {
                return false;
            }

            var value = rest[(equals + 2)..];
            var close = value.IndexOf('"');
            if (close < 0)
            {
                return false;
            }

            value = value[..close];
            var bit = rest[..equals] switch
            {
                "id" when IsToken(value) => 1,
                "class" when IsWords(value) => 2,
                "href" when tag is "a" && IsAddress(value, isLink: true) => 4,
                "src" when tag is "img" && IsAddress(value, isLink: false) => 8,
                "alt" when tag is "img" && !value.ContainsAny(_special) && !value.Contains('\n') => 16,
                "width" when tag is "img" && IsNumber(value) => 32,
                "height" when tag is "img" && IsNumber(value) => 64,
                _ => 0,
            };
            if (bit == 0 || (seen & bit) != 0)
            {
                return false;
            }

            seen |= bit;
            at += 1 + equals + 2 + close + 1;
        }

        return false;
    }

    private static int EntityLength(ReadOnlySpan<char> behind)
    {
        foreach (var entity in _entities)
        {
            if (behind.StartsWith(entity, StringComparison.Ordinal))
            {
                return entity.Length;
            }
        }

        return 0;
    }

    private static bool IsToken(ReadOnlySpan<char> value) => value.Length > 0 && !value.ContainsAnyExcept(_token);

    private static bool IsNumber(ReadOnlySpan<char> value) => value.Length is > 0 and < 6 && !value.ContainsAnyExceptInRange('0', '9');

    private static bool IsWords(ReadOnlySpan<char> value)
    {
        foreach (var word in value.Split(' '))
        {
            if (!IsToken(value[word]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAddress(ReadOnlySpan<char> value, bool isLink)
    {
        var rest = value.StartsWith("https://", StringComparison.Ordinal) ? value[8..]
            : isLink && value.StartsWith("http://", StringComparison.Ordinal) ? value[7..]
            : value is ['/', not '/', ..] or ['#', _, ..] ? value[1..]
            : default;
        return rest.Length > 0 && char.IsAsciiLetterOrDigit(rest[0]) && !rest.ContainsAnyExcept(_address);
    }
}
