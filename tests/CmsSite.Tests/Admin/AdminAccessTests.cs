using System.Net;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

/// <summary>Who gets to which screen: role × screen × own or another's, over HTTP.</summary>
[Collection(AdminCollection.Name)]
public class AdminAccessTests(AdminSite app)
{
    private const string List = "/Admin/Contents/ContentItems";
    private const string Articles = "/Admin/Contents/ContentItems/Article";
    private const string NewArticle = "/Admin/Contents/ContentTypes/Article/Create";
    private const string NewPage = "/Admin/Contents/ContentTypes/Page/Create";
    private const string NewAuthor = "/Admin/Contents/ContentTypes/AuthorProfile/Create";

    [Theory]
    [InlineData("/Admin")]
    [InlineData(List)]
    [InlineData(NewArticle)]
    [InlineData("/Admin/Contents/ContentItems/anything/Edit")]
    [InlineData("/Admin/Contents/ContentItems/anything/Display")]
    public async Task Whoever_is_not_signed_in_is_led_to_the_sign_in_and_back(string address)
    {
        var response = await app.CreateVisitor().GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/Login?ReturnUrl={Uri.EscapeDataString(address)}", response.Headers.Location!.PathAndQuery);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("Administrator", "/Admin", 200)]
    [InlineData("Administrator", NewPage, 200)]
    [InlineData("Editor", "/Admin", 200)]
    [InlineData("Editor", List, 200)]
    [InlineData("Editor", NewArticle, 200)]
    [InlineData("Editor", NewPage, 200)]
    [InlineData("Author", "/Admin", 200)]
    [InlineData("Author", Articles, 200)]
    [InlineData("Author", NewArticle, 200)]
    [InlineData("Author", NewAuthor, 200)]
    [InlineData("Contributor", NewArticle, 200)]
    [InlineData("Moderator", "/Admin", 200)]
    [InlineData("Moderator", NewArticle, 403)]
    [InlineData("Moderator", Articles, 403)]
    [InlineData("Nobody", "/Admin", 403)]
    [InlineData("Nobody", List, 403)]
    [InlineData("Nobody", NewArticle, 403)]
    [InlineData("Editor", "/Admin/Contents/ContentTypes/Comment/Create", 404)]
    [InlineData("Editor", "/Admin/Contents/ContentTypes/NoSuchType/Create", 404)]
    [InlineData("Editor", "/Admin/Contents/ContentItems/nosuchitem/Edit", 404)]
    [InlineData("Editor", "/Admin/Contents/ContentItems/nosuchitem/Display", 404)]
    public async Task Each_role_gets_to_its_screens_and_to_no_others(string role, string address, int status)
    {
        using var client = await app.SignInAsync(role);
        Assert.Equal(status, (int)(await client.GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("Author", true, 200)]
    [InlineData("Author", false, 403)]
    [InlineData("Contributor", true, 200)]
    [InlineData("Contributor", false, 403)]
    [InlineData("Editor", false, 200)]
    [InlineData("Moderator", false, 403)]
    [InlineData("Nobody", false, 403)]
    public async Task Ones_own_draft_is_edited_and_anothers_only_by_who_may(string role, bool isOwn, int status)
    {
        var name = $"{role}-{Guid.NewGuid():n}"[..20];
        var id = await app.CreateAccountAsync(name, role);
        var draft = A.ContentItem("Article").Titled($"Draft {name}");
        draft.Owner = isOwn ? id : "somebody-else";
        await app.CreateAsync(draft, publish: false);
        using var client = await app.SignInAsync(name, AdminSite.Password);
        var response = await client.GetAsync($"/Admin/Contents/ContentItems/{draft.ContentItemId}/Edit");
        Assert.Equal(status, (int)response.StatusCode);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(status == 200, html.Contains(draft.DisplayText!));
    }

    [Fact]
    public async Task A_list_shows_what_others_are_still_writing_only_to_who_may_edit_it()
    {
        var draft = A.ContentItem("Article").Titled("Written by somebody else");
        draft.Owner = "somebody-else";
        await app.CreateAsync(draft, publish: false);
        using var author = await app.SignInAsync("Author");
        using var editor = await app.SignInAsync("Editor");
        var address = $"{Articles}?q=written+by+SOMEBODY";
        Assert.DoesNotContain(draft.DisplayText!, await author.GetStringAsync(address));
        Assert.Contains(draft.DisplayText!, await editor.GetStringAsync(address));
    }

    [Fact]
    public async Task A_draft_is_previewed_in_the_theme_and_kept_from_everybody_else()
    {
        var draft = A.ContentItem("Article").Titled("Seen before it is public");
        draft.Owner = "somebody-else";
        await app.CreateAsync(draft, publish: false);
        var address = $"/Admin/Contents/ContentItems/{draft.ContentItemId}/Display";
        using var editor = await app.SignInAsync("Editor");
        var page = await editor.GetAsync(address);
        Assert.Contains("Seen before it is public", await page.Content.ReadAsStringAsync());
        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.Equal("noindex", page.Headers.GetValues("X-Robots-Tag").Single());
        using var contributor = await app.SignInAsync("Contributor");
        Assert.Equal(HttpStatusCode.Forbidden, (await contributor.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await app.CreateVisitor().GetAsync($"/Contents/ContentItems/{draft.ContentItemId}")).StatusCode);
    }

    [Fact]
    public async Task A_screen_allows_nothing_but_this_sites_own_files_and_no_cache_keeps_it()
    {
        using var editor = await app.SignInAsync("Editor");
        var response = await editor.GetAsync("/Admin");
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.True(response.Headers.CacheControl!.NoStore);
        var html = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain(" style=", html);
        Assert.DoesNotContain("//cdn", html);
    }

    [Fact]
    public async Task The_dashboards_files_are_named_by_their_content()
    {
        using var editor = await app.SignInAsync("Editor");
        var html = await editor.GetStringAsync("/Admin");
        foreach (var file in new[] { "admin", "rich", "kept", "blazor.web" })
        {
            var match = System.Text.RegularExpressions.Regex.Match(html, $"(?:src|href)=\"([^\"]*{file}\\.[a-z0-9]{{8,}}\\.(?:css|js))\"");
            Assert.True(match.Success, $"{file} has no fingerprint.");
            var response = await editor.GetAsync("/" + match.Groups[1].Value);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }
}
