using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;
using CmsSite.Content.Media;
using CmsSite.Content.Queries;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>
/// Writes the site, or some of it, as a recipe package in Orchard's form: <c>Recipe.json</c>, media beside it. Everything is read as it was at one moment; the same site gives the same bytes; neither
/// items nor files are held at once. Passwords, keys and the addresses of commenters are in no export.
/// </summary>
public sealed class SiteExport(SiteSession session, ContentDefinitions definitions, SiteSettings settings, MediaLibrary media, IStoredQueries? queries = null)
{
    /// <summary>Of the items in one file, about. The importer reads a recipe file as a whole, and holds one at a time.</summary>
    internal const long BytesAFile = 24 * 1024 * 1024;

    /// <summary>The steps that an export can have, in their order.</summary>
    public static IReadOnlyList<string> StepNames { get; } =
    [
        "feature", "themes", "settings", "custom-settings", "ContentDefinition", "Roles", "Users", .. ExportDocuments.BeforeContent.Select(documents => documents.Step), "media", "content",
        .. ExportDocuments.AfterContent.Select(documents => documents.Step), "Translations", "FormerAddresses", "kept",
    ];

    /// <summary>What an export of this site is called.</summary>
    public string SiteName => NameOf(settings.SiteName);

    /// <summary>Writes the package and completes it.</summary>
    /// <param name="bytesAFile">See <see cref="BytesAFile"/>; another only for tests.</param>
    public async Task<ExportResult> RunAsync(
        ExportSelection selection, ExportPackage package, IProgress<ExportProgress>? progress = null, long bytesAFile = BytesAFile, CancellationToken cancellationToken = default)
    {
        selection = await WithFoundAsync(selection, cancellationToken);
        await using var snapshot = await ReadSnapshot.BeginAsync(session.Database, cancellationToken);
        var run = new ExportRun(session.Database, definitions, media, selection, package, progress) { Name = selection.Name ?? SiteName, DisplayName = settings.SiteName };
        var result = await run.WriteAsync(bytesAFile, cancellationToken);
        await package.CompleteAsync(cancellationToken);
        return result;
    }

    private async Task<ExportSelection> WithFoundAsync(ExportSelection selection, CancellationToken cancellationToken)
    {
        var (found, notes) = (selection.Items.ToHashSet(StringComparer.Ordinal), selection.Notes.ToList());
        foreach (var query in selection.Queries)
        {
            try
            {
                var results = queries is null ? QueryResults.Empty : await queries.RunAsync(query.Name, query.Parameters, cancellationToken);
                found.UnionWith(results.Items.Select(item => item.ContentItemId));
                notes.AddRange(results.Rows.Count > 0 ? [$"The query \"{query.Name}\" gives rows and no content items: nothing of it is exported."] : []);
            }
            catch (QueryException wrong)
            {
                notes.Add($"The query \"{query.Name}\" could not be run: {wrong.Message}");
            }
        }

        return selection.Queries.Count == 0 ? selection : selection with { Items = found, Notes = notes };
    }

    /// <summary>A name for files and recipes: the letters and digits of a text.</summary>
    public static string NameOf(string? text)
    {
        var name = string.Concat((text ?? "").Where(char.IsAsciiLetterOrDigit));
        return name.Length == 0 ? "Site" : name[..Math.Min(name.Length, 60)];
    }
}
