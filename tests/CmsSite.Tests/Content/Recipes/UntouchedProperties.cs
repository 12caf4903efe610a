using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Tests.Content.Recipes.Undo;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Recipes;

/// <summary>What a recipe does not name stays as it is, in every byte: items with all their versions, and files.</summary>
public sealed class UntouchedProperties
{
    private const int Cases = 15;

    [Fact]
    public async Task Items_and_files_that_a_recipe_does_not_name_stay_as_they_are()
    {
        await using var empty = await RecipeSite.CreateAsync();
        await empty.DoneAsync(UndoProperties.Types);
        var touched = 0;
        foreach (var (first, second) in UndoProperties.Recipes().Two().Sample(Cases, 12))
        {
            await using var site = await RecipeSite.CopyAsync(empty);
            await site.DoneAsync(first);
            var before = await RowsAsync(site);
            var outcome = await site.ApplyStepsAsync(second);
            var named = Named(second);
            touched += outcome.Changes.Count > 0 ? 1 : 0;

            var after = await RowsAsync(site);
            Assert.Equal(before.Where(row => !named.Contains(row.Subject)), after.Where(row => !named.Contains(row.Subject)));
            Assert.DoesNotContain(outcome.Changes, change => change.Kind is "ContentItem" or "Media" && !named.Contains(change.Subject));
        }

        Assert.InRange(touched, Cases / 2, Cases);
    }

    private static HashSet<string> Named(string steps) => JsonNode.Parse($"[ {steps} ]")!.AsArray().SelectMany(step =>
        step!["data"].AsObjects().Select(item => item["ContentItemId"].AsText()).Concat(step["Files"].AsObjects().Select(file => file["TargetPath"].AsText()))).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static Task<List<(string Subject, string Row)>> RowsAsync(RecipeSite site) => site.ReadAsync<List<(string Subject, string Row)>>(async database =>
    [
        .. (await database.ContentItems.AsNoTracking().OrderBy(item => item.Id).ToListAsync()).Select(item => (item.ContentItemId, System.Text.Json.JsonSerializer.Serialize(item))),
        .. (await database.MediaFiles.AsNoTracking().OrderBy(file => file.Path).ToListAsync()).Select(file => (file.Path, System.Text.Json.JsonSerializer.Serialize(file))),
    ]);
}
