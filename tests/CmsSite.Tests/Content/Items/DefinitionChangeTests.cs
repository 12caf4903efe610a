using CmsSite.Content.Items;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Items;

/// <summary>Index rows of items that were there before their type changed.</summary>
public sealed class DefinitionChangeTests : IAsyncLifetime
{
    private const string Plain = """{"TitlePart":{},"D":{"fields":{"Tags":"TextField"}}}""";

    private TestSite _site = null!;

    public async Task InitializeAsync()
    {
        _site = await TestSite.CreateAsync();
        await _site.DefineAsync("D", Plain);
        await _site.PublishAsync("""
            {"ContentItemId":"d","ContentType":"D","TitlePart":{"Title":"One"},"AliasPart":{"Alias":"one"},"AutoroutePart":{"Path":"one"},
             "D":{"Tags":{"Text":"words","TaxonomyContentItemId":"tags","TermContentItemIds":["t1"]}}}
            """);
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_part_that_is_attached_counts_for_the_items_that_have_it_and_one_that_is_taken_away_does_not()
    {
        Assert.Null(await _site.ReadAsync(scope => scope.Items.FindRouteAsync("one")));
        await _site.DefineAsync("D", """{"TitlePart":{},"AliasPart":{},"AutoroutePart":{},"D":{"fields":{"Tags":"TextField"}}}""");
        Assert.Equal("d", (await _site.ReadAsync(scope => scope.Items.FindRouteAsync("one")))!.Item.ContentItemId);
        Assert.NotNull(await _site.ReadAsync(scope => scope.Items.GetByAliasAsync("one")));

        await _site.DefineAsync("D", Plain);
        Assert.Null(await _site.ReadAsync(scope => scope.Items.FindRouteAsync("one")));
        Assert.Null(await _site.ReadAsync(scope => scope.Items.GetByAliasAsync("one")));
    }

    [Fact]
    public async Task A_field_that_becomes_another_is_indexed_as_that()
    {
        Assert.Equal("words", (await _site.ReadAsync(scope => scope.Database.Fields.SingleAsync())).Value);
        await _site.DefineAsync("D", """{"TitlePart":{},"D":{"fields":{"Tags":"TaxonomyField"}}}""");
        await using var scope = _site.Open();
        Assert.Empty(await scope.Database.Fields.ToListAsync());
        Assert.Equal("t1", (await scope.Database.Taxonomies.SingleAsync()).TermContentItemId);
    }

    [Fact]
    public async Task Drafts_and_published_versions_are_made_anew_and_old_ones_are_left()
    {
        await _site.CommitAsync(async scope =>
        {
            for (var i = 0; i < 3; i++)
            {
                var item = await scope.LatestAsync("d");
                item.Content["AliasPart"]!["Alias"] = $"alias-{i}";
                Assert.Empty(i < 2 ? await scope.Manager.PublishAsync(item) : await scope.Manager.SaveDraftAsync(item));
            }
        });
        await _site.DefineAsync("D", """{"TitlePart":{},"AliasPart":{}}""");
        Assert.Equal(["alias-1", "alias-2"], await _site.ReadAsync(scope => scope.Database.Aliases.Select(row => row.Alias).Order().ToListAsync()));
    }

    [Fact]
    public async Task A_change_that_touches_nothing_indexed_leaves_the_rows_alone()
    {
        var before = await RowsAsync();
        await _site.DefineAsync("D", """{"TitlePart":{},"HtmlBodyPart":{},"D":{"fields":{"Tags":"TextField","Body":"HtmlField"}}}""");
        await _site.DefineAsync("Other", """{"AliasPart":{}}""");
        Assert.Equal(before, await RowsAsync());

        Task<List<long>> RowsAsync() => _site.ReadAsync(scope => scope.Database.Fields.Select(row => row.Id).ToListAsync());
    }

    [Fact]
    public async Task A_definition_that_is_taken_back_leaves_the_rows_as_they_were()
    {
        await using (var scope = _site.Open())
        {
            await TestSite.DefineAsync(scope, "D", """{"AliasPart":{}}""");
            await scope.Get<CmsSite.Content.Definitions.ContentDefinitionManager>().ReindexAsync();
            Assert.NotNull(await scope.Items.GetByAliasAsync("one"));
        }

        Assert.Null(await _site.ReadAsync(scope => scope.Items.GetByAliasAsync("one")));
        Assert.Equal("words", (await _site.ReadAsync(scope => scope.Database.Fields.SingleAsync())).Value);
    }

    [Fact]
    public async Task A_bag_that_is_attached_brings_the_addresses_inside_it()
    {
        await _site.DefineAsync("Inner", """{"TitlePart":{}}""");
        await _site.DefineAsync("Box", """{"AutoroutePart":{}}""");
        await _site.PublishAsync("""
            {"ContentItemId":"box","ContentType":"Box","AutoroutePart":{"Path":"box","RouteContainedItems":true},
             "Bag":{"ContentItems":[{"ContentItemId":"i","ContentType":"Inner","DisplayText":"In","AutoroutePart":{"Path":"inner"}}]}}
            """);
        Assert.Null(await _site.ReadAsync(scope => scope.Items.FindRouteAsync("box/i-in")));
        await _site.DefineAsync("Box", """{"AutoroutePart":{},"Bag":{"PartName":"BagPart"}}""");
        Assert.NotNull(await _site.ReadAsync(scope => scope.Items.FindRouteAsync("box/i-in")));

        // The inner type decides, too.
        await _site.DefineAsync("Inner", """{"TitlePart":{},"AutoroutePart":{"Settings":{"AutoroutePartSettings":{"ManageContainedItemRoutes":true}}}}""");
        Assert.Null(await _site.ReadAsync(scope => scope.Items.FindRouteAsync("box/i-in")));
        Assert.NotNull(await _site.ReadAsync(scope => scope.Items.FindRouteAsync("box/inner")));
    }
}
