using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Storage.Changes;

namespace CmsSite.Content.Recipes.Undo;

/// <summary>Puts files of the media library back: their bytes never went away. What somebody said about a file since stays said.</summary>
internal sealed class MediaUndo(MediaLibrary media, MediaUsage usage)
{
    private static readonly string[] _bytes = ["Hash", "Length", "ContentType", "ModifiedUtc"];

    public async Task RunAsync(UndoScope undo, CancellationToken cancellationToken)
    {
        var lines = undo.Lines(kind => kind == SiteChange.MediaKind);
        var used = await usage.UsedAsync([.. lines.Where(line => line.Before is null).Select(line => line.Subject)], cancellationToken);
        for (var done = 0; done < lines.Count; done++)
        {
            undo.Progress(3, "files", done, lines.Count);
            await RunAsync(undo, lines[done], used, cancellationToken);
        }
    }

    private async Task RunAsync(UndoScope undo, SiteChange line, IReadOnlySet<string> used, CancellationToken cancellationToken)
    {
        var (former, made, now) = (Parsed(line.Before), Parsed(line.After), Parsed(await media.DescriptionAsync(line.Subject, cancellationToken)));
        if (JsonNode.DeepEquals(former, now))
        {
            return;
        }

        if (former is null && now is not null && used.Contains(line.Subject))
        {
            var use = await usage.OfAsync(line.Subject, 1, cancellationToken) is [var first, ..] ? first.Title : "something that stays";
            if (!undo.Conflict(line, "", $"it is used in {use}", former, made, now))
            {
                return;
            }

            (made, now) = (null, null);
        }
        else if (UndoMerge.Of(Grouped(former), Grouped(made), Grouped(now), undo.Choice(line)) is JsonObject merged)
        {
            var back = Ungrouped(merged);
            if (!JsonNode.DeepEquals(back, now) && !await media.PutBackAsync(line.Subject, back, cancellationToken))
            {
                undo.Note(line, "the file cannot be put back: its bytes are not in the media folder any more");
            }

            return;
        }

        await media.DeleteAsync(line.Subject, cancellationToken);
    }

    // The bytes are one thing.
    private static JsonObject? Grouped(JsonObject? description)
    {
        if (description is null)
        {
            return null;
        }

        var rest = (JsonObject)description.DeepClone();
        var file = new JsonArray();
        foreach (var name in _bytes)
        {
            file.Add(rest[name]?.DeepClone());
            rest.Remove(name);
        }

        rest["File"] = file;
        return rest;
    }

    private static JsonObject Ungrouped(JsonObject grouped)
    {
        var description = new JsonObject();
        var file = (JsonArray)grouped["File"]!;
        for (var i = 0; i < _bytes.Length; i++)
        {
            description[_bytes[i]] = file[i]?.DeepClone();
        }

        foreach (var (name, value) in grouped.Where(pair => pair.Key != "File"))
        {
            description[name] = value?.DeepClone();
        }

        return description;
    }

    private static JsonObject? Parsed(string? json) => json is null ? null : (JsonObject)JsonNode.Parse(json)!;
}
