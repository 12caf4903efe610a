using System.Net;
using CmsSite.Web.Site;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

public class FailureTests
{
    [Fact]
    public async Task What_goes_wrong_inside_is_said_to_the_log_and_not_to_the_visitor()
    {
        await using var app = new FailingSite();
        using var visitor = app.CreateClient();
        using var programRequest = new HttpRequestMessage(HttpMethod.Get, "/robots.txt");
        programRequest.Headers.Accept.ParseAdd("application/json");

        var page = await visitor.GetAsync("/robots.txt");
        var problem = await visitor.SendAsync(programRequest);

        Assert.Equal(HttpStatusCode.InternalServerError, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("Something went wrong", html);
        Assert.Contains("class=\"site-footer\"", html);
        Assert.True(page.Headers.CacheControl!.NoStore);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType!.MediaType);
        foreach (var answer in new[] { html, await problem.Content.ReadAsStringAsync() })
        {
            Assert.DoesNotContain("the cellar is flooded", answer);
            Assert.DoesNotContain("   at ", answer);
        }

        Assert.Contains(app.Log.Lines, line => line.Contains("the cellar is flooded"));
    }

    [Fact]
    public async Task A_template_that_fails_is_shown_to_whoever_may_mend_it_and_to_nobody_else()
    {
        await using var app = new CmsApplication();
        using var visitor = app.CreateClient();
        await app.InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<CmsSite.Storage.SiteSession>();
            await session.PutAsync(CmsSite.Storage.SiteDocumentKinds.Template, "Content__Story", System.Text.Json.Nodes.JsonNode.Parse("""{ "Content": "{% for x in (1..10000000) %}{{ x }}{% endfor %}" }""")!);
            await session.CommitAsync();
            return true;
        });
        await app.CreateAsync(A.ContentItem("Story").Titled("Broken view").At("stories/broken-view"));
        using var admin = await app.SignInAsync(CmsApplication.AdminName, CmsApplication.AdminPassword);

        var seen = await visitor.GetAsync("/stories/broken-view");
        var mended = await admin.GetStringAsync("/stories/broken-view");

        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.DoesNotContain("template-errors", await seen.Content.ReadAsStringAsync());
        Assert.Contains("template-errors", mended);
        Assert.Contains("Content__Story", mended);
    }

    private sealed class FailingSite : CmsApplication
    {
        protected override void ConfigureServices(IServiceCollection services) =>
            services.AddScoped<SiteUrls>(_ => throw new InvalidOperationException("the cellar is flooded"));
    }
}
