namespace CmsSite.Theming.Liquid;

/// <summary>
/// Looks at a source before it is parsed. The parser and what it makes call themselves for everything that is nested; a source that nests a thousand deep
/// would end the process with a stack overflow, which nothing can catch.
/// </summary>
internal static class SourceGuard
{
    private const int MaxBlocks = 60;
    private const int MaxBrackets = 20;
    private const int MaxChained = 150;
    private const int MaxSource = 2_000_000;

    /// <summary>What is too much, and the offset where; null when the source may be parsed.</summary>
    public static (string Reason, int Offset)? Find(string source, HashSet<string> blocks)
    {
        if (source.Length > MaxSource)
        {
            return ($"the template is longer than {MaxSource:N0} characters", 0);
        }

        var depth = 0;
        for (var at = source.IndexOf('{', StringComparison.Ordinal); at >= 0 && at + 1 < source.Length; at = source.IndexOf('{', at + 1))
        {
            if (source[at + 1] is not ('%' or '{'))
            {
                continue;
            }

            var isTag = source[at + 1] == '%';
            var end = source.IndexOf(isTag ? "%}" : "}}", at + 2, StringComparison.Ordinal);
            var body = source.AsSpan(at + 2, (end < 0 ? source.Length : end) - at - 2);
            if (isTag)
            {
                var name = Name(body);
                if (name.StartsWith("end", StringComparison.Ordinal))
                {
                    depth = Math.Max(0, depth - 1);
                }
                else if (blocks.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) && ++depth > MaxBlocks)
                {
                    return ($"blocks are nested more than {MaxBlocks} deep", at);
                }

                if (name is "raw" or "comment" && source.IndexOf($"end{name}", at, StringComparison.Ordinal) is > 0 and var close)
                {
                    at = close - 1;
                    depth = Math.Max(0, depth - 1);
                    continue;
                }

                if (name is "liquid")
                {
                    continue; // a tag a line: their expressions are short enough for the parser's own sake, their blocks are counted by lines
                }
            }

            if (Expression(body) is { } reason)
            {
                return (reason, at);
            }

            at = end < 0 ? source.Length - 1 : end;
        }

        return null;
    }

    private static string? Expression(ReadOnlySpan<char> body)
    {
        var depth = 0;
        var chained = 0;
        var quote = '\0';
        for (var i = 0; i < body.Length; i++)
        {
            var c = body[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
                continue;
            }

            switch (c)
            {
                case '"' or '\'':
                    quote = c;
                    break;
                case '(' or '[' when ++depth > MaxBrackets:
                    return $"brackets are nested more than {MaxBrackets} deep";
                case ')' or ']':
                    depth--;
                    break;
                case '|' or 'o' or 'a' when c == '|' || IsWord(body, i, c == 'o' ? "or" : "and"):
                    if (++chained > MaxChained)
                    {
                        return $"more than {MaxChained} filters or conditions are chained";
                    }

                    break;
            }
        }

        return null;
    }

    private static bool IsWord(ReadOnlySpan<char> body, int at, string word) =>
        body[at..].StartsWith(word) && at > 0 && !char.IsAsciiLetterOrDigit(body[at - 1]) && (at + word.Length >= body.Length || !char.IsAsciiLetterOrDigit(body[at + word.Length]));

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> body)
    {
        body = body.TrimStart('-').TrimStart();
        var length = 0;
        while (length < body.Length && (char.IsAsciiLetterOrDigit(body[length]) || body[length] is '_' or '#'))
        {
            length++;
        }

        return body[..length];
    }
}
