using System.Text.RegularExpressions;

namespace CmsSite.Tests.Theme;

public sealed class ArchivePageTests(ThemePageTests.Site site) : IClassFixture<ThemePageTests.Site>
{
    private readonly HttpClient _visitor = site.CreateVisitor(followRedirects: true);

    [Fact]
    public async Task The_archive_counts_what_each_month_holds_and_each_month_shows_it()
    {
        var archive = await _visitor.GetStringAsync("/archive");

        var months = Regex.Matches(archive, "<li><a href=\"(/archive\\?month=2026-\\d\\d)\">\\w+</a> <span>(\\d+) articles?</span>");
        Assert.Equal(16, months.Sum(month => int.Parse(month.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)));
        foreach (Match month in months)
        {
            var page = await _visitor.GetStringAsync(month.Groups[1].Value);
            Assert.Equal(month.Groups[2].Value, Regex.Count(page, "class=\"card row").ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task A_month_has_a_name_an_address_of_its_own_and_the_way_back()
    {
        var html = await _visitor.GetStringAsync("/archive?month=2026-11");

        Assert.Contains("<title>November 2026 - Archive - ", html);
        Assert.Contains("<link rel=\"canonical\" href=\"https://localhost/archive?month=2026-11\">", html);
        Assert.Contains("<a href=\"/archive\">Archive</a>", html);
    }

    [Theory]
    [InlineData("month=2026-13")]
    [InlineData("month=2026-00")]
    [InlineData("month=november")]
    [InlineData("month=2026-11-05")]
    [InlineData("month='%20OR%201=1--")]
    [InlineData("year=1812")]
    [InlineData("year=twelve")]
    public async Task Asked_for_what_is_no_month_it_is_the_archive(string query)
    {
        var html = await _visitor.GetStringAsync($"/archive?{query}");

        Assert.Contains("<h1>Archive</h1>", html);
        Assert.Contains("<link rel=\"canonical\" href=\"https://localhost/archive\">", html);
    }

    [Fact]
    public async Task A_month_without_articles_says_so() =>
        Assert.Contains("Nothing has been published here yet.", await _visitor.GetStringAsync("/archive?month=1999-02"));
}
