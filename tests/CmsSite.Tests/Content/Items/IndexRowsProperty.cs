using System.Text.Json;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;
using CmsSite.Tests.Storage;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Items;

/// <summary>Whatever was done to items in whatever order, the rows are what the providers make of the versions that are there, and versions and change log agree.</summary>
public class IndexRowsProperty
{
    private static readonly string[] _ids = ["a", "b", "c"];

    // Paths are always there: without them two items could be published at one address.
    private static readonly string[] _definitions =
    [
        """
        {"TitlePart":{},"AutoroutePart":{},"AliasPart":{},"PublishLaterPart":{},"ArchiveLaterPart":{},"LocalizationPart":{},"TaxonomyPart":{},
         "T":{"fields":{"Pick":"ContentPickerField","Text":"TextField","Tags":{"FieldName":"TaxonomyField","Settings":{"TaxonomyFieldSettings":{"TaxonomyContentItemId":"a"}}}}}}
        """,
        """{"TitlePart":{},"AutoroutePart":{},"HtmlBodyPart":{},"TaxonomyPart":{},"T":{"fields":{"Pick":"TextField","Text":"TextField"}}}""",
        """{"TitlePart":{},"AutoroutePart":{},"AliasPart":{},"LocalizationPart":{},"T":{"fields":{"Tags":"TaxonomyField"}}}""",
        """{"TitlePart":{},"AutoroutePart":{},"PublishLaterPart":{},"T":{"fields":{}}}""",
    ];

    [Fact]
    public void Rows_are_what_the_active_versions_say_after_any_operations() =>
        Prop.ForAll(Operations.ToArbitrary(), operations => RunAsync(operations).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    private static Gen<Operation[]> Operations => Gen.ArrayOf(
        from what in Gen.Elements(Enum.GetValues<What>())
        from id in Gen.Elements(_ids)
        from value in Gen.Choose(0, 3)
        from commits in Gen.Elements(true, true, false)
        select new Operation(what, id, value, commits));

    private static async Task<bool> RunAsync(Operation[] operations)
    {
        await using var site = await TestSite.CreateAsync();
        await site.CommitAsync(scope => TestSite.DefineAsync(scope, "T", _definitions[0]));
        await site.DefineAsync("N", """{"TitlePart":{},"AutoroutePart":{}}""", """{"Versionable":false}""");
        var scope = site.Open();
        foreach (var operation in operations)
        {
            await ApplyAsync(scope, operation);
            if (operation.Commits)
            {
                await scope.Session.CommitAsync();
                await scope.DisposeAsync();
                scope = site.Open();
            }
        }

        await scope.Session.CommitAsync();
        await scope.DisposeAsync();
        await using var after = site.Open();
        await CheckAsync(after);
        return true;
    }

    private static async Task ApplyAsync(Scope scope, Operation operation)
    {
        var (manager, id) = (scope.Manager, operation.Id);
        switch (operation.What)
        {
            case What.Draft:
                await manager.SaveDraftAsync(await EditedAsync(scope, operation));
                break;
            case What.Publish:
                await manager.PublishAsync(await EditedAsync(scope, operation));
                break;
            case What.PublishDraft:
                await manager.PublishDraftAsync(id);
                break;
            case What.Unpublish:
                await manager.UnpublishAsync(id);
                break;
            case What.Discard:
                await manager.DiscardDraftAsync(id);
                break;
            case What.Remove:
                await manager.RemoveAsync(id);
                break;
            case What.Restore when (await scope.VersionsAsync(id)).FirstOrDefault() is { } version:
                await manager.RestoreAsync(version.ContentItemVersionId);
                break;
            case What.Define:
                await TestSite.DefineAsync(scope, "T", _definitions[operation.Value]);
                break;
            case What.Import:
                await scope.ImportAsync(Json(operation, $$"""
                    "Latest":true,"Published":{{(operation.Value % 2 == 0 ? "true" : "false")}},"ContentItemVersionId":{{(operation.Value > 1 ? $"\"{id}{operation.Value}\"" : "null")}},
                    """));
                break;
        }
    }

    private static async Task<ContentItem> EditedAsync(Scope scope, Operation operation)
    {
        var edited = scope.Item(Json(operation, ""));
        if (await scope.Items.GetAsync(operation.Id, VersionOptions.Latest) is not { } item)
        {
            return edited;
        }

        item.Content = edited.Content;
        return item;
    }

    private static string Json(Operation operation, string more) => $$"""
        {"ContentItemId":"{{operation.Id}}",{{more}}"ContentType":"{{(operation.Id == "c" ? "N" : "T")}}","TitlePart":{"Title":"Title {{operation.Value}}"},"AutoroutePart":{"RouteContainedItems":true},"AliasPart":{},
         "ContainedPart":{"ListContentItemId":"a"},"LayerMetadata":{"Zone":"Z{{operation.Value}}","Layer":"L"},"LocalizationPart":{"Culture":"de"},
         "PublishLaterPart":{"ScheduledPublishUtc":"2030-01-0{{operation.Value + 1}}"},"ArchiveLaterPart":{"ScheduledArchiveUtc":"2031-01-01"},
         "TaxonomyPart":{"Terms":[{"ContentItemId":"t{{operation.Id}}{{operation.Value}}","ContentType":"N","DisplayText":"Term"}]},
         "T":{"Pick":{"ContentItemIds":["x{{operation.Value}}"]},"Text":{"Text":"{{operation.Value}}"},"Tags":{"TermContentItemIds":["t{{operation.Value}}"]} } }
        """;

    private static async Task CheckAsync(Scope scope)
    {
        var versions = await scope.Database.ContentItems.AsNoTracking().ToListAsync();
        var active = versions.Where(version => version.Latest || version.Published).ToList();
        Assert.All(active.GroupBy(version => version.ContentItemId), item =>
        {
            Assert.Single(item, version => version.Latest);
            Assert.True(item.Count(version => version.Published) <= 1);
        });

        var indexing = scope.Get<ContentIndexing>();
        var expected = active.SelectMany(version => indexing.Rows(ContentItems.ToItem(version)).Select(row => Describe(row, version.Id)));
        var database = scope.Database;
        ContentIndexRow[] actual =
        [
            .. await database.Autoroutes.ToListAsync(), .. await database.Aliases.ToListAsync(), .. await database.Contained.ToListAsync(), .. await database.Taxonomies.ToListAsync(),
            .. await database.Terms.ToListAsync(), .. await database.LayerWidgets.ToListAsync(), .. await database.Localized.ToListAsync(), .. await database.Schedules.ToListAsync(),
            .. await database.Fields.ToListAsync(),
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Select(row => Describe(row, row.DocumentId)).Order(StringComparer.Ordinal));

        // No two published items have one address. (A restored draft may want one that is taken by now: publishing it says so.)
        var published = active.Where(version => version.Published).Select(version => version.Id).ToHashSet();
        var routes = actual.OfType<AutorouteIndexRow>().Where(row => published.Contains(row.DocumentId)).Select(row => new { row.Path, row.ContentItemId }).Distinct().ToList();
        Assert.Equal(routes.Count, routes.Select(route => route.Path).Distinct().Count());

        // The log's last word on each item is how it is.
        foreach (var change in (await database.Changes.AsNoTracking().Where(change => change.Kind == CmsSite.Storage.Changes.SiteChange.ContentItemKind).ToListAsync()).GroupBy(change => change.Subject))
        {
            var state = CmsSite.Storage.Changes.ItemState.Parse(change.OrderBy(line => line.Number).Last().After);
            Assert.Equal(active.FirstOrDefault(version => version.ContentItemId == change.Key && version.Latest)?.ContentItemVersionId, state?.Latest);
            Assert.Equal(active.FirstOrDefault(version => version.ContentItemId == change.Key && version.Published)?.ContentItemVersionId, state?.Published);
        }
    }

    private static string Describe(ContentIndexRow row, long documentId)
    {
        var json = JsonSerializer.SerializeToNode(row, row.GetType())!.AsObject();
        json.Remove("Id");
        json["DocumentId"] = documentId;
        return $"{row.GetType().Name} {json.ToJsonString()}";
    }

    public enum What
    {
        Draft,
        Publish,
        PublishDraft,
        Unpublish,
        Discard,
        Remove,
        Restore,
        Import,
        Define,
    }

    public sealed record Operation(What What, string Id, int Value, bool Commits);
}
