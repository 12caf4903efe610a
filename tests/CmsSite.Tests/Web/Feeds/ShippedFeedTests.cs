using AngleSharp.Html.Parser;

namespace CmsSite.Tests.Web.Feeds;

/// <summary>The feeds of the shipped site: each is named by a page, and each keeps the rules.</summary>
public class ShippedFeedTests(Theme.ThemePageTests.Site site) : IClassFixture<Theme.ThemePageTests.Site>
{
    private readonly HttpClient _visitor = site.CreateVisitor(followRedirects: true);

    [Theory]
    [InlineData("/", 3)]
    [InlineData("/about", 3)]
    [InlineData("/articles/the-last-ferry-is-always-late", 6)]
    [InlineData("/authors/hester-quayle", 6)]
    [InlineData("/tags/history", 6)]
    [InlineData("/categories/nature", 6)]
    public async Task A_page_names_its_feeds_and_each_keeps_the_rules_of_its_format(string page, int count)
    {
        var links = new HtmlParser().ParseDocument(await _visitor.GetStringAsync(page)).QuerySelectorAll("head > link[rel=alternate]")
            .Select(link => (Type: link.GetAttribute("type"), Title: link.GetAttribute("title"), Address: link.GetAttribute("href")!)).ToList();

        Assert.Equal(count, links.Count);
        Assert.Equal(count, links.Select(link => link.Address).Distinct().Count());
        foreach (var (type, title, address) in links)
        {
            var response = await _visitor.GetAsync(address);
            var body = await response.Content.ReadAsStringAsync();
            Assert.True(response.IsSuccessStatusCode, $"{address} answers {(int)response.StatusCode}.");
            Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
            Assert.False(string.IsNullOrWhiteSpace(title));
            Assert.Empty(FeedRules.Broken(body, type!, "https://localhost" + address));
            Assert.Contains("/articles/", body);
        }
    }
}
