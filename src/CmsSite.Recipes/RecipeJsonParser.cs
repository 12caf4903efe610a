using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CmsSite.Recipes;

/// <summary>JSON as people write it: comments, trailing commas, line breaks inside strings. Notes where each node begins.</summary>
/// <param name="skipped">A property of the outermost object that is passed over, its value not read.</param>
/// <remarks>System.Text.Json reads most of this, but tells no positions of nodes, only of its own failures, and refuses line breaks in strings.</remarks>
internal sealed class RecipeJsonParser(RecipeText source, int maxDepth, string? skipped = null)
{
    private readonly string text = source.Text;
    private readonly RecipeMarks marks = new();
    private readonly List<RecipeProblem> problems = [];
    private readonly List<object> path = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private bool warnedAboutLineBreak;
    private int at;

    public RecipeMarks Marks => marks;

    public IReadOnlyList<RecipeProblem> Problems => problems;

    /// <summary>The whole text as one value; null also for the value null.</summary>
    /// <exception cref="RecipeException">What stands there is no JSON; with its position and what was expected.</exception>
    public JsonNode? Parse()
    {
        SkipSpace();
        if (at == text.Length)
        {
            throw Wrong(at, "the file is empty", "A recipe is a JSON object with a name and steps");
        }

        var value = ReadValue(null);
        SkipSpace();
        return at == text.Length ? value : throw Wrong(at, $"{Here()} after the end of the JSON text", "Remove it");
    }

    private JsonNode? ReadValue(string? name)
    {
        var mark = marks.Begin(at, name);
        JsonNode? value = At(at) switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' => JsonValue.Create(ReadString()),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            _ => ReadWord(),
        };
        marks.End(mark);
        return value;
    }

    private JsonObject ReadObject()
    {
        var result = new JsonObject();
        var start = at;
        Enter(start);
        for (at++; Next(start, '}', "the object");)
        {
            var nameAt = at;
            if (At(at) != '"')
            {
                throw Wrong(at, $"a property name in double quotes is expected, not {Here()}", null);
            }

            var name = Shared(ReadString());
            path.Add(name);
            SkipSpace();
            if (At(at) != ':')
            {
                throw Wrong(at, $"':' is expected after the property name, not {Here()}", null);
            }

            at++;
            SkipSpace();
            var value = path.Count == 1 && string.Equals(name, skipped, StringComparison.OrdinalIgnoreCase) ? Skip() : ReadValue(name);
            if (!result.TryAdd(name, value))
            {
                Warn(nameAt, $"the property \"{name}\" is given twice in one object; the last value counts", "Remove one of them");
                result[name] = value;
            }

            path.RemoveAt(path.Count - 1);
            Separator(start, '}', "the object");
        }

        return result;
    }

    private JsonArray ReadArray()
    {
        var result = new JsonArray();
        var start = at;
        Enter(start);
        for (at++; Next(start, ']', "the list");)
        {
            path.Add(result.Count);
            result.Add(ReadValue(null));
            path.RemoveAt(path.Count - 1);
            Separator(start, ']', "the list");
        }

        return result;
    }

    // Past one value without building it; only brackets, strings and comments are looked at.
    private JsonNode? Skip()
    {
        var depth = 0;
        do
        {
            SkipSpace();
            switch (At(at))
            {
                case '"':
                    ReadString();
                    break;
                case '{' or '[':
                    depth++;
                    at++;
                    break;
                case '}' or ']':
                    depth--;
                    at++;
                    break;
                case '\0' when at >= text.Length:
                    throw Wrong(at, "the file ends inside the value that begins here", null);
                default:
                    at++;
                    break;
            }
        }
        while (depth > 0);
        return null;
    }

    private void Enter(int start)
    {
        if (path.Count >= maxDepth)
        {
            throw Wrong(start, string.Create(CultureInfo.InvariantCulture, $"objects and lists are nested more than {maxDepth} deep"), null);
        }
    }

    // True when another member begins here; false, and past the bracket, at the end.
    private bool Next(int start, char close, string what)
    {
        SkipSpace();
        if (at == text.Length)
        {
            throw Unclosed(start, close, what);
        }

        if (text[at] != close)
        {
            return true;
        }

        at++;
        return false;
    }

    private void Separator(int start, char close, string what)
    {
        SkipSpace();
        if (At(at) == ',')
        {
            at++;
        }
        else if (at == text.Length)
        {
            throw Unclosed(start, close, what);
        }
        else if (text[at] != close)
        {
            throw Wrong(at, $"',' or '{close}' is expected, not {Here()}", null);
        }
    }

    private RecipeException Unclosed(int start, char close, string what)
    {
        var (line, column) = source.PositionOf(start);
        return Wrong(at, string.Create(CultureInfo.InvariantCulture, $"the file ends inside {what} that begins at {line}:{column}; '{close}' is missing"), null);
    }

    private JsonValue? ReadWord()
    {
        var end = at;
        while (char.IsLetterOrDigit(At(end)) || At(end) is '_' or '$')
        {
            end++;
        }

        var word = text.AsSpan(at, end - at);
        var value = word switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            "null" => null,
            _ when At(at) == '\'' => throw Wrong(at, "text stands in double quotes in JSON, not in single ones", "Replace ' by \""),
            _ when word.Equals("true", StringComparison.OrdinalIgnoreCase) || word.Equals("false", StringComparison.OrdinalIgnoreCase)
                || word.Equals("null", StringComparison.OrdinalIgnoreCase) =>
                throw Wrong(at, $"true, false and null are written in lower case, not \"{word}\"", null),
            _ => throw Wrong(at, $"a value is expected, not {Here()}", null),
        };
        at = end;
        return value;
    }

    // As an element, which keeps the spelling: 1.50 and 1e400 stay what they are.
    private JsonValue ReadNumber()
    {
        var start = at;
        at += At(at) == '-' ? 1 : 0;
        var whole = Digits();
        var valid = whole > 0 && !(whole > 1 && text[at - whole] == '0');
        if (At(at) == '.')
        {
            at++;
            valid &= Digits() > 0;
        }

        if (At(at) is 'e' or 'E')
        {
            at++;
            at += At(at) is '+' or '-' ? 1 : 0;
            valid &= Digits() > 0;
        }

        if (!valid || char.IsLetterOrDigit(At(at)) || At(at) is '.' or '_')
        {
            throw Wrong(start, "this is not a number as JSON writes them", "For example 0, -12, 3.5 or 1e6; put anything else in double quotes");
        }

        return JsonValue.Create(JsonElement.Parse(text.AsSpan(start, at - start)))!;
    }

    private int Digits()
    {
        var start = at;
        while (At(at) is >= '0' and <= '9')
        {
            at++;
        }

        return at - start;
    }

    private string ReadString()
    {
        var start = at++;
        var plain = at;
        StringBuilder? built = null;
        while (true)
        {
            if (at == text.Length)
            {
                throw Wrong(start, "the text that begins here has no closing double quote", null);
            }

            var letter = text[at];
            if (letter == '"')
            {
                var rest = text.AsSpan(plain, at++ - plain);
                return built is null ? rest.ToString() : built.Append(rest).ToString();
            }

            if (letter == '\\')
            {
                built = (built ?? new()).Append(text, plain, at - plain);
                ReadEscape(built);
                plain = at;
            }
            else if (char.IsSurrogate(letter) && !(char.IsHighSurrogate(letter) && char.IsLowSurrogate(At(at + 1))))
            {
                built = (built ?? new()).Append(text, plain, at - plain).Append('\uFFFD');
                plain = ++at;
            }
            else
            {
                if (letter < ' ')
                {
                    WarnAboutLineBreak();
                }

                at += char.IsSurrogate(letter) ? 2 : 1;
            }
        }
    }

    private void ReadEscape(StringBuilder built)
    {
        var start = at++;
        var letter = At(at++);
        switch (letter)
        {
            case '"' or '\\' or '/':
                built.Append(letter);
                break;
            case 'b':
                built.Append('\b');
                break;
            case 'f':
                built.Append('\f');
                break;
            case 'n':
                built.Append('\n');
                break;
            case 'r':
                built.Append('\r');
                break;
            case 't':
                built.Append('\t');
                break;
            case 'u' when Hex(at) is { } code:
                at += 4;
                AppendCode(built, start, code);
                break;
            case 'u':
                throw Wrong(start, "four hexadecimal digits are expected after \\u", null);
            default:
                throw Wrong(start, $"\\{(letter < ' ' ? "" : letter)} means nothing inside text", "Write a backslash as \\\\");
        }
    }

    private void AppendCode(StringBuilder built, int start, char code)
    {
        if (!char.IsSurrogate(code))
        {
            built.Append(code);
        }
        else if (char.IsHighSurrogate(code) && At(at) == '\\' && At(at + 1) == 'u' && Hex(at + 2) is { } low && char.IsLowSurrogate(low))
        {
            at += 6;
            built.Append(code).Append(low);
        }
        else
        {
            built.Append('\uFFFD');
            Warn(start, "half of a character (a lone surrogate) was replaced by \uFFFD", null);
        }
    }

    private char? Hex(int from) =>
        from + 4 <= text.Length && ushort.TryParse(text.AsSpan(from, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;

    private void SkipSpace()
    {
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\r' or '\n' or '\uFEFF')
            {
                at++;
            }
            else if (text[at] == '/' && At(at + 1) == '/')
            {
                var end = text.AsSpan(at).IndexOfAny('\r', '\n');
                at = end < 0 ? text.Length : at + end;
            }
            else if (text[at] == '/' && At(at + 1) == '*')
            {
                var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
                at = end < 0 ? throw Wrong(at, "the comment that begins here has no end", "Close it with */") : end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private char At(int index) => index < text.Length ? text[index] : '\0';

    // The same few names come back in every item; one copy of each saves most of the memory.
    private string Shared(string name)
    {
        if (names.TryGetValue(name, out var known))
        {
            return known;
        }

        names.Add(name);
        return name;
    }

    private string Here()
    {
        if (at == text.Length)
        {
            return "the end of the file";
        }

        var rune = char.IsHighSurrogate(text[at]) && char.IsLowSurrogate(At(at + 1)) ? text.Substring(at, 2) : text[at].ToString();
        return char.IsControl(text[at]) ? string.Create(CultureInfo.InvariantCulture, $"the control character U+{(int)text[at]:X4}") : $"'{rune}'";
    }

    private void WarnAboutLineBreak()
    {
        if (!warnedAboutLineBreak)
        {
            warnedAboutLineBreak = true;
            Warn(at, "a line break or tab stands inside text; it is read, but Orchard Core 2 and later refuse it", "Write \\n or \\t");
        }
    }

    private void Warn(int offset, string message, string? hint) =>
        problems.Add(source.Problem(RecipeSeverity.Warning, offset, CurrentPath(), message, hint));

    private RecipeException Wrong(int offset, string message, string? hint) =>
        new(source.Problem(RecipeSeverity.Error, offset, CurrentPath(), message, hint));

    private string CurrentPath()
    {
        var result = "";
        foreach (var part in path)
        {
            result = part is string name ? JsonPath.Property(result, name) : result + JsonPath.Item((int)part);
        }

        return result;
    }
}
