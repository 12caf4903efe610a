using System.Text.Json.Nodes;

namespace CmsSite.Content.Recipes.Schemas;

/// <summary>
/// Says in one line what an object may hold, for schemas: <c>Files:[TargetPath:text Quality:number] IncludeAll:flag</c>. After a name stands what its value is: <c>text</c>, <c>number</c>, <c>flag</c>,
/// <c>date</c>, <c>any</c>, a plural of these for lists; <c>{ … }</c> an object, <c>[ … ]</c> a list of objects, <c>&lt;…&gt;</c> an object with names of one's own; <c>A|B</c> texts to choose from, as
/// suggestions; <c>@name</c> a definition of the schema, <c>@names*</c> a list of them.
/// </summary>
public static class MemberNotation
{
    // Any value may be a script instead, which is a text.
    private const string Script = @"\[[A-Za-z]+:[\s\S]*\]";

    /// <exception cref="FormatException">The notation is not understood; only a programmer can mend it.</exception>
    public static JsonObject Read(string members)
    {
        var reader = new Reader(members);
        var result = reader.Members('\0');
        return reader.IsAtEnd ? result : throw new FormatException($"\"{members}\" is not understood from \"{reader.Rest}\" on.");
    }

    /// <summary>The schema of a value by its word: <c>text</c>, <c>flags</c>, …; null for a word that is none.</summary>
    public static JsonObject? Value(string word) => word switch
    {
        "text" => new JsonObject { ["type"] = new JsonArray("string", "null") },
        "number" => new JsonObject { ["type"] = new JsonArray("number", "string", "null"), ["pattern"] = $@"^(\s*[-+]?[0-9.]+\s*|{Script}|)$" },
        "flag" => new JsonObject { ["type"] = new JsonArray("boolean", "string", "null"), ["pattern"] = $"^([tT]rue|[fF]alse|{Script}|)$" },
        "date" => new JsonObject { ["type"] = new JsonArray("string", "null"), ["description"] = "A moment in UTC, such as 2026-05-01T08:30:00Z." },
        "any" => [],
        _ when word.EndsWith('s') && Value(word[..^1]) is { } one => List(one),
        _ => null,
    };

    public static JsonObject Object(JsonObject properties) => new() { ["type"] = new JsonArray("object", "string", "null"), ["pattern"] = $"^{Script}$", ["properties"] = properties };

    public static JsonObject List(JsonObject of) => new() { ["type"] = new JsonArray("array", "string", "null"), ["pattern"] = $"^{Script}$", ["items"] = of };

    public static JsonObject Map(JsonObject of) => new() { ["type"] = new JsonArray("object", "string", "null"), ["pattern"] = $"^{Script}$", ["additionalProperties"] = of };

    /// <summary>A text that editors complete from a list; others are allowed.</summary>
    public static JsonObject Suggestions(IEnumerable<string> names) =>
        new() { ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) }, new JsonObject { ["type"] = new JsonArray("string", "number", "null") }) };

    private sealed class Reader(string text)
    {
        private int _at;

        public bool IsAtEnd => _at >= text.Length;

        public string Rest => text[_at..];

        public JsonObject Members(char end)
        {
            var members = new JsonObject();
            while (Skip() && text[_at] != end)
            {
                var name = Word();
                Take(':');
                members[name] = Type();
            }

            return members;
        }

        private JsonObject Type()
        {
            switch (IsAtEnd ? '\0' : text[_at])
            {
                case '{':
                    return Object(Bracketed('}'));
                case '[':
                    return List(Object(Bracketed(']')));
                case '<':
                    _at++;
                    var of = Type();
                    Take('>');
                    return Map(of);
                case '@':
                    _at++;
                    var reference = new JsonObject { ["$ref"] = $"#/$defs/{Word()}" };
                    return !IsAtEnd && text[_at] == '*' && ++_at > 0 ? List(reference) : reference;
            }

            var word = Word();
            return word.Contains('|', StringComparison.Ordinal) ? Suggestions(word.Split('|')) : Value(word) ?? throw new FormatException($"\"{word}\" is no kind of value.");
        }

        private JsonObject Bracketed(char end)
        {
            _at++;
            var members = Members(end);
            Take(end);
            return members;
        }

        private bool Skip()
        {
            while (!IsAtEnd && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }

            return !IsAtEnd;
        }

        private string Word()
        {
            var from = _at;
            while (!IsAtEnd && (char.IsLetterOrDigit(text[_at]) || text[_at] is '$' or '_' or '|' or '-'))
            {
                _at++;
            }

            return _at > from ? text[from.._at] : throw new FormatException($"a name was expected at \"{Rest}\".");
        }

        private void Take(char expected)
        {
            _ = !IsAtEnd && text[_at] == expected ? _at++ : throw new FormatException($"'{expected}' was expected at \"{Rest}\".");
        }
    }
}
