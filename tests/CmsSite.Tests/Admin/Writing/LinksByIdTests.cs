using CmsSite.Content.Items;
using CmsSite.Content.Links;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Writing;

/// <summary>Links between items, from the text that an editor saves to the page that a reader gets, and to the list of what is broken.</summary>
[Collection(AdminCollection.Name)]
public class LinksByIdTests(AdminSite app)
{
    [Fact]
    public async Task A_link_by_id_leads_to_where_its_item_is_now()
    {
        var mark = Guid.NewGuid().ToString("n")[..8];
        var target = await app.CreateAsync(A.ContentItem("Page").Titled($"Target {mark}").At($"target-{mark}"));
        var source = await app.CreateAsync(A.ContentItem("Page").Titled($"Source {mark}").At($"source-{mark}").Saying($"<p><a href=\"{SiteLinks.To(target.ContentItemId)}#tides\">the tides</a> <a href=\"{SiteLinks.To("nosuchitem")}\">nobody</a></p>"));
        using var reader = app.CreateVisitor();
        var html = await reader.GetStringAsync($"/source-{mark}");
        Assert.Contains($"href=\"/target-{mark}#tides\"", html);
        Assert.Contains("href=\"/Contents/ContentItems/nosuchitem\"", html);

        await app.CreateAsync(target.Copy().At($"moved-{mark}"));
        Assert.Contains($"href=\"/moved-{mark}#tides\"", await reader.GetStringAsync($"/source-{mark}"));
        Assert.Contains($"/Contents/ContentItems/{target.ContentItemId}#tides", source.Part("HtmlBodyPart")!["Html"].AsText());
    }

    [Fact]
    public async Task A_link_is_broken_from_the_moment_its_item_is_gone_until_it_is_back()
    {
        var mark = Guid.NewGuid().ToString("n")[..8];
        var target = await app.CreateAsync(A.ContentItem("Page").Titled($"Pier {mark}").At($"pier-{mark}"));
        await app.CreateAsync(A.ContentItem("Page").Titled($"Walk {mark}").Saying($"<p><a href=\"{SiteLinks.To(target.ContentItemId)}\">by id</a> <a href=\"/pier-{mark}\">by address</a> <a href=\"/search?q=x\">else</a></p>"));
        Assert.Empty(await BrokenAsync(mark));

        await ChangeAsync(manager => manager.UnpublishAsync(target.ContentItemId));
        Assert.Equal(2, (await BrokenAsync(mark)).Count);
        using var editor = await app.SignInAsync("Editor");
        var report = await editor.GetStringAsync("/Admin/BrokenLinks");
        Assert.Contains($"Walk {mark}", report);
        Assert.Contains($"/pier-{mark}", report);
        Assert.Contains("Broken links", await editor.GetStringAsync("/Admin"));
        Assert.DoesNotContain($"Walk {mark}", await editor.GetStringAsync("/Admin/BrokenLinks?owner=me"));

        await ChangeAsync(manager => manager.PublishDraftAsync(target.ContentItemId));
        Assert.Empty(await BrokenAsync(mark));
    }

    [Fact]
    public async Task A_broken_link_that_was_taken_out_of_the_text_is_reported_no_more()
    {
        var mark = Guid.NewGuid().ToString("n")[..8];
        var walk = await app.CreateAsync(A.ContentItem("Page").Titled($"Walk {mark}").Saying($"<p><a href=\"{SiteLinks.To("nosuch" + mark)}\">nowhere</a></p>"));
        Assert.Single(await BrokenAsync(mark));

        await app.CreateAsync(walk.Copy().Saying("<p>Nowhere.</p>"));
        Assert.Empty(await BrokenAsync(mark));
    }

    [Theory]
    [InlineData("Editor", 200)]
    [InlineData("Author", 200)]
    [InlineData("Moderator", 200)]
    [InlineData("Nobody", 403)]
    public async Task The_report_is_for_who_lists_content(string role, int status)
    {
        using var client = await app.SignInAsync(role);
        Assert.Equal(status, (int)(await client.GetAsync("/Admin/BrokenLinks")).StatusCode);
    }

    private async Task<List<string>> BrokenAsync(string mark)
    {
        await app.InScopeAsync(services => services.GetRequiredService<ChangeFollowing>().CatchUpAsync(services.GetServices<IChangeFollower>().OfType<LinkFollower>().Single()));
        return await app.InScopeAsync(services =>
        {
            var database = services.GetRequiredService<CmsDbContext>();
            return database.Links.Where(link => link.IsBroken).Join(database.ContentItems.Where(item => item.DisplayText == $"Walk {mark}"), link => link.DocumentId, item => item.Id, (link, _) => link.Url).ToListAsync();
        });
    }

    private Task ChangeAsync(Func<ContentManager, Task> change) => app.InScopeAsync(async services =>
    {
        await change(services.GetRequiredService<ContentManager>());
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });
}
