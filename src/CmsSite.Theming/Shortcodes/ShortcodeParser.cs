namespace CmsSite.Theming.Shortcodes;

/// <summary>A piece of a text with shortcodes: plain text, or a shortcode.</summary>
/// <param name="Name">Null for plain text.</param>
/// <param name="Arguments">By name; those without one by their place: <c>0</c>, <c>1</c>, …</param>
/// <param name="Text">The piece as written.</param>
/// <param name="Content">What stands between opening and closing; null when it is not closed.</param>
public sealed record ShortcodePiece(string? Name, IReadOnlyDictionary<string, string> Arguments, string Text, string? Content);

/// <summary>Reads <c>[name arg="v"]content[/name]</c>. What is no shortcode that somebody knows stays text; <c>[[name]]</c> is text without a meaning.</summary>
public static class ShortcodeParser
{
    private static readonly Dictionary<string, string> _none = [];

    /// <param name="isKnown">Whether a name means something.</param>
    public static IReadOnlyList<ShortcodePiece> Parse(string text, Func<string, bool> isKnown)
    {
        var pieces = new List<ShortcodePiece>();
        var plain = 0;
        for (var at = text.IndexOf('[', StringComparison.Ordinal); at >= 0; at = at < text.Length ? text.IndexOf('[', at) : -1)
        {
            if (at + 1 < text.Length && text[at + 1] == '[')
            {
                // [[name]] shows [name].
                var close = text.IndexOf("]]", at + 2, StringComparison.Ordinal);
                var inner = close < 0 ? "" : text[(at + 2)..close];
                if (close > 0 && isKnown(NameOf(inner)))
                {
                    Plain(at);
                    pieces.Add(new ShortcodePiece(null, _none, $"[{inner}]", null));
                    at = plain = close + 2;
                    continue;
                }

                at += 2;
                continue;
            }

            if (ReadTag(text, at) is not { } tag || !isKnown(tag.Name))
            {
                at++;
                continue;
            }

            Plain(at);
            var end = tag.IsClosed ? null : FindEnd(text, tag.End, tag.Name);
            var stop = end?.After ?? tag.End;
            pieces.Add(new ShortcodePiece(tag.Name, tag.Arguments, text[at..stop], end is null ? null : text[tag.End..end.Value.At]));
            at = plain = stop;
        }

        Plain(text.Length);
        return pieces;

        void Plain(int until)
        {
            if (until > plain)
            {
                pieces.Add(new ShortcodePiece(null, _none, text[plain..until], null));
            }

            plain = until;
        }
    }

    private static string NameOf(string text)
    {
        var length = 0;
        while (length < text.Length && IsName(text[length]))
        {
            length++;
        }

        return text[..length];
    }

    // The closing tag of the same depth.
    private static (int At, int After)? FindEnd(string text, int from, string name)
    {
        var depth = 1;
        for (var at = text.IndexOf('[', from); at >= 0; at = text.IndexOf('[', at + 1))
        {
            var isClosing = at + 1 < text.Length && text[at + 1] == '/';
            var rest = text.AsSpan(at + (isClosing ? 2 : 1));
            if (!rest.StartsWith(name, StringComparison.OrdinalIgnoreCase) || (rest.Length > name.Length && IsName(rest[name.Length])))
            {
                continue;
            }

            var close = text.IndexOf(']', at);
            if (close < 0)
            {
                return null;
            }

            depth += isClosing ? -1 : text[close - 1] == '/' ? 0 : 1;
            if (depth == 0)
            {
                return (at, close + 1);
            }
        }

        return null;
    }

    private static Tag? ReadTag(string text, int start)
    {
        var at = start + 1;
        var name = NameOf(text[at..Math.Min(text.Length, at + 100)]);
        if (name.Length == 0)
        {
            return null;
        }

        at += name.Length;
        var arguments = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var places = 0;
        while (at < text.Length)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
            {
                at++;
            }

            if (at >= text.Length || text[at] == '[')
            {
                return null;
            }

            if (text[at] == ']')
            {
                return new Tag(name, arguments, at + 1, false);
            }

            if (text[at] == '/' && at + 1 < text.Length && text[at + 1] == ']')
            {
                return new Tag(name, arguments, at + 2, true);
            }

            var value = ReadValue(text, ref at);
            if (value is not null && at < text.Length && text[at] == '=' && value.Length > 0)
            {
                var key = value;
                at++;
                value = ReadValue(text, ref at);
                arguments[key] = value ?? "";
            }
            else if (value is not null)
            {
                arguments[places++.ToString(System.Globalization.CultureInfo.InvariantCulture)] = value;
            }

            if (value is null)
            {
                return null;
            }
        }

        return null;
    }

    private static string? ReadValue(string text, ref int at)
    {
        if (at >= text.Length)
        {
            return null;
        }

        if (text[at] is '"' or '\'')
        {
            var quote = text[at];
            var close = text.IndexOf(quote, at + 1);
            if (close < 0)
            {
                return null;
            }

            var quoted = text[(at + 1)..close];
            at = close + 1;
            return quoted;
        }

        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] is not (']' or '=' or '[' or '"' or '\'') && !(text[at] == '/' && at + 1 < text.Length && text[at + 1] == ']'))
        {
            at++;
        }

        return at == start ? null : text[start..at];
    }

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private sealed record Tag(string Name, IReadOnlyDictionary<string, string> Arguments, int End, bool IsClosed);
}
