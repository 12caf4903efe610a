using System.Net;
using CmsSite.Content.Items;

namespace CmsSite.Tests.Web;

[Collection(WebCollection.Name)]
public class ContentPageTests(CmsApplication app)
{
    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task An_item_is_shown_at_its_path_in_the_layout_of_the_theme()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("High water").Saying("<p>It came over the <em>quay</em>.</p>").At("stories/high-water"));

        var response = await _visitor.GetAsync("/stories/high-water");

        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Contains("It came over the <em>quay</em>.", html);
        Assert.Contains("class=\"site-footer\"", html);
        Assert.Contains("<title>High water - Test site</title>", html);
    }

    [Theory]
    [InlineData("/Stories/LOW-water")]
    [InlineData("/stories/low-water/")]
    [InlineData("//stories/low-water")]
    public async Task Other_spellings_of_a_path_lead_to_the_one_for_good(string spelling)
    {
        await EnsureAsync("Low water", "stories/low-water");

        var response = await _visitor.GetAsync(new Uri($"https://localhost{spelling}?page=2"));

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("/stories/low-water?page=2", response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_path_in_another_script_is_found_and_redirected_to_in_its_encoding()
    {
        await EnsureAsync("Überfahrt", "stories/überfahrt");

        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync("/stories/%C3%BCberfahrt")).StatusCode);
        var shouted = await _visitor.GetAsync("/stories/%C3%9Cberfahrt");
        Assert.Equal("/stories/%C3%BCberfahrt", shouted.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_home_page_is_what_the_site_says_and_its_own_path_names_it_as_the_address_to_keep()
    {
        var home = await _visitor.GetAsync("/");
        var byPath = await _visitor.GetAsync("/journal");

        Assert.Contains("The front page", await home.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, byPath.StatusCode);
        Assert.Contains("rel=\"canonical\" href=\"https://localhost/\"", await byPath.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_term_has_a_page_below_its_taxonomy() =>
        Assert.Contains("Rivers", await _visitor.GetStringAsync("/topics/rivers"));

    [Fact]
    public async Task Any_public_item_is_also_shown_by_its_id()
    {
        var story = await app.CreateAsync(A.ContentItem("Story").Titled("By its id"));

        Assert.Contains("By its id", await _visitor.GetStringAsync($"/Contents/ContentItems/{story.ContentItemId}"));
    }

    [Theory]
    [InlineData("Comment")]
    [InlineData("Notice")]
    [InlineData("NoSuchType")]
    public async Task What_is_only_part_of_pages_has_no_page_by_its_id(string contentType)
    {
        var item = await app.CreateAsync(A.ContentItem(contentType).Titled("Only inside"));

        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync($"/Contents/ContentItems/{item.ContentItemId}")).StatusCode);
    }

    [Fact]
    public async Task A_page_that_is_not_there_is_a_404_of_the_theme()
    {
        var response = await _visitor.GetAsync("/no/such/page");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Contains("There is nothing at this address", html);
        Assert.Contains("class=\"site-footer\"", html);
    }

    [Fact]
    public async Task A_program_gets_problem_details_instead_of_a_page()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/no/such/page");
        request.Headers.Accept.ParseAdd("application/json");

        var response = await _visitor.SendAsync(request);

        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"status\":404", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/topics/rivers")]
    [InlineData("/no/such/page")]
    [InlineData("/feed")]
    [InlineData("/sitemap.xml")]
    [InlineData("/robots.txt")]
    [InlineData("/CmsSiteTheme/site.css")]
    public async Task HEAD_answers_as_GET_does_but_without_a_body(string address)
    {
        var get = await _visitor.GetAsync(address);
        var head = await _visitor.SendAsync(new HttpRequestMessage(HttpMethod.Head, address));

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType?.ToString(), head.Content.Headers.ContentType?.ToString());
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/topics/rivers")]
    [InlineData("/feed")]
    [InlineData("/robots.txt")]
    public async Task A_page_cannot_be_posted_to(string address)
    {
        var response = await _visitor.PostAsync(address, new StringContent(""));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Contains("GET", response.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_page_that_has_not_changed_is_not_sent_again_and_a_changed_one_is()
    {
        var story = await app.CreateAsync(A.ContentItem("Story").Titled("Tagged").Saying("<p>First.</p>").At("stories/tagged"));
        var first = await _visitor.GetAsync("/stories/tagged");

        Assert.Equal(HttpStatusCode.NotModified, await StatusWithTagAsync(first.Headers.ETag!.ToString()));

        await app.CreateAsync(story.Saying("<p>Second.</p>"));
        Assert.Equal(HttpStatusCode.OK, await StatusWithTagAsync(first.Headers.ETag!.ToString()));

        async Task<HttpStatusCode> StatusWithTagAsync(string tag)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/stories/tagged");
            request.Headers.IfNoneMatch.ParseAdd(tag);
            return (await _visitor.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task What_only_members_may_see_is_forbidden_to_others_and_kept_by_no_cache()
    {
        var item = await app.CreateAsync(A.ContentItem("Members").Titled("For few").At("members/for-few"));
        using var member = await app.SignInAsync("Member");

        Assert.Equal(HttpStatusCode.Forbidden, (await _visitor.GetAsync("/members/for-few")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync($"/Contents/ContentItems/{item.ContentItemId}")).StatusCode);
        var seen = await member.GetAsync("/members/for-few");
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        Assert.True(seen.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task The_themes_files_are_served_and_kept_for_ever_with_a_version()
    {
        var plain = await _visitor.GetAsync("/CmsSiteTheme/site.css");
        var versioned = await _visitor.GetAsync("/CmsSiteTheme/site.css?v=1");

        Assert.Equal("text/css", plain.Content.Headers.ContentType!.MediaType);
        Assert.Equal(TimeSpan.FromHours(1), plain.Headers.CacheControl!.MaxAge);
        Assert.Equal(TimeSpan.FromDays(365), versioned.Headers.CacheControl!.MaxAge);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/CmsSiteTheme/..%2FViews/Layout.liquid")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync("/CmsSiteTheme/theme.json")).StatusCode);
    }

    private async Task<ContentItem> EnsureAsync(string title, string path)
    {
        var existing = await app.InScopeAsync(services => ((ContentItems)services.GetService(typeof(ContentItems))!).FindRouteAsync(path));
        return existing?.Item ?? await app.CreateAsync(A.ContentItem("Story").Titled(title).At(path));
    }
}
