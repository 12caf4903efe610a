using System.Net;
using CmsSite.Content.Items;
using CmsSite.Content.Redirects;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

[Collection(WebCollection.Name)]
public class RedirectTests(CmsApplication app)
{
    private readonly HttpClient _visitor = app.CreateClient();
    private readonly string _name = Guid.NewGuid().ToString("n");

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task An_old_address_leads_to_the_new_one_for_good_with_its_query(string method)
    {
        await MoveAsync("Story", $"stories/{_name}", $"stories/between-{_name}", $"stories/über-{_name}");

        foreach (var old in new[] { $"/stories/{_name}?page=2&q=a%20b", $"/Stories/Between-{_name.ToUpperInvariant()}/?page=2&q=a%20b" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), old);
            var response = await _visitor.SendAsync(request);

            Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
            Assert.Equal($"/stories/%C3%BCber-{_name}?page=2&q=a%20b", response.Headers.Location!.OriginalString);
            Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync(response.Headers.Location)).StatusCode);
        }
    }

    [Fact]
    public async Task A_young_redirect_is_asked_for_each_time_and_an_old_one_is_kept_for_a_day()
    {
        await MoveAsync("Story", $"stories/{_name}", $"stories/new-{_name}");
        Assert.Equal("public, no-cache", (await _visitor.GetAsync($"/stories/{_name}")).Headers.CacheControl!.ToString());

        await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().FormerAddresses
            .Where(address => address.Path == $"stories/{_name}").ExecuteUpdateAsync(set => set.SetProperty(address => address.SinceUtc, DateTime.UtcNow.AddDays(-2))));
        Assert.Equal("public, max-age=86400", string.Join(", ", (await _visitor.GetAsync($"/stories/{_name}")).Headers.GetValues("Cache-Control")));
    }

    [Fact]
    public async Task What_was_removed_is_gone_and_the_theme_says_so()
    {
        var item = await MoveAsync("Story", $"stories/{_name}", $"stories/new-{_name}");
        await ChangeAsync(manager => manager.RemoveAsync(item.ContentItemId));

        foreach (var address in new[] { $"/stories/{_name}", $"/stories/new-{_name}" })
        {
            var response = await _visitor.GetAsync(address);
            var html = await response.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.Gone, response.StatusCode);
            Assert.True(response.Headers.CacheControl!.NoCache);
            Assert.Contains("<h1>Page removed</h1>", html);
            Assert.Contains("class=\"site-footer\"", html);
        }
    }

    [Fact]
    public async Task What_is_a_draft_again_answers_as_if_it_had_never_been_and_nothing_of_it_shows()
    {
        var item = await MoveAsync("Story", $"stories/{_name}", $"stories/new-{_name}");
        await ChangeAsync(manager => manager.UnpublishAsync(item.ContentItemId));
        await app.CreateAsync(item.Copy().Titled($"Secret title {_name}").At($"stories/secret-{_name}"), publish: false);

        var response = await _visitor.GetAsync($"/stories/{_name}");
        var html = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.DoesNotContain("ecret", html);
        Assert.DoesNotContain($"new-{_name}", html);
    }

    [Fact]
    public async Task Who_may_not_see_an_item_does_not_hear_where_it_went_nor_that_it_was_removed()
    {
        var item = await MoveAsync("Members", $"members/{_name}", $"members/new-{_name}");
        using var member = await app.SignInAsync("Member");

        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync($"/members/{_name}")).StatusCode);
        var moved = await member.GetAsync($"/members/{_name}");
        Assert.Equal($"/members/new-{_name}", moved.Headers.Location!.OriginalString);
        Assert.True(moved.Headers.CacheControl!.NoStore);

        await ChangeAsync(manager => manager.RemoveAsync(item.ContentItemId));
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync($"/members/{_name}")).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await member.GetAsync($"/members/{_name}")).StatusCode);
    }

    [Fact]
    public async Task A_term_is_found_after_its_taxonomy_has_moved_and_an_address_taken_again_is_whose_it_is_now()
    {
        ContentItem Taxonomy(ContentItem item, string path) => item.At($"{path}-{_name}").With("AutoroutePart", "RouteContainedItems", true).With("TaxonomyPart", "Terms",
            System.Text.Json.Nodes.JsonNode.Parse($$"""[{"ContentItemId":"term{{_name}}","ContentType":"Topic","DisplayText":"Reeds","TitlePart":{"Title":"Reeds"},"AutoroutePart":{"Path":"reeds"} }]"""));
        var taxonomy = await app.CreateAsync(Taxonomy(A.ContentItem("Taxonomy").Titled("Plants"), "plants"));
        await app.CreateAsync(Taxonomy(taxonomy.Copy(), "flora"));

        Assert.Equal($"/flora-{_name}/reeds", (await _visitor.GetAsync($"/plants-{_name}/reeds")).Headers.Location!.OriginalString);

        await app.CreateAsync(A.ContentItem("Story").Titled("Taken over").At($"plants-{_name}/reeds"));
        Assert.Contains("Taken over", await _visitor.GetStringAsync($"/plants-{_name}/reeds"));
    }

    [Fact]
    public async Task An_address_that_was_given_up_for_good_answers_as_if_nothing_had_been_there()
    {
        var item = await MoveAsync("Story", $"stories/{_name}", $"stories/new-{_name}");
        async Task ForgetAsync(string contentItemId) => await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<FormerAddresses>().ForgetAsync($"/Stories/{_name}", contentItemId);
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });

        await ForgetAsync("somebodyelses");
        Assert.Equal(HttpStatusCode.MovedPermanently, (await _visitor.GetAsync($"/stories/{_name}")).StatusCode);
        await ForgetAsync(item.ContentItemId);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync($"/stories/{_name}")).StatusCode);
    }

    private async Task<ContentItem> MoveAsync(string type, params string[] paths)
    {
        var item = A.ContentItem(type).Titled("Moving");
        foreach (var path in paths)
        {
            item = await app.CreateAsync(item.Copy().At(path));
        }

        return item;
    }

    private Task ChangeAsync(Func<ContentManager, Task<bool>> change) => app.InScopeAsync(async services =>
    {
        Assert.True(await change(services.GetRequiredService<ContentManager>()));
        await services.GetRequiredService<SiteSession>().CommitAsync();
        return true;
    });
}
