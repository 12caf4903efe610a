using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

[Collection(Browser.Collection)]
public sealed class ReadingJourneys(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    [SkippableTheory]
    [InlineData(true, 1280)]
    [InlineData(true, 390)]
    [InlineData(false, 1280)]
    public async Task A_reader_finds_an_article_its_author_and_more_of_its_kind(bool javaScript, int width)
    {
        await using var reader = await browser.OpenAsync(server, javaScript, width);
        var page = reader.Page;
        await page.GotoAsync("/");
        await reader.FollowAsync(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Why the Sea Is Never Flat" }).First);
        Assert.Equal("Why the Sea Is Never Flat", await reader.HeadingAsync());
        Assert.EndsWith("/articles/why-the-sea-is-never-flat", page.Url, StringComparison.Ordinal);

        await reader.FollowAsync(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Tunde Akerele" }).First);
        Assert.Equal("Tunde Akerele", await reader.HeadingAsync());

        await reader.FollowAsync(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Why the Sea Is Never Flat" }).First);
        await reader.FollowAsync(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Science" }).First);
        Assert.Equal("Science", await reader.HeadingAsync());

        Assert.Empty(reader.Complaints);
        Assert.Empty(await reader.CookiesAsync());
    }

    [SkippableTheory]
    [InlineData("/")]
    [InlineData("/?page=2")]
    [InlineData("/articles/the-last-ferry-is-always-late")]
    [InlineData("/authors/hester-quayle")]
    [InlineData("/tags")]
    [InlineData("/tags/the-sea")]
    [InlineData("/categories/cities")]
    [InlineData("/about")]
    [InlineData("/contact")]
    [InlineData("/no-such-page")]
    public async Task Every_kind_of_page_has_one_heading_keeps_to_itself_and_fits_a_phone(string address)
    {
        await using var reader = await browser.OpenAsync(server, width: 390);
        await reader.Page.GotoAsync(address);
        Assert.Equal(1, await reader.Page.Locator("h1").CountAsync());
        Assert.False(string.IsNullOrWhiteSpace(await reader.Page.TitleAsync()));
        Assert.True(await reader.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") <= 390, "The page is wider than the phone.");
        // A missing page is answered 404, which the browser notes as an error of its own.
        Assert.DoesNotContain(reader.Complaints, complaint => !complaint.Contains("404", StringComparison.Ordinal));
        Assert.Empty(await reader.CookiesAsync());
    }

    [SkippableFact]
    public async Task Older_articles_are_on_the_next_page_and_the_way_back_is_there()
    {
        await using var reader = await browser.OpenAsync(server, javaScript: false);
        await reader.Page.GotoAsync("/");
        var newest = await reader.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Heading, new() { Level = 2 }).First.InnerTextAsync();
        await reader.FollowAsync(reader.Page.Locator("a[rel~=next]").First);
        Assert.Contains("page=2", reader.Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(newest, await reader.Page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
        await reader.FollowAsync(reader.Page.Locator("a[rel~=prev]").First);
        Assert.Contains(newest, await reader.Page.GetByRole(AriaRole.Main).InnerTextAsync(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_the_device_shares_with_is_offered_where_there_is_such_a_thing()
    {
        await using var reader = await browser.OpenAsync(server);
        await reader.Page.AddInitScriptAsync("navigator.share = async shared => { window.shared = JSON.stringify(shared); }");
        await reader.Page.GotoAsync("/articles/why-the-sea-is-never-flat");

        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Another app" }).ClickAsync();

        var shared = await reader.Page.EvaluateAsync<string>("window.shared");
        Assert.Equal($$"""{"title":"Why the Sea Is Never Flat","url":"{{server.Url}}/articles/why-the-sea-is-never-flat"}""", shared);
        Assert.Empty(reader.Complaints);
    }
}
