using System.Text;
using System.Text.Json;
using CmsSite.Admin.Templates;

namespace CmsSite.Admin.Placements;

/// <summary>Looks through the JSON of a placement, and says where it is wrong.</summary>
public static class PlacementJson
{
    private static readonly Dictionary<string, bool> _members = new(StringComparer.Ordinal)
    {
        // Whether it may be a list.
        ["place"] = false, ["displayType"] = false, ["differentiator"] = false, ["shape"] = false, ["contentType"] = true, ["contentPart"] = true, ["path"] = true, ["alternates"] = true, ["wrappers"] = true,
    };

    /// <summary>What is wrong first, with its line and column; null when it is a list of rules.</summary>
    public static TemplateProblem? Check(string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            string? member = null;
            while (reader.Read())
            {
                if (Problem(ref reader, ref member) is { } problem)
                {
                    return At(bytes, reader.TokenStartIndex, problem);
                }
            }

            return null;
        }
        catch (JsonException wrong)
        {
            var line = (int)(wrong.LineNumber ?? 0);
            var message = wrong.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
            return new TemplateProblem(message, line + 1, (int)(wrong.BytePositionInLine ?? 0) + 1, Line(json, line));
        }
    }

    private static string? Problem(ref Utf8JsonReader reader, ref string? member)
    {
        switch (reader.CurrentDepth)
        {
            case 0:
                return reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray ? null : "A placement is a list of rules: [ { \"place\": \"Content:5\" } ].";
            case 1:
                return reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndObject ? null : "Each rule is an object: { \"place\": \"Content:5\" }.";
            case 2 when reader.TokenType == JsonTokenType.PropertyName:
                member = reader.GetString()!;
                return _members.ContainsKey(member) ? null : $"A rule has no \"{member}\"; it has {string.Join(", ", _members.Keys)}.";
            case 2 when reader.TokenType is JsonTokenType.String or JsonTokenType.Null or JsonTokenType.EndArray:
                return null;
            case 2:
                return reader.TokenType == JsonTokenType.StartArray && _members[member!] ? null : _members[member!] ? $"\"{member}\" is a text, or a list of texts." : $"\"{member}\" is a text.";
            default:
                return reader.TokenType == JsonTokenType.String ? null : $"\"{member}\" is a list of texts.";
        }
    }

    private static TemplateProblem At(byte[] bytes, long offset, string message)
    {
        var before = bytes.AsSpan(0, (int)offset);
        var line = before.Count((byte)'\n');
        var start = before.LastIndexOf((byte)'\n') + 1;
        return new TemplateProblem(message, line + 1, Encoding.UTF8.GetCharCount(before[start..]) + 1, Line(Encoding.UTF8.GetString(bytes), line));
    }

    private static string? Line(string text, int line) => text.Split('\n').ElementAtOrDefault(line)?.TrimEnd('\r');
}
