using System.Buffers;

namespace CmsSite.Theming.Display;

/// <summary>
/// The tags of HTML one after the other, without a tree: bodies are looked through at every rendering. Comments are passed over, values in quotes may hold <c>&gt;</c>, and
/// text that breaks off in the middle of a tag simply has no further one.
/// </summary>
internal ref struct TagScanner(ReadOnlySpan<char> html)
{
    private static readonly SearchValues<char> _nameEnds = SearchValues.Create(" \t\r\n\f/>");
    private static readonly SearchValues<char> _tagParts = SearchValues.Create(">\"'");
    private static readonly SearchValues<char> _spaces = SearchValues.Create(" \t\r\n\f");

    private readonly ReadOnlySpan<char> _html = html;
    private int _nameEnd;

    /// <summary>Where the tag's <c>&lt;</c> stands.</summary>
    public int Start { get; private set; }

    /// <summary>Behind the tag's <c>&gt;</c>.</summary>
    public int End { get; private set; }

    /// <summary>Behind the tag's name: there an attribute can be put in.</summary>
    public readonly int AfterName => _nameEnd;

    public bool IsEnd { get; private set; }

    public readonly ReadOnlySpan<char> Name => _html[(Start + (IsEnd ? 2 : 1)).._nameEnd];

    public readonly bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>1 to 6 for a heading, else 0.</summary>
    public readonly int HeadingLevel => Name is ['h' or 'H', >= '1' and <= '6' and var digit] ? digit - '0' : 0;

    public bool Next()
    {
        for (var at = End; at < _html.Length;)
        {
            var open = _html[at..].IndexOf('<');
            if (open < 0)
            {
                break;
            }

            Start = at + open;
            var rest = _html[(Start + 1)..];
            if (rest.StartsWith("!--"))
            {
                var close = rest[3..].IndexOf("-->");
                if (close < 0)
                {
                    break;
                }

                at = Start + 4 + close + 3;
                continue;
            }

            IsEnd = rest is ['/', ..];
            var name = IsEnd ? rest[1..] : rest;
            if (name is [var first, ..] && char.IsAsciiLetter(first))
            {
                var length = name.IndexOfAny(_nameEnds);
                if (length < 0 || FindEnd(Start + 1 + (IsEnd ? 1 : 0) + length) is not (> 0 and var end))
                {
                    break;
                }

                _nameEnd = Start + 1 + (IsEnd ? 1 : 0) + length;
                End = end;
                return true;
            }

            at = Start + 1;
        }

        Start = _nameEnd = End = _html.Length;
        return false;
    }

    /// <summary>The value of an attribute as it is written, entities and all; false when the tag does not have it.</summary>
    public readonly bool TryGet(string attribute, out ReadOnlySpan<char> value)
    {
        var at = _nameEnd;
        while (at < End - 1)
        {
            if (char.IsWhiteSpace(_html[at]) || _html[at] is '/')
            {
                at++;
                continue;
            }

            var nameStart = at;
            while (at < End - 1 && !char.IsWhiteSpace(_html[at]) && _html[at] is not ('=' or '/'))
            {
                at++;
            }

            var name = _html[nameStart..at];
            value = default;
            if (_html[at] == '=')
            {
                at++;
                var end = _html[at] is '"' or '\'' ? _html[(at + 1)..(End - 1)].IndexOf(_html[at]) : -1;
                value = end >= 0 ? _html.Slice(at + 1, end) : Unquoted(at);
                at += end >= 0 ? end + 2 : Math.Max(1, value.Length);
            }

            if (name.Equals(attribute, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    private readonly ReadOnlySpan<char> Unquoted(int from)
    {
        var length = _html[from..(End - 1)].IndexOfAny(_spaces);
        return length < 0 ? _html[from..(End - 1)] : _html.Slice(from, length);
    }

    // Quotes count behind "=" only: elsewhere an apostrophe is a letter like any other.
    private readonly int FindEnd(int at)
    {
        while (at < _html.Length)
        {
            var next = _html[at..].IndexOfAny(_tagParts);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (_html[at] == '>')
            {
                return at + 1;
            }

            var close = _html[at - 1] == '=' ? _html[(at + 1)..].IndexOf(_html[at]) : 0;
            if (close < 0)
            {
                return -1;
            }

            at += _html[at - 1] == '=' ? close + 2 : 1;
        }

        return -1;
    }
}
