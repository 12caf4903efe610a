using CmsSite.Content.Items;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Autoroute;

public class AutorouteTests : IAsyncLifetime
{
    private TestSite _site = null!;

    public async Task InitializeAsync()
    {
        _site = await TestSite.CreateAsync();
        await _site.DefineAsync("Page", """{"TitlePart":{},"AutoroutePart":{}}""");
        await _site.DefineAsync("Raw", """{"TitlePart":{},"AutoroutePart":{"Settings":{"AutoroutePartSettings":{"Pattern":"news/{{ ContentItem.DisplayText }}"}}}}""");
        await _site.DefineAsync("Broken", """{"TitlePart":{},"AutoroutePart":{"Settings":{"AutoroutePartSettings":{"Pattern":"{{ Nonsense }}"}}}}""");
        await _site.DefineAsync("Taxonomy", """{"TitlePart":{},"AutoroutePart":{},"TaxonomyPart":{}}""");
        await _site.DefineAsync("Tag", """{"TitlePart":{},"AutoroutePart":{"Settings":{"AutoroutePartSettings":{"ManageContainedItemRoutes":true}}}}""");
        await _site.DefineAsync("Plain", """{"TitlePart":{}}""");
        await _site.DefineAsync("Bags", """{"AutoroutePart":{},"Services":{"PartName":"BagPart"}}""");
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Made_paths_get_a_number_when_they_are_taken_also_within_one_batch()
    {
        string Page(string id) => $$"""{"ContentItemId":"{{id}}","ContentType":"Page","Latest":true,"Published":true,"TitlePart":{"Title":"Déjà vu"},"AutoroutePart":{} }""";
        await _site.ImportAsync(Page("1"), Page("2"));
        await _site.ImportAsync(Page("3"), Page("4"));
        await using var scope = _site.Open();
        var paths = await scope.Database.Autoroutes.OrderBy(row => row.DocumentId).Select(row => row.Path).ToListAsync();
        Assert.Equal(["deja-vu", "deja-vu-1", "deja-vu-2", "deja-vu-3"], paths);
    }

    [Fact]
    public async Task A_given_path_that_is_taken_is_an_error_that_names_who_has_it()
    {
        var outcomes = await _site.ImportAsync(
            """{"ContentItemId":"first","ContentType":"Page","Latest":true,"Published":true,"TitlePart":{"Title":"About us"},"AutoroutePart":{"Path":"about"}}""",
            """{"ContentItemId":"second","ContentType":"Page","Latest":true,"Published":true,"AutoroutePart":{"Path":"/About/"}}""");
        var problem = Assert.Single(outcomes[1].Problems);
        Assert.Equal("AutoroutePart.Path", problem.Path);
        Assert.Contains("'About us' (Page first)", problem.Message);

        await using var scope = _site.Open();
        var other = scope.Item("""{"ContentType":"Page","AutoroutePart":{"Path":"about"}}""");
        Assert.Contains("'About us'", Assert.Single(await scope.Manager.SaveDraftAsync(other)).Message);
        Assert.Empty(await scope.Manager.PublishAsync(await scope.LatestAsync("first")));
    }

    [Theory]
    [InlineData("a b", "space")]
    [InlineData("a?b#c", "? #")]
    [InlineData("a//b", "'//'")]
    [InlineData("/", "SetHomepage")]
    [InlineData("a.html", ".")]
    public async Task A_path_has_no_characters_that_mean_something_in_addresses(string path, string part)
    {
        await using var scope = _site.Open();
        var problems = await scope.Manager.PublishAsync(scope.Item($$"""{"ContentType":"Page","AutoroutePart":{"Path":"{{path}}"} }"""));
        Assert.Contains(part, Assert.Single(problems).Message);
    }

    [Fact]
    public async Task What_a_pattern_makes_is_put_right_and_a_pattern_that_fails_is_a_problem()
    {
        var raw = await _site.PublishAsync("""{"ContentType":"Raw","TitlePart":{"Title":"Who? Me: 50%"},"AutoroutePart":{}}""");
        Assert.Equal("news/who-me-50", raw.Text("AutoroutePart", "Path"));
        await using var scope = _site.Open();
        Assert.Contains("Correct the settings", Assert.Single(await scope.Manager.PublishAsync(scope.Item("""{"ContentType":"Broken","TitlePart":{"Title":"x"},"AutoroutePart":{}}"""))).Message);
    }

    [Fact]
    public async Task A_drafts_path_is_made_when_its_title_is_done()
    {
        var id = await _site.CommitAsync(async scope =>
        {
            var item = scope.Item("""{"ContentType":"Page","TitlePart":{"Title":"Un"},"AutoroutePart":{}}""");
            await scope.Manager.SaveDraftAsync(item);
            item.Content["TitlePart"]!["Title"] = "Unveiled";
            await scope.Manager.SaveDraftAsync(item);
            Assert.Null(item.Text("AutoroutePart", "Path"));
            await scope.Manager.PublishAsync(item);
            return item.ContentItemId;
        });
        Assert.Equal("unveiled", await _site.ReadAsync(scope => scope.Items.PathOfAsync(id)));
    }

    [Fact]
    public async Task The_home_page_is_set_once_when_it_is_published()
    {
        await _site.PublishAsync("""{"ContentItemId":"home","ContentType":"Page","TitlePart":{"Title":"Home"},"AutoroutePart":{"SetHomepage":true}}""");
        await using (var scope = _site.Open())
        {
            Assert.Equal("home", scope.Settings.HomeContentItemId);
            Assert.False((await scope.PublishedAsync("home")).Content["AutoroutePart"]!["SetHomepage"].AsFlag());
        }

        await _site.PublishAsync("""{"ContentItemId":"other","ContentType":"Page","TitlePart":{"Title":"Other"},"AutoroutePart":{"SetHomepage":true}}""");
        await _site.CommitAsync(async scope =>
        {
            var home = await scope.LatestAsync("home");
            home.Content["TitlePart"]!["Title"] = "Home no more";
            await scope.Manager.PublishAsync(home);
        });
        Assert.Equal("other", await _site.ReadAsync(scope => Task.FromResult(scope.Settings.HomeContentItemId)));
    }

    [Fact]
    public async Task A_home_page_that_is_not_valid_does_not_become_it()
    {
        await using var scope = _site.Open();
        var item = scope.Item("""{"ContentItemId":"bad","ContentType":"Page","AutoroutePart":{"SetHomepage":true,"Path":"a b"}}""");
        Assert.NotEmpty(await scope.Manager.PublishAsync(item));
        Assert.True(item.Content["AutoroutePart"]!["SetHomepage"].AsFlag());
        Assert.Null(scope.Settings.HomeContentItemId);
    }

    [Fact]
    public async Task Terms_have_addresses_below_their_taxonomy_at_any_depth()
    {
        await _site.PublishAsync("""
            {"ContentItemId":"tags","ContentType":"Taxonomy","TitlePart":{"Title":"Tags"},"AutoroutePart":{"RouteContainedItems":true},"TaxonomyPart":{"TermContentType":"Tag","Terms":[
                {"ContentItemId":"world","ContentType":"Tag","TitlePart":{"Title":"World"},"AutoroutePart":{},"Terms":[{"ContentItemId":"asia","ContentType":"Tag","TitlePart":{"Title":"Asia"},"AutoroutePart":{"Path":"asia-pacific"}}]},
                {"ContentItemId":"world2","ContentType":"Tag","TitlePart":{"Title":"World"},"AutoroutePart":{}},
                {"ContentItemId":"top","ContentType":"Tag","TitlePart":{"Title":"Top"},"AutoroutePart":{"Absolute":true}},
                {"ContentItemId":"hidden","ContentType":"Tag","TitlePart":{"Title":"Hidden"},"AutoroutePart":{"Disabled":true}},
                {"ContentItemId":"plain","ContentType":"Plain","TitlePart":{"Title":"Plain"}}]}}
            """);
        await using var scope = _site.Open();
        var rows = await scope.Database.Autoroutes.OrderBy(row => row.Path).Select(row => $"{row.Path} {row.ContainedContentItemId} {row.JsonPath}").ToListAsync();
        Assert.Equal(
        [
            "tags  ",
            "tags/plain-plain plain TaxonomyPart.Terms[4]",
            "tags/world world TaxonomyPart.Terms[0]",
            "tags/world-1 world2 TaxonomyPart.Terms[1]",
            "tags/world/asia-pacific asia TaxonomyPart.Terms[0].Terms[0]",
            "top top TaxonomyPart.Terms[2]",
        ], rows);
        var route = (await scope.Items.FindRouteAsync("/Tags/World/Asia-Pacific/"))!;
        Assert.Equal(("asia", "tags"), (route.Item.ContentItemId, route.Container!.ContentItemId));
        Assert.Equal("tags/world-1", await scope.Items.PathOfAsync("world2"));
        Assert.Equal("tags", await scope.Items.PathOfAsync("tags"));
    }

    [Fact]
    public async Task Items_of_a_bag_too_and_their_addresses_must_be_free()
    {
        await _site.PublishAsync("""{"ContentItemId":"page","ContentType":"Page","TitlePart":{"Title":"Taken"},"AutoroutePart":{"Path":"shop/tag"}}""");
        await using var scope = _site.Open();
        var problems = await scope.Manager.PublishAsync(scope.Item("""
            {"ContentType":"Bags","AutoroutePart":{"Path":"shop","RouteContainedItems":true},"Services":{"ContentItems":[{"ContentItemId":"x","ContentType":"Tag","TitlePart":{"Title":"Tag"},"AutoroutePart":{}}]}}
            """));
        Assert.Contains("'shop/tag' of 'Tag' (Services.ContentItems[0]) belongs to 'Taken'", Assert.Single(problems).Message);
    }

    [Fact]
    public async Task Two_given_paths_inside_one_item_must_differ()
    {
        await using var scope = _site.Open();
        var problems = await scope.Manager.PublishAsync(scope.Item("""
            {"ContentType":"Taxonomy","AutoroutePart":{"Path":"t","RouteContainedItems":true},"TaxonomyPart":{"Terms":[
                {"ContentItemId":"1","ContentType":"Tag","DisplayText":"One","AutoroutePart":{"Path":"same"}},{"ContentItemId":"2","ContentType":"Tag","DisplayText":"Two","AutoroutePart":{"Path":"Same"}}]}}
            """));
        Assert.Contains("given twice: by 'One' (TaxonomyPart.Terms[0]) and by 'Two'", Assert.Single(problems).Message);
    }

    [Fact]
    public async Task Disabled_it_has_no_address()
    {
        var item = await _site.PublishAsync("""{"ContentType":"Page","TitlePart":{"Title":"Hidden"},"AutoroutePart":{"Disabled":true}}""");
        Assert.Null(item.Text("AutoroutePart", "Path"));
        Assert.Null(await _site.ReadAsync(scope => scope.Items.FindRouteAsync("hidden")));
    }
}
