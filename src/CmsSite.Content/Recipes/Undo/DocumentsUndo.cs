using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Undo;

/// <summary>
/// Puts site documents back: definitions, settings, roles, templates, layers, queries, rules, … What a run made new goes last, when it is known whether anything still needs it.
/// </summary>
internal sealed class DocumentsUndo(SiteSession session, ContentDefinitionManager manager, ContentDefinitions definitions, MediaFolders folders)
{
    private static readonly HashSet<string> _noDocuments = new(StringComparer.Ordinal)
    {
        SiteChange.ContentItemKind, SiteChange.MediaKind, SiteChange.UserKind, SiteChange.SignInKind, SiteChange.DeletedItemKind, SiteChange.PreviewLinkKind, SiteChange.ReviewKind,
        SiteChange.FormerAddressKind, SiteChange.LogKind,
    };

    public static bool IsDocument(string kind) => !_noDocuments.Contains(kind);

    /// <summary>What there was before the run.</summary>
    public async Task PutBackAsync(UndoScope undo, CancellationToken cancellationToken)
    {
        var lines = undo.Lines(kind => IsDocument(kind) && kind != SiteDocumentKinds.RecipeIds).Where(line => line.Before is not null).ToList();
        for (var done = 0; done < lines.Count; done++)
        {
            undo.Progress(1, "settings and definitions", done, lines.Count);
            var line = lines[done];
            if (line.Kind == SiteDocumentKinds.Secret)
            {
                undo.Note(line, "the import replaced a secret; the one before is kept nowhere", "Enter it again where it is needed");
                continue;
            }

            var (former, made, now) = (JsonNode.Parse(line.Before!), Parsed(line.After), session.Document(line.Kind, line.Subject));
            await WriteAsync(line.Kind, line.Subject, UndoMerge.Of(former, made, now, undo.Choice(line)), cancellationToken);
        }

        await manager.ReindexAsync(cancellationToken);
    }

    /// <summary>What the run made new; types before parts, inner folders before outer ones.</summary>
    public async Task RemoveAsync(UndoScope undo, CancellationToken cancellationToken)
    {
        var made = undo.Lines(IsDocument).Where(line => line.Before is null && line.After is not null).ToList();
        foreach (var line in made.OrderBy(line => line.Kind == SiteDocumentKinds.ContentPart).ThenByDescending(line => line.Kind == SiteDocumentKinds.MediaFolder ? line.Subject.Length : 0))
        {
            if (session.Document(line.Kind, line.Subject) is not { } now || !await MayGoAsync(undo, line, now, cancellationToken))
            {
                continue;
            }

            await WriteAsync(line.Kind, line.Subject, null, cancellationToken);
        }
    }

    private async Task<bool> MayGoAsync(UndoScope undo, SiteChange line, JsonNode now, CancellationToken cancellationToken)
    {
        // The ids that recipes ask for stay the same when one is applied again; and some roles always are there.
        if (line.Kind == SiteDocumentKinds.RecipeIds || (line.Kind == SiteDocumentKinds.Role && DefaultRoles.System.Contains(line.Subject, StringComparer.OrdinalIgnoreCase)))
        {
            return false;
        }

        if (line.Kind == SiteDocumentKinds.MediaFolder && (folders.In(line.Subject).Count > 0 || await session.Database.MediaFiles.AnyAsync(file => file.Folder == line.Subject, cancellationToken)))
        {
            undo.Note(line, "the folder stays, since something is in it");
            return false;
        }

        if (line.Kind == SiteDocumentKinds.ContentPart && definitions.Types.FirstOrDefault(type => type.Parts.Any(part => part.PartName.Equals(line.Subject, StringComparison.OrdinalIgnoreCase))) is { } user)
        {
            undo.Note(line, $"the part stays, since the content type {user.Name} has it");
            return false;
        }

        var made = Parsed(line.After);
        if (line.Kind == SiteDocumentKinds.ContentType
            && await session.Database.ContentItems.CountAsync(item => item.ContentType == line.Subject && item.Latest, cancellationToken) is > 0 and var count)
        {
            return undo.Conflict(line, "", $"{count} content items of this type are there", null, made, now);
        }

        // Of a secret the log has no text to compare.
        var isChanged = line.Kind == SiteDocumentKinds.Secret ? undo.IsChangedSince(line) : !JsonNode.DeepEquals(made, now);
        return !isChanged || undo.Conflict(line, "", "the import made it, and somebody has changed it since", null, made, now);
    }

    private Task WriteAsync(string kind, string name, JsonNode? value, CancellationToken cancellationToken) => (kind, value) switch
    {
        (SiteDocumentKinds.ContentType, JsonObject record) => manager.PutTypeAsync(name, record, cancellationToken),
        (SiteDocumentKinds.ContentType, _) => manager.DeleteTypeAsync(name, cancellationToken),
        (SiteDocumentKinds.ContentPart, JsonObject record) => manager.PutPartAsync(name, record, cancellationToken),
        (SiteDocumentKinds.ContentPart, _) => manager.DeletePartAsync(name, cancellationToken),
        (_, null) => session.DeleteAsync(kind, name, cancellationToken),
        _ => session.PutAsync(kind, name, value, cancellationToken),
    };

    private static JsonNode? Parsed(string? json) => json is null ? null : JsonNode.Parse(json);
}
