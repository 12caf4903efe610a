namespace CmsSite.Theming.Layers;

/// <summary>
/// The part of JavaScript that layer rules are written in: <c>isHomepage()</c>, <c>isAuthenticated()</c>, <c>isAnonymous()</c>, <c>isInRole('x')</c>, <c>url('~/x*')</c>,
/// <c>culture() == 'fr'</c>, <c>true</c>, <c>false</c>, with <c>!</c>, <c>&amp;&amp;</c>, <c>||</c> and parentheses. Read once; no script engine runs while a page is drawn.
/// </summary>
public static class LayerScript
{
    /// <summary>Whether a layer with this script can ever show here. Recipes should say so when it cannot.</summary>
    public static bool CanRun(string script) => Parse(script) is not null;

    /// <returns>Null when the script is anything else.</returns>
    internal static LayerCondition? Parse(string script)
    {
        var reader = new Reader(script);
        var condition = reader.Or();
        reader.Skip(";");
        return condition is not null && reader.IsAtEnd ? condition : null;
    }

    private sealed class Reader(string text)
    {
        private const int MaxDepth = 50;
        private int _at;
        private int _depth;

        public bool IsAtEnd
        {
            get
            {
                Blanks();
                return _at >= text.Length;
            }
        }

        public LayerCondition? Or()
        {
            var left = And();
            while (left is not null && Skip("||"))
            {
                var (first, second) = (left, And());
                left = second is null ? null : context => first(context) || second(context);
            }

            return left;
        }

        public bool Skip(string token)
        {
            Blanks();
            if (!text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal))
            {
                return false;
            }

            _at += token.Length;
            return true;
        }

        private LayerCondition? And()
        {
            var left = Not();
            while (left is not null && Skip("&&"))
            {
                var (first, second) = (left, Not());
                left = second is null ? null : context => first(context) && second(context);
            }

            return left;
        }

        private LayerCondition? Not()
        {
            if (++_depth > MaxDepth)
            {
                return null;
            }

            try
            {
                if (Skip("!"))
                {
                    return Not() is { } inner ? context => !inner(context) : null;
                }

                if (Skip("("))
                {
                    return Or() is { } inner && Skip(")") ? inner : null;
                }

                return Fact();
            }
            finally
            {
                _depth--;
            }
        }

        private LayerCondition? Fact()
        {
            var name = Word();
            switch (name)
            {
                case "true":
                    return _ => true;
                case "false":
                    return LayerConditions.Never;
                case "isHomepage" when Skip("(") && Skip(")"):
                    return context => context.Request.IsHomepage;
                case "isAuthenticated" when Skip("(") && Skip(")"):
                    return LayerFacts.IsAuthenticated;
                case "isAnonymous" when Skip("(") && Skip(")"):
                    return context => !LayerFacts.IsAuthenticated(context);
                case "isInRole" when Argument() is { } role:
                    return context => LayerFacts.Roles(context).Contains(role, StringComparer.OrdinalIgnoreCase);
                case "url" when Argument() is { } url:
                    return Url(url.StartsWith('~') ? url[1..] : url);
                case "culture" when Skip("(") && Skip(")"):
                    var isNegated = Skip("!==") || Skip("!=");
                    return (isNegated || Skip("===") || Skip("==")) && Quoted() is { } culture
                        ? context => context.Culture.Name.Equals(culture, StringComparison.OrdinalIgnoreCase) != isNegated
                        : null;
                default:
                    return null;
            }
        }

        private static LayerCondition Url(string pattern) => pattern.EndsWith('*')
            ? context => context.Request.Path.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
            : context => context.Request.Path.Equals(pattern.Length == 0 ? "/" : pattern, StringComparison.OrdinalIgnoreCase);

        private string? Argument() => Skip("(") && Quoted() is { } text && Skip(")") ? text : null;

        private string? Quoted()
        {
            Blanks();
            if (_at >= text.Length || text[_at] is not ('\'' or '"'))
            {
                return null;
            }

            var end = text.IndexOf(text[_at], _at + 1);
            if (end < 0)
            {
                return null;
            }

            var quoted = text[(_at + 1)..end];
            _at = end + 1;
            return quoted.Contains('\\', StringComparison.Ordinal) ? null : quoted;
        }

        private string Word()
        {
            Blanks();
            var start = _at;
            while (_at < text.Length && char.IsAsciiLetter(text[_at]))
            {
                _at++;
            }

            return text[start.._at];
        }

        private void Blanks()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
        }
    }
}
