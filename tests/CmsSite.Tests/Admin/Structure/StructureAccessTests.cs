using System.Security.Claims;
using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Layers;
using CmsSite.Admin.Placements;
using CmsSite.Admin.Queries;
using CmsSite.Admin.Shortcodes;
using CmsSite.Admin.Templates;
using CmsSite.Admin.UrlRewriting;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Structure;

/// <summary>Templates, layers, rules and the like: who gets to their screens, who may change them, and what is refused.</summary>
[Collection(StructureCollection.Name)]
public class StructureAccessTests(AdminSite app)
{
    [Theory]
    [InlineData("Administrator", "/Admin/Templates", 200)]
    [InlineData("Administrator", "/Admin/Templates/Create", 200)]
    [InlineData("Administrator", "/Admin/Templates/Edit/NoSuchTemplate", 404)]
    [InlineData("Administrator", "/Admin/Queries", 200)]
    [InlineData("Administrator", "/Admin/Recipes", 200)]
    [InlineData("Administrator", "/Admin/Queries/Edit/LatestArticles", 200)]
    [InlineData("Administrator", "/Admin/Queries/Edit/NoSuchQuery", 404)]
    [InlineData("Administrator", "/Admin/Queries/Create/Cobol", 404)]
    [InlineData("Administrator", "/Admin/Layers", 200)]
    [InlineData("Administrator", "/Admin/Layers/Create", 200)]
    [InlineData("Administrator", "/Admin/Layers/Edit/Homepage", 200)]
    [InlineData("Administrator", "/Admin/Layers/Edit/NoSuchLayer", 404)]
    [InlineData("Administrator", "/Admin/UrlRewriting", 200)]
    [InlineData("Administrator", "/Admin/UrlRewriting/Create/Redirect", 200)]
    [InlineData("Administrator", "/Admin/UrlRewriting/Create/Cobol", 404)]
    [InlineData("Administrator", "/Admin/UrlRewriting/Edit/nosuchrule", 404)]
    [InlineData("Administrator", "/Admin/UrlRewriting/FormerAddresses", 200)]
    [InlineData("Administrator", "/Admin/Shortcodes", 200)]
    [InlineData("Administrator", "/Admin/Shortcodes/Create", 200)]
    [InlineData("Administrator", "/Admin/Shortcodes/Edit/nosuchshortcode", 404)]
    [InlineData("Administrator", "/Admin/Placements", 200)]
    [InlineData("Administrator", "/Admin/Placements/Create", 200)]
    [InlineData("Administrator", "/Admin/Placements/Edit/NoSuchShape", 404)]
    [InlineData("Author", "/Admin/Layers", 403)]
    [InlineData("Author", "/Admin/Layers/Edit/Homepage", 403)]
    [InlineData("Author", "/Admin/UrlRewriting", 403)]
    [InlineData("Author", "/Admin/UrlRewriting/Create/Redirect", 403)]
    [InlineData("Author", "/Admin/UrlRewriting/FormerAddresses", 403)]
    [InlineData("Author", "/Admin/Shortcodes", 403)]
    [InlineData("Author", "/Admin/Shortcodes/Create", 403)]
    [InlineData("Author", "/Admin/Placements", 403)]
    [InlineData("Author", "/Admin/Placements/Create", 403)]
    [InlineData("Author", "/Admin/Templates", 403)]
    [InlineData("Author", "/Admin/Templates/Create", 403)]
    [InlineData("Author", "/Admin/Queries", 403)]
    [InlineData("Author", "/Admin/Recipes", 403)]
    [InlineData("Author", "/Admin/Recipes/Plan/0123", 403)]
    [InlineData("Author", "/Admin/Recipes/Convert", 403)]
    [InlineData("Editor", "/Admin/Recipes/Convert/0123", 403)]
    [InlineData("Administrator", "/Admin/Recipes/Convert", 200)]
    [InlineData("Administrator", "/Admin/Recipes/Convert/0123", 404)]
    [InlineData("Editor", "/Admin/Recipes/Runs/1", 403)]
    [InlineData("Author", "/Admin/Queries/Edit/LatestArticles", 403)]
    public async Task Each_role_gets_to_its_screens_and_to_no_others(string role, string address, int status)
    {
        using var client = await app.SignInAsync(role);
        Assert.Equal(status, (int)(await client.GetAsync(address)).StatusCode);
    }

    [Fact]
    public Task The_action_refuses_whoever_got_past_the_screen() => As("Author", async scope =>
    {
        await Assert.ThrowsAsync<RefusedException>(() => TemplateChanges.SaveAsync(scope, "Content__Sneaky", "x", null, null));
        await Assert.ThrowsAsync<RefusedException>(() => TemplateChanges.DeleteAsync(scope, "Content__Sneaky"));
        await Assert.ThrowsAsync<RefusedException>(() => TemplateHistory.ListAsync(scope, "Content__Sneaky"));
        await Assert.ThrowsAsync<RefusedException>(() => LayerChanges.SaveAsync(scope, new WrittenLayer("Sneaky", null, []), null));
        await Assert.ThrowsAsync<RefusedException>(() => LayerChanges.DeleteAsync(scope, "Always"));
        await Assert.ThrowsAsync<RefusedException>(() => WidgetPlaces.AddAsync(scope, "Paragraph", "Footer", "Always"));
        await Assert.ThrowsAsync<RefusedException>(() => WidgetPlaces.MoveAsync(scope, "wdgf00ter00000000000000000", "Header", 0));
        await Assert.ThrowsAsync<RefusedException>(() => WidgetPlaces.SetAsync(scope, "wdgf00ter00000000000000000", "Always", true));
        await Assert.ThrowsAsync<RefusedException>(() => WidgetPlaces.RemoveAsync(scope, "wdgf00ter00000000000000000"));
        await Assert.ThrowsAsync<RefusedException>(() => WidgetPlaces.RestoreAsync(scope, "wdgf00ter00000000000000000", true));
        var rule = new WrittenRule("", "Sneaky", "Redirect", "^/a$", "/b", true, false, "Found", false);
        await Assert.ThrowsAsync<RefusedException>(() => UrlRuleChanges.SaveAsync(scope, rule, null));
        await Assert.ThrowsAsync<RefusedException>(() => UrlRuleChanges.MoveAsync(scope, "x", 1));
        await Assert.ThrowsAsync<RefusedException>(() => UrlRuleChanges.DeleteAsync(scope, "x"));
        Assert.Throws<RefusedException>(() => UrlRuleChanges.Try(scope, rule, "/a"));
        await Assert.ThrowsAsync<RefusedException>(() => FormerAddressChanges.PageAsync(scope, null, null));
        await Assert.ThrowsAsync<RefusedException>(() => FormerAddressChanges.AddAsync(scope, "/old", "x", DateTime.UtcNow));
        await Assert.ThrowsAsync<RefusedException>(() => FormerAddressChanges.DeleteAsync(scope, "old"));
        var shortcode = new WrittenShortcode("sneaky", null, null, null, [], "x");
        await Assert.ThrowsAsync<RefusedException>(() => ShortcodeChanges.SaveAsync(scope, shortcode, null));
        await Assert.ThrowsAsync<RefusedException>(() => ShortcodeChanges.TryAsync(scope, shortcode, "[sneaky]"));
        await Assert.ThrowsAsync<RefusedException>(() => ShortcodeChanges.DeleteAsync(scope, "sneaky"));
        await Assert.ThrowsAsync<RefusedException>(() => PlacementChanges.SaveAsync(scope, "TitlePart", "[]", null));
        await Assert.ThrowsAsync<RefusedException>(() => PlacementChanges.DeleteAsync(scope, "TitlePart"));
        await Assert.ThrowsAsync<RefusedException>(() => QueryChanges.SaveAsync(scope, new WrittenQuery("Sneaky", "Sql", "SELECT 1", false, null), null));
        await Assert.ThrowsAsync<RefusedException>(() => QueryChanges.TryAsync(scope, new WrittenQuery("Sneaky", "Sql", "SELECT 1", false, null), null));
    });

    [Fact]
    public Task A_template_that_does_not_parse_is_not_stored_and_the_place_is_told() => As("Administrator", async scope =>
    {
        var problem = await TemplateChanges.SaveAsync(scope, "Content__Broken", "fine\n{{ Model | }}", null, null);
        Assert.Equal((2, "{{ Model | }}"), (problem!.Line, problem.Excerpt));
        Assert.Null(scope.Session.Document(SiteDocumentKinds.Template, "Content__Broken"));
    });

    [Fact]
    public async Task What_somebody_else_saved_meanwhile_is_not_written_over()
    {
        await As("Administrator", async scope => Assert.Null(await TemplateChanges.SaveAsync(scope, "Content__Shared", "one", null, null)));
        await As("Administrator", async scope => Assert.Null(await TemplateChanges.SaveAsync(scope, "Content__Shared", "two", null, "one")));
        await As("Administrator", async scope =>
        {
            Assert.Contains("Somebody else", (await TemplateChanges.SaveAsync(scope, "Content__Shared", "three", null, "one"))!.Message);
            Assert.Contains("already", (await TemplateChanges.SaveAsync(scope, "Content__Shared", "four", null, null))!.Message);
        });
        await As("Administrator", scope =>
        {
            Assert.Equal("two", (string?)scope.Session.Document(SiteDocumentKinds.Template, "Content__Shared")!["Content"]);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public Task Filters_that_do_not_exist_are_doubted_and_texts_with_bars_in_them_are_not() => As("Administrator", scope =>
    {
        var doubts = scope.Get<TemplateLint>().Doubts("{{ 'a | b' | upcase }}\n{{ x | nonsense: 'c | d' }}");
        Assert.Equal(2, Assert.Single(doubts).Line);
        return Task.CompletedTask;
    });

    [Theory]
    [InlineData("{ \"size\": ", "no JSON")]
    [InlineData("[1]", "object")]
    public Task Parameters_that_are_none_are_said_to_be(string parameters, string expected) => As("Administrator", async scope =>
        Assert.Contains(expected, (await QueryChanges.TryAsync(scope, new WrittenQuery("Tried", "Sql", "SELECT 1", false, null), parameters)).Problem));

    [Fact]
    public Task What_no_input_is_for_stays_in_a_query_that_is_saved() => As("Administrator", async scope =>
    {
        var before = new JsonObject { ["Name"] = "Kept", ["Source"] = "Sql", ["Template"] = "SELECT 1", ["Schema"] = "{}", ["ReturnContentItems"] = false };
        await scope.Session.PutAsync(SiteDocumentKinds.Query, "Kept", before);
        await scope.Session.CommitAsync();
        Assert.Null(await QueryChanges.SaveAsync(scope, new WrittenQuery("Kept", "Sql", "SELECT 2", false, null), before));
        Assert.Equal(("{}", "SELECT 2"), ((string?)scope.Session.Document(SiteDocumentKinds.Query, "Kept")!["Schema"], (string?)scope.Session.Document(SiteDocumentKinds.Query, "Kept")!["Template"]));
    });

    private Task As(string role, Func<AdminScope, Task> act) => app.InScopeAsync(async services =>
    {
        await act(new AdminScope(services, new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, "somebody"), new(ClaimTypes.Name, "somebody"), new(ClaimTypes.Role, role)], "test"))));
        return true;
    });
}
