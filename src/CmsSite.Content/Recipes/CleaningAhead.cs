using System.Text.Json.Nodes;
using CmsSite.Content.Html;
using CmsSite.Content.Items;

namespace CmsSite.Content.Recipes;

/// <summary>
/// Sanitises the HTML of items that are imported next, on another core. It is the slowest part of an import, and the sanitiser remembers what it has done: the handlers, which
/// decide whether anything is sanitised at all, find it done.
/// </summary>
internal static class CleaningAhead
{
    private const int Depth = 3;

    public static Task Start(IEnumerable<(JsonObject Item, string Path)> items)
    {
        // The texts are taken out here: JSON nodes are for one thread only.
        var texts = items.SelectMany(entry => Html(entry.Item, Depth)).ToList();
        return texts.Count == 0 ? Task.CompletedTask : Task.Run(() => texts.ForEach(text => HtmlSanitizing.Sanitize(text)));
    }

    // Of parts (HtmlBodyPart.Html) and of fields in them (Article.Body.Html).
    private static IEnumerable<string> Html(JsonObject json, int depth) => json.SelectMany(pair => pair.Value switch
    {
        JsonObject inner when depth > 1 => Html(inner, depth - 1),
        JsonValue when pair.Key == "Html" && pair.Value.AsText() is { } text => [text],
        _ => [],
    });
}
