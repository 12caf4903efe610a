using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Tests.Theming.Display;
using CmsSite.Theming.Shapes;

namespace CmsSite.Tests.Theming.Navigation;

public class MenuTests
{
    [Fact]
    public async Task A_menu_is_found_by_its_alias_and_named_by_its_display_text()
    {
        await using var site = await MenuSiteAsync(("Views/Menu-MainMenu.liquid", "main{% for item in Model.Items %}{{ item | shape_render }}{% endfor %}"), ("Views/MenuItem.liquid", "[{{ Model.ContentItem.DisplayText }}]"));
        await PublishMenuAsync(site, Link("Home", "~/"), Link("About", "/about"));
        await using var visit = site.Visit();
        Assert.Equal("main[Home][About]", await visit.HtmlAsync("menu", ("Alias", "alias:main-menu")));
        Assert.Contains("contentitemid:menu", visit.Context.Dependencies);
        Assert.Equal("", await visit.HtmlAsync("menu", ("Alias", "alias:none")));
    }

    [Fact]
    public async Task Entries_have_alternates_by_name_level_and_type()
    {
        await using var site = await MenuSiteAsync();
        await PublishMenuAsync(site, Link("Home", "~/", Link("Below", "~/below")));
        await using var visit = site.Visit();
        var menu = new ShapeFactory(new ShapeKinds(Kinds(visit))).Create("menu", new Dictionary<string, object?> { ["Alias"] = "main-menu" });
        await menu.EnsureLoadedAsync(visit.Context);
        Assert.Equal(["Menu__MainMenu"], menu.Metadata.Alternates);
        Assert.Equal("MainMenu", menu.Metadata.Differentiator);
        Assert.Equal(["menu", "menu-mainmenu"], menu.Classes);
        var below = (Shape)((Shape)menu.Items[0]).Items[0];
        await visit.Renderer.RenderAsync(below, visit.Context);
        Assert.Equal(
            [
                "MenuItemLink__level__1", "MenuItemLink__LinkMenuItem", "MenuItemLink__LinkMenuItem__level__1",
                "MenuItemLink__MainMenu", "MenuItemLink__MainMenu__level__1", "MenuItemLink__MainMenu__LinkMenuItem", "MenuItemLink__MainMenu__LinkMenuItem__level__1",
            ],
            below.Metadata.Alternates);
    }

    [Fact]
    public async Task Without_a_theme_a_menu_is_a_list_of_links_with_the_current_one_marked()
    {
        await using var site = await MenuSiteAsync();
        await PublishMenuAsync(site, Link("Home", "~/"), Link("Blog", "~/blog", Link("News", "~/blog/news")), Link("Evil", "javascript:alert(1)"));
        await using var visit = site.Visit("/blog/news");
        var html = string.Join(' ', (await visit.HtmlAsync("menu", ("Alias", "alias:main-menu"))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("> <", "><", StringComparison.Ordinal);
        Assert.StartsWith("<nav><ul class=\"list-group menu menu-mainmenu\">", html, StringComparison.Ordinal);
        Assert.Contains("<li class=\"list-group-item menu-item-link-menu-item\"><a href=\"/\">Home</a></li>", html, StringComparison.Ordinal);
        Assert.Contains("<li class=\"list-group-item menu-item-link-menu-item active\"><a href=\"/blog\">Blog</a><ul", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/blog/news\" aria-current=\"page\">News</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_to_an_item_shows_while_that_is_published_and_may_be_seen()
    {
        await using var site = await MenuSiteAsync();
        await site.DefineAsync("Page", parts: ["AutoroutePart"]);
        await site.DefineAsync("Memo", securable: true);
        await site.PublishAsync("Page", "Published", """{ "AutoroutePart": { "Path": "published-page" } }""", "published");
        await site.PublishAsync("Memo", "Closed", id: "closed");
        var draft = await site.DraftAsync("Page", "Draft");
        await PublishMenuAsync(site, Target("To published", "published"), Target("To draft", draft.ContentItemId), Target("To nothing", "gone"), Target("To closed", "closed", check: true));
        await using var visit = site.Visit();
        var html = await visit.HtmlAsync("menu", ("Alias", "alias:main-menu"));
        Assert.Contains("<a href=\"/published-page\">To published</a>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("To draft", html, StringComparison.Ordinal);
        Assert.DoesNotContain("To nothing", html, StringComparison.Ordinal);
        Assert.DoesNotContain("To closed", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_may_ask_for_permissions()
    {
        await using var site = await MenuSiteAsync();
        await PublishMenuAsync(site, """{ "ContentType": "LinkMenuItem", "DisplayText": "Admin", "LinkMenuItemPart": { "Url": "~/Admin" }, "MenuItemPermissionPart": { "PermissionNames": ["AccessAdminPanel"] } }""");
        await using var anybody = site.Visit();
        Assert.DoesNotContain("Admin", await anybody.HtmlAsync("menu", ("Alias", "alias:main-menu")), StringComparison.Ordinal);
        await using var administrator = site.Visit(user: DisplaySite.User("Administrator"));
        Assert.Contains("Admin", await administrator.HtmlAsync("menu", ("Alias", "alias:main-menu")), StringComparison.Ordinal);
        Assert.True(administrator.Context.IsPersonal);
    }

    [Fact]
    public async Task A_menu_of_many_targets_costs_as_many_commands_as_one_of_few()
    {
        await using var site = await MenuSiteAsync();
        await site.DefineAsync("Page", parts: ["AutoroutePart"]);
        for (var i = 0; i < 12; i++)
        {
            await site.PublishAsync("Page", $"P{i}", $$"""{ "AutoroutePart": { "Path": "p{{i}}" } }""", $"p{i}");
        }

        await PublishMenuAsync(site, [.. Enumerable.Range(0, 3).Select(i => Target($"T{i}", $"p{i}"))]);
        var few = await CommandsAsync(site);
        await PublishMenuAsync(site, [.. Enumerable.Range(0, 12).Select(i => Target($"T{i}", $"p{i}"))]);
        Assert.Equal(few, await CommandsAsync(site));

        static async Task<int> CommandsAsync(DisplaySite site)
        {
            await using (var warm = site.Visit())
            {
                await warm.HtmlAsync("menu", ("Alias", "alias:main-menu"));
            }

            await using var visit = site.Visit();
            return await DisplaySite.CommandsAsync(() => visit.HtmlAsync("menu", ("Alias", "alias:main-menu")));
        }
    }

    private static IEnumerable<ShapeKind> Kinds(Visit visit) => (IEnumerable<ShapeKind>)visit.Services.GetService(typeof(IEnumerable<ShapeKind>))!;

    private static async Task<DisplaySite> MenuSiteAsync(params (string, string)[] files)
    {
        var site = await DisplaySite.CreateAsync(files);
        await site.DefineAsync("Menu", parts: ["TitlePart", "AliasPart", "MenuPart", "MenuItemsListPart"]);
        foreach (var type in new[] { "LinkMenuItem", "ContentMenuItem" })
        {
            await site.DefineAsync(type, stereotype: "MenuItem");
        }

        return site;
    }

    private static Task<ContentItem> PublishMenuAsync(DisplaySite site, params string[] items) => site.PublishAsync("Menu", "Main menu",
        $$"""{ "AliasPart": { "Alias": "main-menu" }, "TitlePart": { "Title": "Main menu" }, "MenuItemsListPart": { "MenuItems": [ {{string.Join(',', items)}} ] } }""", "menu");

    private static string Link(string text, string url, params string[] below) =>
        $$"""{ "ContentType": "LinkMenuItem", "DisplayText": "{{text}}", "LinkMenuItemPart": { "Url": "{{url}}" }, "MenuItemsListPart": { "MenuItems": [ {{string.Join(',', below)}} ] } }""";

    private static string Target(string text, string id, bool check = false) =>
        $$"""{ "ContentType": "ContentMenuItem", "DisplayText": "{{text}}", "ContentMenuItemPart": { "SelectedContentItem": { "ContentItemIds": ["{{id}}"] }, "CheckContentPermissions": {{(check ? "true" : "false")}} } }""";
}
