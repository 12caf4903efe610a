using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Versions;

namespace CmsSite.Content.Recipes.Undo;

/// <summary>Decides a collision: true takes the state before the run.</summary>
internal delegate bool UndoChoice(string path, JsonNode? former, JsonNode? run, JsonNode? now);

/// <summary>
/// Takes back what a run changed in a value, and keeps what somebody changed since. Objects are merged property by property, lists of different texts (permissions, roles) as sets, written text
/// word by word; anything else is one value, and collides where both changed it.
/// </summary>
internal static class UndoMerge
{
    // Longer ones are one value: comparing words takes time that grows with them.
    private const int LongestText = 100_000;

    /// <summary>A value that shares nothing with the given ones; null for none.</summary>
    /// <param name="former">Before the run.</param>
    /// <param name="run">What the run left.</param>
    public static JsonNode? Of(JsonNode? former, JsonNode? run, JsonNode? now, UndoChoice choice, string path = "")
    {
        if (ThreeWay.IsSame(now, run))
        {
            return former?.DeepClone();
        }

        if (ThreeWay.IsSame(former, run) || ThreeWay.IsSame(former, now))
        {
            return now?.DeepClone();
        }

        if (former is JsonObject was && run is JsonObject made && now is JsonObject isNow)
        {
            return Objects(was, made, isNow, choice, path);
        }

        if (IsSet(former) && IsSet(run) && IsSet(now))
        {
            var (before, after, current) = (former.AsTexts(), run.AsTexts(), now.AsTexts());
            return JsonValues.ToArray(current.Except(after.Except(before)).Union(before.Except(after)));
        }

        return Words(former.AsText(), run.AsText(), now.AsText(), path) is { } text ? JsonValue.Create(text) : choice(path, former, run, now) ? former?.DeepClone() : now?.DeepClone();
    }

    private static JsonObject Objects(JsonObject former, JsonObject run, JsonObject now, UndoChoice choice, string path)
    {
        var merged = new JsonObject();
        foreach (var name in now.Select(pair => pair.Key).Concat(former.Select(pair => pair.Key)).Distinct().ToList())
        {
            var value = Of(former[name], run[name], now[name], choice, path.Length == 0 ? name : $"{path}.{name}");
            if (value is not null || (now.ContainsKey(name) && now[name] is null))
            {
                merged[name] = value;
            }
        }

        return merged;
    }

    // What people write; an address or a colour is one value.
    private static string? Words(string? former, string? run, string? now, string path) =>
        path[(path.LastIndexOf('.') + 1)..] is "Html" or "Markdown" or "Text" && former is { Length: < LongestText } && run is { Length: < LongestText } && now is { Length: < LongestText }
        && run.Contains(' ', StringComparison.Ordinal) && TextMerge.Of(run, now, former) is { IsClean: true } merge ? merge.WithBoth : null;

    private static bool IsSet(JsonNode? node) => node is JsonArray list && list.All(entry => entry.AsText() is not null) && list.AsTexts() is var texts && texts.Distinct().Count() == texts.Count;
}
