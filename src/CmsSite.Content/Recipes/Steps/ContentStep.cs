using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Recipes.Normalising;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Content items, in the order of the file. All that is wrong is collected, item by item with its path, before the step fails.</summary>
internal sealed class ContentStep(ContentManager manager, SiteSession session, ContentDefinitions definitions) : SiteStep<ContentStep>(definitions), ISiteStep
{
    private const int BatchSize = 500;
    private const int MaxProblems = 100;

    // Ours, not Orchard's, which passes over what it does not know.
    private const string KeepExisting = "keepExisting";

    public static string StepName => "content";

    public static string Members => $"data:@contentItem* {KeepExisting}:flag";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) => step.Find("data").AsObjects().SelectMany(item => ItemNames.Of(item, defined));

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        var notes = new NormalisationNotes();
        var reader = new ImportedItems(step, Definitions!, notes);
        var items = step.Items("data").ToList();
        var versions = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (problems, kept) = (0, 0);
        var keeps = step.Step.Find(KeepExisting).AsFlag() == true;
        var cleaning = CleaningAhead.Start(items.Take(BatchSize));
        for (var done = 0; done < items.Count; done += BatchSize)
        {
            step.Progress(done, items.Count, "content items");
            await cleaning;
            cleaning = CleaningAhead.Start(items.Skip(done + BatchSize).Take(BatchSize));
            var batch = new List<(ContentItem Item, string Path)>();
            foreach (var (json, path) in items.Skip(done).Take(BatchSize))
            {
                if (await reader.ReadAsync(json, path) is not { } item)
                {
                    problems++;
                }
                else if (item.ContentItemVersionId is null || versions.Add(item.ContentItemVersionId))
                {
                    batch.Add((item, path));
                }
            }

            if (keeps)
            {
                var there = await ThereAsync(batch, cancellationToken);
                kept += batch.RemoveAll(entry => there.Contains(entry.Item.ContentItemId));
            }

            problems += await ImportAsync(step, batch, cancellationToken);
            if (problems >= MaxProblems)
            {
                step.Error("data", $"{MaxProblems} problems were found, and the rest was not looked at");
                return;
            }
        }

        step.Progress(items.Count, items.Count, "content items");
        notes.ReportTo(step);
        if (kept > 0)
        {
            step.Warn("data", $"{kept} items are here already, or were deleted here, and stay so");
        }
    }

    // What somebody has changed since an earlier run stays theirs; so does what they threw away.
    private async Task<HashSet<string>> ThereAsync(List<(ContentItem Item, string Path)> batch, CancellationToken cancellationToken)
    {
        var ids = batch.Select(entry => entry.Item.ContentItemId).Distinct().ToList();
        await session.FlushAsync(cancellationToken);
        var there = await session.Database.ContentItems.Where(version => ids.Contains(version.ContentItemId) && (version.Latest || version.Published)).Select(version => version.ContentItemId)
            .Union(session.Database.DeletedItems.Where(deleted => ids.Contains(deleted.ContentItemId)).Select(deleted => deleted.ContentItemId)).ToListAsync(cancellationToken);
        return there.ToHashSet(StringComparer.Ordinal);
    }

    // Returns the number of problems.
    private async Task<int> ImportAsync(RecipeStepContext step, List<(ContentItem Item, string Path)> batch, CancellationToken cancellationToken)
    {
        var problems = 0;
        var stored = await VersionsAsync(batch.Select(entry => entry.Item), cancellationToken);
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, path) in batch)
        {
            // An item that occurs twice (a published version and a draft) must see what its first occurrence wrote.
            var preloaded = written.Add(item.ContentItemId)
                ? stored[item.ContentItemId].Concat(stored[""].Where(version => IsSameVersion(version, item))).DistinctBy(version => version.Id).ToList()
                : (await VersionsAsync([item], cancellationToken)).SelectMany(group => group).DistinctBy(version => version.Id).ToList();
            try
            {
                var (_, found) = await manager.ImportAsync(item, preloaded, cancellationToken);
                foreach (var problem in found)
                {
                    step.Error($"{path}.{problem.Path}", problem.Message);
                    problems++;
                }
            }
            catch (LiquidPatternException wrong)
            {
                step.Error(path, wrong.Message, "Correct the pattern in the definition of the content type");
                problems++;
            }
        }

        await session.FlushAsync(cancellationToken);
        return problems;
    }

    // One query for a batch: the active versions of its items, and the versions that it names, which lie under "" when they belong to another item.
    private async Task<ILookup<string, ContentItemRecord>> VersionsAsync(IEnumerable<ContentItem> items, CancellationToken cancellationToken)
    {
        var ids = items.Select(item => item.ContentItemId).Distinct().ToList();
        var versionIds = items.Select(item => item.ContentItemVersionId).OfType<string>().Distinct().ToList();
        await session.FlushAsync(cancellationToken);
        var found = await session.Database.ContentItems.AsNoTracking()
            .Where(version => (ids.Contains(version.ContentItemId) && (version.Latest || version.Published)) || versionIds.Contains(version.ContentItemVersionId))
            .ToListAsync(cancellationToken);
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        return found.ToLookup(version => wanted.Contains(version.ContentItemId) ? version.ContentItemId : "", StringComparer.Ordinal);
    }

    private static bool IsSameVersion(ContentItemRecord version, ContentItem item) =>
        version.ContentItemVersionId.Equals(item.ContentItemVersionId, StringComparison.OrdinalIgnoreCase);
}
