using CmsSite.Content.Recipes.Undo;
using CmsSite.Storage;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Recipes.Undo;

/// <summary>Undoing where a site is on PostgreSQL: there is no copy to plan on.</summary>
public sealed class PostgresUndoTests
{
    private const string Menu = """
        { "name": "feature", "enable": [ "OrchardCore.Menu" ] },
        { "name": "content", "data": [ { "ContentItemId": "m1", "ContentItemVersionId": "v1", "ContentType": "Menu", "DisplayText": "TITLE", "Latest": true, "Published": true, "AliasPart": { "Alias": "main" }, "CreatedUtc": "2020-01-02T03:04:05Z" } ] }
        """;

    [SkippableFact]
    public async Task A_plan_leaves_nothing_and_a_run_is_undone_and_done_again()
    {
        await using var database = await StorageTestDatabase.CreateAsync(DatabaseOptions.Postgres);
        await using var site = await RecipeSite.CreateAsync(options: database.Options);
        await site.DoneAsync(Titled("First"));
        var before = await TellAsync(site);
        var run = (await site.DoneAsync($$"""{{Titled("Second")}}, { "name": "media", "Files": [ { "TargetPath": "a/b.pdf", "Base64": "JVBERi0xLjQK" } ] }""")).RunId!.Value;
        var after = await TellAsync(site);

        var planned = await site.Undo.PlanAsync(run, new UndoRequest { WithItems = true });
        Assert.Equal(after, await TellAsync(site));
        var undone = await site.Undo.ApplyAsync(run, new UndoRequest { Signature = planned.Signature });
        Assert.Equal(before, await TellAsync(site));
        await site.Undo.ApplyAsync(undone.Outcome.RunId!.Value);

        Assert.Equal(after, await TellAsync(site));
        Assert.Equal(planned.Outcome.Changes.Select(change => change.Subject), undone.Outcome.Changes.Select(change => change.Subject));
    }

    private static string Titled(string title) => Menu.Replace("TITLE", title, StringComparison.Ordinal);

    private static async Task<string> TellAsync(RecipeSite site) => string.Join('\n', (await site.ReadAsync(database => database.ContentItems.AsNoTracking().OrderBy(item => item.Id).ToListAsync()))
        .Select(item => $"{item.Id} {item.ContentItemVersionId} {item.DisplayText} {item.Latest} {item.Published} {item.ModifiedUtc:O} {item.PublishedUtc:O} {item.Json}")
        .Concat(await site.ReadAsync(database => database.MediaFiles.OrderBy(file => file.Path).Select(file => file.Path + file.Hash).ToListAsync()))
        .Concat(await site.ReadAsync(database => database.Documents.Where(document => document.Kind != SiteDocumentKinds.RecipeIds).OrderBy(document => document.Kind).ThenBy(document => document.Name).Select(document => document.Kind + document.Name + document.Json).ToListAsync()))
        .Concat(await site.ReadAsync(database => database.Aliases.OrderBy(row => row.Alias).Select(row => row.Alias + row.DocumentId).ToListAsync())));
}
