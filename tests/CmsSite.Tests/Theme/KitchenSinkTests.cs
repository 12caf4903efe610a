using System.Net;
using System.Text.RegularExpressions;

namespace CmsSite.Tests.Theme;

/// <summary>The recipe for makers of themes: whatever is in it, every page is whole.</summary>
public sealed class KitchenSinkTests(KitchenSinkTests.Site site) : IClassFixture<KitchenSinkTests.Site>
{
    private readonly HttpClient _visitor = site.CreateVisitor(followRedirects: true);

    public sealed class Site : CmsApplication
    {
        protected override string Recipe => "KitchenSink";
    }

    [Theory]
    [InlineData("/articles/every-element")]
    [InlineData("/articles/figures-and-tables")]
    [InlineData("/articles/long-text")]
    [InlineData("/articles/right-to-left")]
    [InlineData("/articles/q")]
    [InlineData("/articles/sentence")]
    [InlineData("/articles/one-word")]
    [InlineData("/articles/markup")]
    [InlineData("/articles/seven-authors")]
    [InlineData("/articles/nothing")]
    [InlineData("/articles/dots")]
    [InlineData("/posts/markdown")]
    [InlineData("/kitchen-sink/widgets")]
    [InlineData("/kitchen-sink/bag")]
    [InlineData("/kitchen-sink/nothing")]
    [InlineData("/kitchen-sink/contact")]
    [InlineData("/kitchen-sink/thanks")]
    [InlineData("/drawers")]
    [InlineData("/drawers/empty")]
    [InlineData("/authors/maximiliana")]
    [InlineData("/authors/noone")]
    [InlineData("/archive?year=2024")]
    public async Task A_page_is_whole_and_no_two_things_on_it_have_one_name(string address)
    {
        var page = await _visitor.GetAsync(address);
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Single(Regex.Matches(html, "<h1[ >]"));
        Assert.DoesNotMatch("(href|src|datetime)=\"\"", html);
        Assert.DoesNotContain("{{", html);
        var ids = Regex.Matches(html, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.DoesNotContain(site.Log.Lines, line => line.StartsWith("Error CmsSite.Theming", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_table_of_contents_survives_sections_of_one_name_ids_by_hand_and_other_scripts()
    {
        var html = await _visitor.GetStringAsync("/articles/long-text");

        var links = Regex.Matches(Regex.Match(html, "<nav class=\"contents\".*?</nav>", RegexOptions.Singleline).Value, "href=\"#([^\"]+)\"").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value));
        Assert.Equal(["where-it-begins", "what-was-found", "what-was-found-2", "by-hand", "раздел-на-другом-языке", "content-2", "what-is-left"], links);
    }

    [Fact]
    public async Task A_title_is_text_in_every_list()
    {
        var html = await _visitor.GetStringAsync("/archive?month=2025-02");

        Assert.Contains("5 &lt; 6 &amp; &quot;quotes&quot; &lt;b&gt;not bold&lt;/b&gt; &amp;amp;</a>", html);
    }

    [Fact]
    public async Task A_frame_of_another_site_is_not_let_in() =>
        Assert.DoesNotContain("<iframe", await _visitor.GetStringAsync("/articles/figures-and-tables"));

    [Fact]
    public async Task The_archive_leads_from_year_to_year()
    {
        var html = await _visitor.GetStringAsync("/archive?year=2024");

        Assert.Contains("<h1>Archive 2024</h1>", html);
        Assert.Equal(["2026", "2025", "2024", "2023"], Regex.Matches(Regex.Match(html, "<nav class=\"years\".*?</nav>", RegexOptions.Singleline).Value, ">(\\d{4})</a>").Select(match => match.Groups[1].Value));
        Assert.Contains("href=\"/archive?month=2024-12\">December</a> <span>1 article</span>", html);
    }
}
