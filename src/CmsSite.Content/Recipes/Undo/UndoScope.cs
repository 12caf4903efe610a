using System.Text.Json.Nodes;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Undo;

/// <summary>What the parts of one undoing share: its lines of the change log, what was changed since, and what is to be said.</summary>
internal sealed class UndoScope(SiteSession session, UndoRequest request, Run run, IReadOnlyList<SiteChange> lines, IReadOnlySet<(string Kind, string Subject)> changedSince)
{
    private readonly List<UndoConflict> _conflicts = [];
    private readonly List<RecipeProblem> _notes = [];

    public SiteSession Session => session;
    public UndoRequest Request => request;
    public IReadOnlyList<UndoConflict> Conflicts => _conflicts;
    public IReadOnlyList<RecipeProblem> Notes => _notes;

    /// <summary>The run's lines of these kinds, the last one first.</summary>
    public IReadOnlyList<SiteChange> Lines(Func<string, bool> isKind) => [.. lines.Where(line => isKind(line.Kind)).Reverse()];

    /// <summary>Whether the log knows of a later change of the same thing.</summary>
    public bool IsChangedSince(SiteChange line) => changedSince.Contains((line.Kind, line.Subject));

    /// <summary>The later changes of the same thing, in order.</summary>
    public Task<List<SiteChange>> SinceAsync(SiteChange line, CancellationToken cancellationToken) => session.Database.Changes.AsNoTracking()
        .Where(change => change.Kind == line.Kind && change.Subject == line.Subject && change.Number > line.Number).OrderBy(change => change.Number).ToListAsync(cancellationToken);

    public bool Takes(SiteChange line, string path) => request.TakesAll || request.Take.Contains(UndoConflict.KeyOf(line.Kind, line.Subject, path));

    /// <summary>Notes a collision; true when the state before the run is to be taken.</summary>
    public bool Conflict(SiteChange line, string path, string reason, JsonNode? former, JsonNode? made, JsonNode? now)
    {
        var isTaken = Takes(line, path);
        _conflicts.Add(new UndoConflict(line.Kind, line.Subject, line.DisplayText, path, reason, Text(line, former), Text(line, made), Text(line, now), isTaken));
        return isTaken;
    }

    /// <summary>The same where choosing would not help.</summary>
    public void Note(SiteChange line, string message, string? hint = null) =>
        _notes.Add(new RecipeProblem(RecipeSeverity.Warning, $"run {run.Id}", 0, 0, $"{line.Kind}/{line.DisplayText ?? line.Subject}", message, hint));

    public UndoChoice Choice(SiteChange line) => (path, former, made, now) => Conflict(line, path, "both the import and somebody since have changed it", former, made, now);

    public void Progress(int step, string name, int done, int total) => request.Progress?.Report(new RecipeProgress(run.Name, step, 3, name, done, total, null));

    private static string? Text(SiteChange line, JsonNode? value) => value is null ? null : line.Kind == SiteDocumentKinds.Secret ? "(not shown)" : value is JsonValue ? value.ToString() : SiteJson.Write(value);
}
