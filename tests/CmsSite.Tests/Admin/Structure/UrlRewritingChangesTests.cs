using System.Net;
using CmsSite.Admin.Access;
using CmsSite.Admin.AuditTrail;
using CmsSite.Admin.UrlRewriting;
using CmsSite.Content.Items;
using CmsSite.Content.Links;
using CmsSite.Content.Redirects;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Structure;

/// <summary>Rules for addresses and former addresses, as they are kept in the dashboard.</summary>
[Collection(StructureCollection.Name)]
public class UrlRewritingChangesTests(AdminSite app)
{
    private static readonly WrittenRule _redirect = new("", "Old to new", "Redirect", "^/rules-old/(.*)$", "/rules-new/$1", true, false, "MovedPermanently", false);

    [Theory]
    [InlineData("", "/b", "Say which addresses")]
    [InlineData("^/a(", "/b", "no regular expression")]
    [InlineData("^/a$", " ", "Say where they lead")]
    public async Task A_rule_that_is_none_is_not_stored(string pattern, string substitution, string expected)
    {
        var (id, problem) = await AsAsync(scope => UrlRuleChanges.SaveAsync(scope, _redirect with { Pattern = pattern, Substitution = substitution }, null));
        Assert.Null(id);
        Assert.Contains(expected, problem);
    }

    [Fact]
    public async Task Rules_are_saved_put_in_order_tried_and_deleted()
    {
        var (first, _) = await AsAsync(scope => UrlRuleChanges.SaveAsync(scope, _redirect with { Name = "First of two" }, null));
        var (second, _) = await AsAsync(scope => UrlRuleChanges.SaveAsync(scope, _redirect with { Name = "Second of two", Substitution = "/rules-newer/$1", DropsQuery = true }, null));
        using var reader = app.CreateVisitor();
        Assert.Equal("/rules-new/page?x=1", (await reader.GetAsync("/rules-old/page?x=1")).Headers.Location?.ToString());
        Assert.Equal("Somebody else changed this rule meanwhile. Nothing was saved over theirs; load the page again.", (await AsAsync(scope => UrlRuleChanges.SaveAsync(scope, _redirect with { Id = first! }, null))).Problem);

        await AsAsync(scope => UrlRuleChanges.MoveAsync(scope, second!, -1));
        var response = await reader.GetAsync("/rules-old/page?x=1");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/rules-newer/page"), (response.StatusCode, response.Headers.Location?.ToString()));
        var steps = app.Services.GetRequiredService<UrlRules>().Explain(UrlRuleChanges.Request("/rules-old/page")!);
        Assert.Equal(["Second of two"], steps.Select(step => step.Name));

        await AsAsync(scope => UrlRuleChanges.DeleteAsync(scope, second!));
        await AsAsync(scope => UrlRuleChanges.DeleteAsync(scope, first!));
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/rules-old/page")).StatusCode);
    }

    [Fact]
    public async Task Whoever_wonders_is_told_each_rule_that_an_address_meets_and_which_is_passed_over()
    {
        List<string> ids = [];
        foreach (var rule in new[]
        {
            _redirect with { Name = "Rewrites", Source = "Rewrite", Pattern = "^/wonder$", Substitution = "/wonder/further" },
            _redirect with { Name = "In a circle", Pattern = "^/wonder/further$", Substitution = "/wonder" },
            _redirect with { Name = "Leads on", Pattern = "^/wonder/f.*$", Substitution = "/about" },
        })
        {
            ids.Add((await AsAsync(scope => UrlRuleChanges.SaveAsync(scope, rule, null))).Id!);
        }

        var steps = app.Services.GetRequiredService<UrlRules>().Explain(UrlRuleChanges.Request("https://localhost/wonder")!);
        Assert.Equal([("Rewrites", false), ("In a circle", true), ("Leads on", false)], steps.Select(step => (step.Name, step.IsPassedOver)));
        Assert.Empty(app.Services.GetRequiredService<UrlRules>().Explain(UrlRuleChanges.Request("/wonderful")!));
        foreach (var id in ids)
        {
            await AsAsync(scope => UrlRuleChanges.DeleteAsync(scope, id));
        }
    }

    [Theory]
    [InlineData("/tried/x", null, "/there/x")]
    [InlineData("https://example.org/tried/x", null, "/there/x")]
    [InlineData("/other", null, null)]
    [InlineData("tried", "begins with a slash", null)]
    public Task A_rule_is_tried_before_it_is_saved(string address, string? problem, string? target) => AsAsync(scope =>
    {
        var trial = UrlRuleChanges.Try(scope, _redirect with { Pattern = "^/tried/(.*)", Substitution = "/there/$1" }, address);
        Assert.Equal(target, trial.Target);
        Assert.Contains(problem ?? "", trial.Problem ?? "");
        return Task.FromResult(true);
    });

    [Fact]
    public async Task A_pattern_that_takes_too_long_says_so_when_it_is_tried() => Assert.Contains("too long", (await AsAsync(scope =>
        Task.FromResult(UrlRuleChanges.Try(scope, _redirect with { Pattern = @"^/(a+)+\1b$" }, "/" + new string('a', 60))))).Problem);

    [Fact]
    public async Task A_former_address_is_added_leads_to_the_item_however_often_that_moves_and_is_deleted()
    {
        var page = await app.CreateAsync(A.ContentItem("Page").Titled("Moves about").At("moves-about"));
        Assert.Null(await AsAsync(scope => FormerAddressChanges.AddAsync(scope, " /Old/Moves About/ ", page.ContentItemId, DateTime.UtcNow)));
        using var reader = app.CreateVisitor();
        Assert.Equal("/moves-about", (await reader.GetAsync("/old/moves%20about")).Headers.Location?.ToString());

        await app.CreateAsync((await LatestAsync(page)).At("moves-further"));
        await app.CreateAsync((await LatestAsync(page)).At("moves-furthest"));
        foreach (var old in new[] { "/old/moves%20about", "/moves-about", "/moves-further" })
        {
            Assert.Equal("/moves-furthest", (await reader.GetAsync(old)).Headers.Location?.ToString());
        }

        var listed = (await AsAsync(scope => FormerAddressChanges.PageAsync(scope, "moves", null))).Addresses;
        Assert.Equal(["moves-about", "moves-further", "old/moves about"], listed.Select(address => address.Path));
        Assert.All(listed, address => Assert.Equal(("Moves about", "moves-furthest"), (address.Title, address.Now)));

        await AsAsync(scope => FormerAddressChanges.DeleteAsync(scope, "old/moves about"));
        Assert.Equal(HttpStatusCode.NotFound, (await reader.GetAsync("/old/moves%20about")).StatusCode);
        var lines = await app.InScopeAsync(services => services.GetRequiredService<AuditTrailList>().PageAsync(AuditTrailFilter.Read(null, SiteChange.FormerAddressKind, "old/moves about", null, null, null, null)));
        Assert.Equal(["deleted", "created"], lines.Entries.Select(line => line.What));
    }

    [Fact]
    public async Task A_link_to_an_address_is_broken_no_more_once_somebody_lets_that_lead_somewhere()
    {
        var (target, lost) = (await app.CreateAsync(A.ContentItem("Page").Titled("Found again").At("found-again")), await app.CreateAsync(A.ContentItem("Page").Titled("Lost").At("lost-page")));
        await app.CreateAsync(A.ContentItem("Page").Titled("Links to what was lost").Saying("<p><a href=\"/lost-page\">lost</a></p>"));
        await AsAsync(async scope =>
        {
            await scope.Get<ContentManager>().UnpublishAsync(lost.ContentItemId);
            await scope.Session.CommitAsync();
        });
        Assert.True(await IsBrokenAsync("/lost-page"));
        await AsAsync(scope => FormerAddressChanges.DeleteAsync(scope, "lost-page"));
        Assert.Null(await AsAsync(scope => FormerAddressChanges.AddAsync(scope, "/lost-page", target.ContentItemId, DateTime.UtcNow)));
        Assert.False(await IsBrokenAsync("/lost-page"));
    }

    [Fact]
    public async Task What_would_hide_a_page_or_lead_nowhere_is_refused()
    {
        var page = await app.CreateAsync(A.ContentItem("Page").Titled("Refused target").At("refused-target"));
        Assert.Contains("comes first", await AsAsync(scope => FormerAddressChanges.AddAsync(scope, "/refused-target", page.ContentItemId, DateTime.UtcNow)));
        Assert.Contains("Choose the item", await AsAsync(scope => FormerAddressChanges.AddAsync(scope, "/refused-old", "nosuchitem", DateTime.UtcNow)));
        Assert.Contains("front page", await AsAsync(scope => FormerAddressChanges.AddAsync(scope, "/", page.ContentItemId, DateTime.UtcNow)));
        Assert.Null(await AsAsync(scope => FormerAddressChanges.AddAsync(scope, "refused-old", page.ContentItemId, DateTime.UtcNow)));
        Assert.Contains("already", await AsAsync(scope => FormerAddressChanges.AddAsync(scope, "/refused-old", page.ContentItemId, DateTime.UtcNow)));
    }

    [Fact]
    public async Task Former_addresses_are_paged_by_the_last_one()
    {
        var page = await app.CreateAsync(A.ContentItem("Page").Titled("Has many").At("has-many"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await AsAsync(scope => FormerAddressChanges.AddAsync(scope, $"/had-many-{i}", page.ContentItemId, DateTime.UtcNow)));
        }

        var seen = new List<string>();
        for (string? after = null; ;)
        {
            var part = await AsAsync(scope => FormerAddressChanges.PageAsync(scope, "had-many", after, 2));
            seen.AddRange(part.Addresses.Select(address => address.Path));
            if ((after = part.Next) is null)
            {
                break;
            }
        }

        Assert.Equal(["had-many-0", "had-many-1", "had-many-2", "had-many-3", "had-many-4"], seen);
    }

    private async Task<bool> IsBrokenAsync(string url)
    {
        await app.InScopeAsync(services => services.GetRequiredService<ChangeFollowing>().CatchUpAsync(services.GetServices<IChangeFollower>().OfType<LinkFollower>().Single()));
        return await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Links.Where(link => link.Url == url).Select(link => link.IsBroken).SingleAsync());
    }

    private Task<T> AsAsync<T>(Func<AdminScope, Task<T>> work) => app.DoAsync("Administrator", "rules", (scope, _) => work(scope));

    private Task AsAsync(Func<AdminScope, Task> work) => AsAsync(async scope =>
    {
        await work(scope);
        return true;
    });

    private async Task<ContentItem> LatestAsync(ContentItem item) =>
        (await app.InScopeAsync(services => services.GetRequiredService<ContentItems>().GetAsync(item.ContentItemId, VersionOptions.Latest)))!.Copy();
}
