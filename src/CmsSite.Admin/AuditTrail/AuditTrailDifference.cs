using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Fields;
using CmsSite.Storage.Changes;

namespace CmsSite.Admin.AuditTrail;

/// <summary>One value that is different, by its path in the JSON.</summary>
public sealed record Difference(string Path, string? Before, string? After);

/// <summary>What a line of the change log changed, value by value, without secrets and without what readers gave in confidence.</summary>
public static class AuditTrailDifference
{
    private const int Most = 500;
    private const int LongestValue = 2000;
    private const string Hidden = "(not shown)";

    public static IReadOnlyList<Difference> Of(string? before, string? after)
    {
        var (was, isNow) = (Flatten(before), Flatten(after));
        return
        [
            .. was.Keys.Concat(isNow.Keys.Where(path => !was.ContainsKey(path))).Select(path => new Difference(path, was.GetValueOrDefault(path), isNow.GetValueOrDefault(path)))
                .Where(difference => difference.Before != difference.After).Take(Most)
                .Select(difference => SecretNames.Contains(difference.Path[(difference.Path.LastIndexOf('.') + 1)..]) ? Masked(difference) : difference),
        ];
    }

    /// <summary>JSON as an export holds it.</summary>
    public static JsonNode? Safe(string? json)
    {
        var safe = Parse(json);
        Mask(safe);
        return safe;
    }

    private static Difference Masked(Difference difference) => difference with { Before = difference.Before is null ? null : Hidden, After = difference.After is null ? null : Hidden };

    private static void Mask(JsonNode? node)
    {
        if (node is JsonObject values)
        {
            foreach (var (name, value) in values.ToList())
            {
                if (value is JsonValue && SecretNames.Contains(name))
                {
                    values[name] = Hidden;
                }
                else
                {
                    Mask(value);
                }
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var entry in list)
            {
                Mask(entry);
            }
        }
    }

    private static Dictionary<string, string> Flatten(string? json)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(flat, "", Parse(json));
        return flat;
    }

    private static JsonNode? Parse(string? json)
    {
        try
        {
            return json is null ? null : WithoutFormer(PersonalFields.Without(JsonNode.Parse(json)));
        }
        catch (JsonException)
        {
            return JsonValue.Create(json); // older lines may hold plain text
        }
    }

    // What undoing needs is whole versions: no difference between two lines of the log.
    private static JsonNode? WithoutFormer(JsonNode? node)
    {
        if (node is JsonObject state && state.ContainsKey(nameof(ItemState.ContentType)) && state.ContainsKey(nameof(ItemState.Latest)))
        {
            state.Remove(nameof(ItemState.Former));
            state.Remove(nameof(ItemState.Added));
        }

        return node;
    }

    private static void Add(Dictionary<string, string> flat, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } values:
                foreach (var (name, value) in values)
                {
                    Add(flat, path.Length == 0 ? name : $"{path}.{name}", value);
                }

                break;
            case JsonArray { Count: > 0 } list:
                for (var i = 0; i < list.Count; i++)
                {
                    Add(flat, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), list[i]);
                }

                break;
            case null:
                break;
            default:
                var text = node is JsonValue ? node.ToString() : "";
                flat[path] = text.Length > LongestValue ? text[..LongestValue] + "…" : text;
                break;
        }
    }
}
