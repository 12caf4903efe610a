using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CmsSite.Theming.Display;

/// <summary>The placements in force: those of the database above the theme's.</summary>
public sealed class Placements(SiteSession session, ThemePlacements theme)
{
    private readonly PlacementRules _theme = theme.Current();

    public Placement? Find(string shapeType, Func<PlacementQuestion> question)
    {
        var stored = session.Project(SiteDocumentKinds.Placement, documents => new PlacementRules(
            documents.Select(document => KeyValuePair.Create<string, JsonNode?>(document.Key, document.Value))));
        return (stored.Has(shapeType) ? stored.Find(shapeType, question()) : null)
            ?? (_theme.Has(shapeType) ? _theme.Find(shapeType, question()) : null);
    }
}

/// <summary>The theme's <c>placement.json</c>. Read once; in development again when it has changed. One for the process.</summary>
public sealed class ThemePlacements(IOptions<ThemingOptions> options, ILogger<ThemePlacements> log)
{
    private static readonly JsonDocumentOptions _reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private volatile Snapshot? _snapshot;

    public PlacementRules Current()
    {
        var snapshot = _snapshot;
        if (snapshot is null || options.Value.IsDevelopment)
        {
            var file = options.Value.ThemeFolder is { Length: > 0 } folder ? new FileInfo(Path.Combine(folder, "placement.json")) : null;
            var written = file?.Exists == true ? file.LastWriteTimeUtc : default;
            if (snapshot is null || snapshot.Written != written)
            {
                _snapshot = snapshot = new Snapshot(written, written == default ? PlacementRules.None : Read(file!));
            }
        }

        return snapshot.Rules;
    }

    private PlacementRules Read(FileInfo file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file.FullName), documentOptions: _reading) is JsonObject json ? new PlacementRules(json) : PlacementRules.None;
        }
        catch (Exception failure) when (failure is JsonException or IOException)
        {
            log.LogError(failure, "The theme's placement.json at {Path} cannot be read; nothing is placed by it.", file.FullName);
            return PlacementRules.None;
        }
    }

    private sealed record Snapshot(DateTime Written, PlacementRules Rules);
}
