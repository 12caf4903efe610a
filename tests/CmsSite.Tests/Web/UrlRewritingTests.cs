using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

public class UrlRewritingTests(UrlRewritingTests.Site site) : IClassFixture<UrlRewritingTests.Site>
{
    private readonly HttpClient _visitor = site.CreateClient();

    /// <summary>A site with rules of its own; others would meet them.</summary>
    public sealed class Site : CmsApplication;

    [Fact]
    public async Task A_redirect_answers_with_its_status_and_the_requests_query()
    {
        await RuleAsync("moved", "Redirect", "^/blog/(\\d+)/(.*)$", "/stories/$2?year=$1", ("RedirectType", "MovedPermanently"));

        var response = await _visitor.GetAsync("/blog/2019/high%20water?page=2");

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("/stories/high%20water?page=2&year=2019", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_rewrite_shows_what_is_elsewhere_and_later_rules_see_the_new_address()
    {
        await site.CreateAsync(A.ContentItem("Story").Titled("Behind the rule").At("stories/behind-the-rule"));
        await RuleAsync("a-short", "Rewrite", "^/s/(.*)$", "/long/$1");
        await RuleAsync("b-long", "Rewrite", "^/long/(.*)$", "/stories/$1");

        Assert.Contains("Behind the rule", await _visitor.GetStringAsync("/s/behind-the-rule"));
        await RuleAsync("a-short", "Rewrite", "^/s/(.*)$", "/long/$1", ("SkipFurtherRules", true));
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/s/behind-the-rule")).StatusCode);
    }

    [Fact]
    public async Task No_rule_locks_anybody_out()
    {
        await RuleAsync("everything", "Redirect", "^/(login|api|media|admin|health|users|setup|account).*$", "/elsewhere", ("IsCaseInsensitive", true));

        foreach (var address in new[] { "/Login", "/api/x", "/media/x.png", "/Admin/x", "/health/live", "/setup", "/Account" })
        {
            Assert.NotEqual("/elsewhere", (await _visitor.GetAsync(address)).Headers.Location?.OriginalString);
        }
    }

    [Fact]
    public async Task A_circle_is_passed_over_and_the_log_says_so()
    {
        await RuleAsync("there", "Redirect", "^/circle-a$", "/circle-b");
        await RuleAsync("back", "Redirect", "^/circle-b$", "/Circle-A/");
        await RuleAsync("grows", "Redirect", "^/grow/(.*)$", "/grow/x/$1");
        await RuleAsync("itself", "Redirect", "^/itself$", "/itself?seen=1");

        foreach (var address in new[] { "/circle-b", "/grow/y", "/itself" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync(address)).StatusCode);
        }

        Assert.Single(site.Log.Lines, line => line.Contains("The rule 'grows' for addresses is passed over where it leads in a circle", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_against_the_way_that_an_item_went_makes_no_circle_either()
    {
        var item = await site.CreateAsync(A.ContentItem("Story").Titled("To and fro").At("stories/to"));
        await site.CreateAsync(item.Copy().At("stories/fro"));
        await RuleAsync("fro", "Redirect", "^/stories/fro$", "/stories/to");

        Assert.Equal("/stories/to", (await _visitor.GetAsync("/stories/fro")).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/stories/to")).StatusCode);
    }

    [Fact]
    public async Task A_pattern_that_takes_too_long_costs_a_moment_and_no_page()
    {
        await RuleAsync("slow", "Redirect", @"^/slow/(a+)+\1$", "/x");

        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/slow/" + new string('a', 500) + "!")).StatusCode);
        Assert.Contains(site.Log.Lines, line => line.Contains("'slow' for addresses is passed over where its pattern takes too long", StringComparison.Ordinal));
    }

    private Task RuleAsync(string id, string source, string pattern, string substitution, params (string Name, JsonNode Value)[] more) => site.InScopeAsync(async services =>
    {
        var rule = new JsonObject { ["Id"] = id, ["Name"] = id, ["Source"] = source, ["Pattern"] = pattern, ["SubstitutionPattern"] = substitution };
        foreach (var (name, value) in more)
        {
            rule[name] = value;
        }

        var session = services.GetRequiredService<SiteSession>();
        await session.PutAsync(SiteDocumentKinds.UrlRewriting, id, rule);
        await session.CommitAsync();
        return true;
    });
}
