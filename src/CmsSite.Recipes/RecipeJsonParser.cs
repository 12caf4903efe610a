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
    private readonly string _text = source.Text;
    private readonly RecipeMarks _marks = new();
    private readonly List<RecipeProblem> _problems = [];
    private readonly List<object> _path = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private bool _warnedAboutLineBreak;
    private int _at;

    public RecipeMarks Marks => _marks;

    public IReadOnlyList<RecipeProblem> Problems => _problems;

    /// <summary>The whole text as one value; null also for the value null.</summary>
    /// <exception cref="RecipeException">What stands there is no JSON; with its position and what was expected.</exception>
    public JsonNode? Parse()
    {
        SkipSpace();
        if (_at == _text.Length)
        {
            throw Wrong(_at, "the file is empty", "A recipe is a JSON object with a name and steps");
        }

        var value = ReadValue(null);
        SkipSpace();
        return _at == _text.Length ? value : throw Wrong(_at, $"{Here()} after the end of the JSON text", "Remove it");
    }

    private JsonNode? ReadValue(string? name)
    {
        var mark = _marks.Begin(_at, name);
        JsonNode? value = At(_at) switch
        {
            '{' => ReadObject(),
            '[' => ReadArray(),
            '"' => JsonValue.Create(ReadString()),
            '-' or (>= '0' and <= '9') => ReadNumber(),
            _ => ReadWord(),
        };
        _marks.End(mark);
        return value;
    }

    private JsonObject ReadObject()
    {
        var result = new JsonObject();
        var start = _at;
        Enter(start);
        for (_at++; Next(start, '}', "the object");)
        {
            var nameAt = _at;
            if (At(_at) != '"')
            {
                throw Wrong(_at, $"a property name in double quotes is expected, not {Here()}", null);
            }

            var name = Shared(ReadString());
            _path.Add(name);
            SkipSpace();
            if (At(_at) != ':')
            {
                throw Wrong(_at, $"':' is expected after the property name, not {Here()}", null);
            }

            _at++;
            SkipSpace();
            var value = _path.Count == 1 && string.Equals(name, skipped, StringComparison.OrdinalIgnoreCase) ? Skip() : ReadValue(name);
            if (!result.TryAdd(name, value))
            {
                Warn(nameAt, $"the property \"{name}\" is given twice in one object; the last value counts", "Remove one of them");
                result[name] = value;
            }

            _path.RemoveAt(_path.Count - 1);
            Separator(start, '}', "the object");
        }

        return result;
    }

    private JsonArray ReadArray()
    {
        var result = new JsonArray();
        var start = _at;
        Enter(start);
        for (_at++; Next(start, ']', "the list");)
        {
            _path.Add(result.Count);
            result.Add(ReadValue(null));
            _path.RemoveAt(_path.Count - 1);
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
            switch (At(_at))
            {
                case '"':
                    ReadString();
                    break;
                case '{' or '[':
                    depth++;
                    _at++;
                    break;
                case '}' or ']':
                    depth--;
                    _at++;
                    break;
                case '\0' when _at >= _text.Length:
                    throw Wrong(_at, "the file ends inside the value that begins here", null);
                default:
                    _at++;
                    break;
            }
        }
        while (depth > 0);
        return null;
    }

    private void Enter(int start)
    {
        if (_path.Count >= maxDepth)
        {
            throw Wrong(start, string.Create(CultureInfo.InvariantCulture, $"objects and lists are nested more than {maxDepth} deep"), null);
        }
    }

    // True when another member begins here; false, and past the bracket, at the end.
    private bool Next(int start, char close, string what)
    {
        SkipSpace();
        if (_at == _text.Length)
        {
            throw Unclosed(start, close, what);
        }

        if (_text[_at] != close)
        {
            return true;
        }

        _at++;
        return false;
    }

    private void Separator(int start, char close, string what)
    {
        SkipSpace();
        if (At(_at) == ',')
        {
            _at++;
        }
        else if (_at == _text.Length)
        {
            throw Unclosed(start, close, what);
        }
        else if (_text[_at] != close)
        {
            var isNext = _text[_at] is '"' or '{' or '[' or '-' || char.IsLetterOrDigit(_text[_at]);
            throw Wrong(_at, $"',' or '{close}' is expected, not {Here()}", isNext ? "Put a comma after what stands before it" : null);
        }
    }

    private RecipeException Unclosed(int start, char close, string what)
    {
        var (line, column) = source.PositionOf(start);
        return Wrong(_at, string.Create(CultureInfo.InvariantCulture, $"the file ends inside {what} that begins at {line}:{column}; '{close}' is missing"), null);
    }

    private JsonValue? ReadWord()
    {
        var end = _at;
        while (char.IsLetterOrDigit(At(end)) || At(end) is '_' or '$')
        {
            end++;
        }

        var word = _text.AsSpan(_at, end - _at);
        var value = word switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            "null" => null,
            _ when At(_at) == '\'' => throw Wrong(_at, "text stands in double quotes in JSON, not in single ones", "Replace ' by \""),
            _ when word.Equals("true", StringComparison.OrdinalIgnoreCase) || word.Equals("false", StringComparison.OrdinalIgnoreCase)
                || word.Equals("null", StringComparison.OrdinalIgnoreCase) =>
                throw Wrong(_at, $"true, false and null are written in lower case, not \"{word}\"", null),
            _ => throw Wrong(_at, $"a value is expected, not {Here()}", null),
        };
        _at = end;
        return value;
    }

    // As an element, which keeps the spelling: 1.50 and 1e400 stay what they are.
    private JsonValue ReadNumber()
    {
        var start = _at;
        _at += At(_at) == '-' ? 1 : 0;
        var whole = Digits();
        var valid = whole > 0 && !(whole > 1 && _text[_at - whole] == '0');
        if (At(_at) == '.')
        {
            _at++;
            valid &= Digits() > 0;
        }

        if (At(_at) is 'e' or 'E')
        {
            _at++;
            _at += At(_at) is '+' or '-' ? 1 : 0;
            valid &= Digits() > 0;
        }

        if (!valid || char.IsLetterOrDigit(At(_at)) || At(_at) is '.' or '_')
        {
            throw Wrong(start, "this is not a number as JSON writes them", "For example 0, -12, 3.5 or 1e6; put anything else in double quotes");
        }

        return JsonValue.Create(JsonElement.Parse(_text.AsSpan(start, _at - start)))!;
    }

    private int Digits()
    {
        var start = _at;
        while (At(_at) is >= '0' and <= '9')
        {
            _at++;
        }

        return _at - start;
    }

    private string ReadString()
    {
        var start = _at++;
        var plain = _at;
        StringBuilder? built = null;
        while (true)
        {
            if (_at == _text.Length)
            {
                throw Wrong(start, "the text that begins here has no closing double quote", null);
            }

            var letter = _text[_at];
            if (letter == '"')
            {
                var rest = _text.AsSpan(plain, _at++ - plain);
                return built is null ? rest.ToString() : built.Append(rest).ToString();
            }

            if (letter == '\\')
            {
                built = (built ?? new()).Append(_text, plain, _at - plain);
                ReadEscape(built);
                plain = _at;
            }
            else if (char.IsSurrogate(letter) && !(char.IsHighSurrogate(letter) && char.IsLowSurrogate(At(_at + 1))))
            {
                built = (built ?? new()).Append(_text, plain, _at - plain).Append('\uFFFD');
                plain = ++_at;
            }
            else
            {
                if (letter < ' ')
                {
                    WarnAboutLineBreak();
                }

                _at += char.IsSurrogate(letter) ? 2 : 1;
            }
        }
    }

    private void ReadEscape(StringBuilder built)
    {
        var start = _at++;
        var letter = At(_at++);
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
            case 'u' when Hex(_at) is { } code:
                _at += 4;
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
        else if (char.IsHighSurrogate(code) && At(_at) == '\\' && At(_at + 1) == 'u' && Hex(_at + 2) is { } low && char.IsLowSurrogate(low))
        {
            _at += 6;
            built.Append(code).Append(low);
        }
        else
        {
            built.Append('\uFFFD');
            Warn(start, "half of a character (a lone surrogate) was replaced by \uFFFD", null);
        }
    }

    private char? Hex(int from) =>
        from + 4 <= _text.Length && ushort.TryParse(_text.AsSpan(from, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;

    private void SkipSpace()
    {
        while (_at < _text.Length)
        {
            if (_text[_at] is ' ' or '\t' or '\r' or '\n' or '\uFEFF')
            {
                _at++;
            }
            else if (_text[_at] == '/' && At(_at + 1) == '/')
            {
                var end = _text.AsSpan(_at).IndexOfAny('\r', '\n');
                _at = end < 0 ? _text.Length : _at + end;
            }
            else if (_text[_at] == '/' && At(_at + 1) == '*')
            {
                var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _at = end < 0 ? throw Wrong(_at, "the comment that begins here has no end", "Close it with */") : end + 2;
            }
            else
            {
                return;
            }
        }
    }

    private char At(int index) => index < _text.Length ? _text[index] : '\0';

    // The same few names come back in every item; one copy of each saves most of the memory.
    private string Shared(string name)
    {
        if (_names.TryGetValue(name, out var known))
        {
            return known;
        }

        _names.Add(name);
        return name;
    }

    private string Here()
    {
        if (_at == _text.Length)
        {
            return "the end of the file";
        }

        var rune = char.IsHighSurrogate(_text[_at]) && char.IsLowSurrogate(At(_at + 1)) ? _text.Substring(_at, 2) : _text[_at].ToString();
        return char.IsControl(_text[_at]) ? string.Create(CultureInfo.InvariantCulture, $"the control character U+{(int)_text[_at]:X4}") : $"'{rune}'";
    }

    private void WarnAboutLineBreak()
    {
        if (!_warnedAboutLineBreak)
        {
            _warnedAboutLineBreak = true;
            Warn(_at, "a line break or tab stands inside text; it is read, but Orchard Core 2 and later refuse it", "Write \\n or \\t");
        }
    }

    private void Warn(int offset, string message, string? hint) =>
        _problems.Add(source.Problem(RecipeSeverity.Warning, offset, CurrentPath(), message, hint));

    private RecipeException Wrong(int offset, string message, string? hint) =>
        new(source.Problem(RecipeSeverity.Error, offset, CurrentPath(), message, hint));

    private string CurrentPath()
    {
        var result = "";
        foreach (var part in _path)
        {
            result = part is string name ? JsonPath.Property(result, name) : result + JsonPath.Item((int)part);
        }

        return result;
    }
}
