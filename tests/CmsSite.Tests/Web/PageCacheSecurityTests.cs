using System.Net;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

/// <summary>Nothing that is for one visitor reaches another through memory, and nobody can fill or spoil it.</summary>
public sealed class PageCacheSecurityTests(PageCacheTests.Site app) : IClassFixture<PageCacheTests.Site>
{
    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task Whoever_is_signed_in_gets_pages_made_for_him_and_none_of_them_is_kept()
    {
        await app.PutAsync(SiteDocumentKinds.Template, "Content__Story", """{ "Content": "{% if User.Identity.IsAuthenticated %}for {{ User.Identity.Name }}{% else %}for anybody{% endif %}" }""");
        try
        {
            await app.CreateAsync(A.ContentItem("Story").Titled("To each his own").At("stories/to-each"));
            using var ada = await app.SignInAsync(CmsApplication.AdminName, CmsApplication.AdminPassword);
            var before = app.Pages.Pages;

            var hers = await ada.GetAsync("/stories/to-each");
            Assert.Contains("for ada", await hers.Content.ReadAsStringAsync());
            Assert.Null(PageCacheTests.StatusOf(hers));
            Assert.Equal(before, app.Pages.Pages);

            Assert.Contains("for anybody", await _visitor.GetStringAsync("/stories/to-each"));
            Assert.Contains("for anybody", await _visitor.GetStringAsync("/stories/to-each"));
            Assert.Contains("for ada", await ada.GetStringAsync("/stories/to-each"));
        }
        finally
        {
            await app.DeleteAsync(SiteDocumentKinds.Template, "Content__Story");
        }
    }

    [Theory]
    [InlineData("Cookie", "cmssite.application=forged")]
    [InlineData("Cookie", "theme=dark; cmssite.applicationC1=part")]
    [InlineData("Cookie", "cmssite.twofactoruserid=x")]
    [InlineData("Authorization", "Bearer x")]
    public async Task A_request_that_names_somebody_is_not_answered_from_memory(string header, string value)
    {
        await EnsureAsync("stories/names-somebody");
        await _visitor.GetAsync("/stories/names-somebody");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/stories/names-somebody");
        request.Headers.TryAddWithoutValidation(header, value);

        Assert.Null(PageCacheTests.StatusOf(await _visitor.SendAsync(request)));
    }

    [Fact]
    public async Task A_cookie_that_means_nothing_here_changes_nothing()
    {
        await EnsureAsync("stories/strange-cookie");
        await _visitor.GetAsync("/stories/strange-cookie");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/stories/strange-cookie");
        request.Headers.TryAddWithoutValidation("Cookie", "_tracker=1; theme=dark");

        Assert.Equal(PageCacheTests.Hit, PageCacheTests.StatusOf(await _visitor.SendAsync(request)));
    }

    [Fact]
    public async Task A_page_with_a_form_of_ours_is_each_visitors_own()
    {
        await app.PutAsync(SiteDocumentKinds.Template, "Content__Story", """{ "Content": "{% form method: 'post', action: '/x' %}{% endform %}" }""");
        try
        {
            await app.CreateAsync(A.ContentItem("Story").Titled("Fill me in").At("stories/fill-me-in"));

            var first = await _visitor.GetAsync("/stories/fill-me-in");
            var second = await _visitor.GetAsync("/stories/fill-me-in");

            Assert.Contains("__RequestVerificationToken", await first.Content.ReadAsStringAsync());
            Assert.NotEqual(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
            Assert.True(second.Headers.CacheControl!.NoStore);
            Assert.Null(PageCacheTests.StatusOf(second));
        }
        finally
        {
            await app.DeleteAsync(SiteDocumentKinds.Template, "Content__Story");
        }
    }

    [Fact]
    public async Task A_forged_host_spoils_nobody_elses_page()
    {
        await app.PutAsync(SiteDocumentKinds.Template, "Content__Story", """{ "Content": "at {{ Request.Host }}, {{ '~/x' | absolute_url }}" }""");
        try
        {
            await app.CreateAsync(A.ContentItem("Story").Titled("Whereabouts").At("stories/whereabouts"));
            using var forged = app.CreateClient();
            forged.DefaultRequestHeaders.Host = "evil.example.net";
            using var proxied = new HttpRequestMessage(HttpMethod.Get, "/stories/whereabouts");
            proxied.Headers.Add("X-Forwarded-Host", "evil.example.net");
            proxied.Headers.Add("X-Forwarded-Proto", "http");
            proxied.Headers.Add("X-Forwarded-Prefix", "/evil");

            await forged.GetAsync("/stories/whereabouts");
            await _visitor.SendAsync(proxied);

            foreach (var _ in new[] { 1, 2 })
            {
                var page = await _visitor.GetStringAsync("/stories/whereabouts");
                Assert.Contains("at localhost, https://localhost/x", page);
                Assert.DoesNotContain("evil", page);
            }
        }
        finally
        {
            await app.DeleteAsync(SiteDocumentKinds.Template, "Content__Story");
        }
    }

    [Fact]
    public async Task What_only_members_may_see_is_not_kept_for_anybody()
    {
        await app.CreateAsync(A.ContentItem("Members").Titled("Minutes").At("members/minutes"));
        using var member = await app.SignInAsync("Member");

        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync("/members/minutes")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _visitor.GetAsync("/members/minutes")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await _visitor.GetAsync("/members/minutes")).StatusCode);
    }

    [Fact]
    public async Task A_role_that_gives_or_takes_a_page_does_so_with_the_next_request()
    {
        await app.CreateAsync(A.ContentItem("Members").Titled("Opened").At("members/opened"));
        Assert.Equal(HttpStatusCode.Forbidden, (await _visitor.GetAsync("/members/opened")).StatusCode);
        var was = await app.InScopeAsync(services => Task.FromResult(services.GetRequiredService<SiteSession>().Document(SiteDocumentKinds.Role, "Anonymous")!.ToJsonString()));

        var open = System.Text.Json.Nodes.JsonNode.Parse(was)!;
        ((System.Text.Json.Nodes.JsonArray)open["Permissions"]!).Add("View_Members");
        await app.PutAsync(SiteDocumentKinds.Role, "Anonymous", open.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync("/members/opened")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync("/members/opened")).StatusCode);

        await app.PutAsync(SiteDocumentKinds.Role, "Anonymous", was);
        Assert.Equal(HttpStatusCode.Forbidden, (await _visitor.GetAsync("/members/opened")).StatusCode);
    }

    [Fact]
    public async Task Queries_that_a_page_shows_as_they_stand_cannot_grow_it_without_end()
    {
        await app.PutAsync(SiteDocumentKinds.Template, "Content__Story", """{ "Content": "{{ Request.QueryString }}" }""");
        try
        {
            await EnsureAsync("stories/parrot");
            Assert.Contains("?a=1", await _visitor.GetStringAsync("/stories/parrot?a=1"));
            Assert.Contains("?a=2", await _visitor.GetStringAsync("/stories/parrot?a=2"));
            var before = app.Pages.Pages;

            var text = new string('x', 5000);
            Assert.Contains(text, await _visitor.GetStringAsync("/stories/parrot?a=" + text));

            Assert.Equal(before, app.Pages.Pages);
        }
        finally
        {
            await app.DeleteAsync(SiteDocumentKinds.Template, "Content__Story");
        }
    }

    private async Task EnsureAsync(string path)
    {
        if (await app.InScopeAsync(services => services.GetRequiredService<CmsSite.Content.Items.ContentItems>().FindRouteAsync(path)) is null)
        {
            await app.CreateAsync(A.ContentItem("Story").Titled(path).At(path));
        }
    }
}
