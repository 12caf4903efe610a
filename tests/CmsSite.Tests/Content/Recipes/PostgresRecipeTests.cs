using CmsSite.Storage;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Recipes;

/// <summary>What is different where a site is on PostgreSQL: there is no copy to plan on.</summary>
public sealed class PostgresRecipeTests
{
    private const string Steps = """
        { "name": "feature", "enable": [ "OrchardCore.Menu" ] },
        { "name": "content", "data": [
            { "ContentItemId": "m1", "ContentItemVersionId": "v1", "ContentType": "Menu", "DisplayText": "Main", "Latest": true, "Published": true, "AliasPart": { "Alias": "main" }, "CreatedUtc": "2020-01-02T03:04:05Z" } ] },
        { "name": "media", "Files": [ { "TargetPath": "a.pdf", "Base64": "JVBERi0xLjQK" } ] }
        """;

    [SkippableFact]
    public async Task A_plan_leaves_nothing_a_run_is_whole_and_a_second_one_changes_nothing()
    {
        await using var database = await StorageTestDatabase.CreateAsync(DatabaseOptions.Postgres);
        await using var site = await RecipeSite.CreateAsync(options: database.Options);
        var planned = await site.PlanStepsAsync(Steps);
        Assert.True(planned.Succeeded, string.Join('\n', planned.Result.Problems));
        Assert.Equal((0, 0), await RowsAsync(site));

        Assert.False((await site.ApplyStepsAsync($$"""{{Steps}}, { "name": "settings", "PageSize": "x" }""")).Succeeded);
        Assert.Equal((0, 0), await RowsAsync(site));
        Assert.False(Directory.Exists(site.MediaFolder) && Directory.EnumerateFiles(site.MediaFolder, "*", SearchOption.AllDirectories).Any());

        var applied = await site.DoneAsync(Steps);
        Assert.Equal(planned.Changes.Select(change => change.Subject), applied.Changes.Select(change => change.Subject));
        Assert.Equal("0 changes", (await site.DoneAsync(Steps)).Summary);
        Assert.Equal((1, applied.Changes.Count), await RowsAsync(site));
    }

    private static async Task<(int Items, int Changes)> RowsAsync(RecipeSite site) =>
        (await site.ReadAsync(database => database.ContentItems.CountAsync()), await site.ReadAsync(database => database.Changes.CountAsync()));
}
