using System.Text;
using CmsSite.Storage;
using CmsSite.Theming.Shapes;

namespace CmsSite.Tests.Theming.Display;

public class PageRendererTests
{
    [Fact]
    public async Task A_page_has_its_body_in_the_layout()
    {
        await using var site = await PageSiteAsync();
        var about = await site.PublishAsync("Page", "About us", """{ "HtmlBodyPart": { "Html": "<p>Ünïcode</p>" } }""");
        await using var visit = site.Visit("/about");
        var (html, page) = await visit.PageAsync(about);
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains("<title>About us - CmsSite</title>", html, StringComparison.Ordinal);
        Assert.Matches("(?s)<main>.*<p>Ünïcode</p>.*</main>", html);
        Assert.Equal((200, false), (page.StatusCode, page.IsPersonal));
        Assert.Contains($"contentitemid:{about.ContentItemId}", page.Dependencies);
        Assert.Empty(page.TemplateErrors);
    }

    [Fact]
    public async Task The_body_is_drawn_before_widgets_and_layout_so_that_both_know_of_it()
    {
        await using var site = await PageSiteAsync(
            ("Views/Layout.liquid", "{% render_section 'Aside' %}|{% render_body %}"), ("Views/Content-Page.liquid", "{% zone 'Aside' position: '9' %}from the view{% endzone %}body"),
            ("Views/Widget.liquid", "widget,"), ("Views/Widget.Wrapper.liquid", "{{ Model.Content | shape_render }}"));
        await site.DefineAsync("Note", stereotype: "Widget");
        await site.PutAsync(SiteDocumentKinds.Layer, "Pages", """{ "Name": "Pages", "LayerRule": { "Conditions": [ { "Name": "ContentTypeCondition", "Value": "Page" } ] } }""");
        await site.PublishAsync("Note", "N", """{ "LayerMetadata": { "Zone": "Aside", "Layer": "Pages", "Position": 1 } }""");
        await using var visit = site.Visit();
        Assert.Equal("widget,from the view|body", (await visit.PageAsync(await site.PublishAsync("Page", "P"))).Html);
    }

    [Fact]
    public async Task A_view_may_choose_another_layout()
    {
        await using var site = await PageSiteAsync(("Views/Content-Page.liquid", "{% layout 'Layout__Bare' %}body"), ("Views/Layout-Bare.liquid", "bare {% render_body %}"));
        await using var visit = site.Visit();
        Assert.Equal("bare body", (await visit.PageAsync(await site.PublishAsync("Page", "P"))).Html);
    }

    [Fact]
    public async Task A_status_has_a_page()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/HttpError-NotFound.liquid", "lost: {{ Model.Code }} {{ Model.HttpStatusCode }}"), ("Views/Layout.liquid", "[{% render_body %}]"));
        await using var visit = site.Visit("/nowhere");
        var page = await visit.Pages.RenderStatusAsync(404);
        Assert.Equal((404, "[lost: 404 NotFound]"), (page.StatusCode, Encoding.UTF8.GetString(page.Html.Span)));
        var other = await visit.Pages.RenderStatusAsync(500);
        Assert.Equal(500, other.StatusCode);
        Assert.Contains("Something went wrong", Encoding.UTF8.GetString(other.Html.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_has_a_page_even_when_the_database_is_gone()
    {
        await using var site = await DisplaySite.CreateAsync();
        ((SiteDatabase)site.Services.GetService(typeof(SiteDatabase))!).Use(DatabaseOptions.File("/nowhere/at/all.db"));
        await using var visit = site.Visit("/x");
        var page = await visit.Pages.RenderStatusAsync(500);
        Assert.Equal(500, page.StatusCode);
        Assert.StartsWith("<!DOCTYPE html>", Encoding.UTF8.GetString(page.Html.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_published_is_not_found_and_what_is_closed_is_forbidden()
    {
        await using var site = await PageSiteAsync();
        await site.DefineAsync("Memo", securable: true);
        await using var visit = site.Visit();
        Assert.Equal(404, (await visit.PageAsync(await site.DraftAsync("Page", "Soon"))).Page.StatusCode);
        var (html, page) = await visit.PageAsync(await site.PublishAsync("Memo", "Secret plans"));
        Assert.Equal(403, page.StatusCode);
        Assert.DoesNotContain("Secret plans", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Templates_that_fail_leave_a_page_all_the_same()
    {
        await using var site = await PageSiteAsync(("Views/Layout.liquid", "{% for %}"), ("Views/Content-Page.liquid", "{{ 1 | divided_by: 0 }}"));
        await using var visit = site.Visit(user: DisplaySite.User("Administrator"));
        var (html, page) = await visit.PageAsync(await site.PublishAsync("Page", "P", """{ "HtmlBodyPart": { "Html": "<p>Still readable</p>" } }"""));
        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.NotEmpty(page.TemplateErrors);
    }

    [Fact]
    public async Task The_home_page_is_also_found_at_the_path_of_its_item()
    {
        await using var site = await PageSiteAsync();
        var home = await site.PublishAsync("Page", "Home", id: "home");
        await site.PutAsync(SiteDocumentKinds.SiteSetting, "HomeRoute", """{ "Action": "Display", "contentItemId": "home" }""");
        await using var visit = site.Visit("/home", "?x=1");
        Assert.Equal(200, (await visit.PageAsync(home)).Page.StatusCode);
        await using var front = site.Visit("/", isHomepage: true);
        Assert.Equal("home", (await front.Pages.FindHomeAsync())!.Item.ContentItemId);
        Assert.Equal(200, (await front.PageAsync(home)).Page.StatusCode);
    }

    [Fact]
    public async Task An_editor_says_what_search_engines_read()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.DefineAsync("Page", parts: ["SeoMetaPart"]);
        var page = await site.PublishAsync("Page", "About", """
            { "SeoMetaPart": { "PageTitle": "All about <us>", "MetaDescription": "What we do", "Canonical": "~/about", "OpenGraphTitle": "Us", "DefaultSocialImage": { "Paths": ["us.jpg"] },
              "CustomMetaTags": [ { "Name": "author", "Content": "Ada" }, { "HttpEquiv": "refresh", "Content": "0;url=https://example.org" } ] } }
            """);
        await using var visit = site.Visit("/about");
        var (html, _) = await visit.PageAsync(page);
        Assert.Contains("<title>All about &lt;us&gt;</title>", html, StringComparison.Ordinal);
        Assert.Contains("<meta name=\"description\" content=\"What we do\"", html, StringComparison.Ordinal);
        Assert.Contains("<meta property=\"og:title\" content=\"Us\"", html, StringComparison.Ordinal);
        Assert.Contains("<link rel=\"canonical\" href=\"/about\"", html, StringComparison.Ordinal);
        Assert.Contains("http://localhost/media/us.jpg", html, StringComparison.Ordinal);
        Assert.Contains("content=\"Ada\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("refresh", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_shape_can_be_a_page()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Search-List.liquid", "found {{ Model.Terms }}"), ("Views/Layout.liquid", "[{% render_body %}]"));
        await using var visit = site.Visit("/search");
        var page = await visit.Pages.RenderShapeAsync(new Shape("Search__List") { ["Terms"] = "x" });
        Assert.Equal("[found x]", Encoding.UTF8.GetString(page.Html.Span));
    }

    private static async Task<DisplaySite> PageSiteAsync(params (string, string)[] files)
    {
        var site = await DisplaySite.CreateAsync(files);
        await site.DefineAsync("Page", parts: ["TitlePart", "HtmlBodyPart"]);
        return site;
    }
}
