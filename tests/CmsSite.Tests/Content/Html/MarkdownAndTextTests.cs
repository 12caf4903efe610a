using CmsSite.Content.Html;

namespace CmsSite.Tests.Content.Html;

public class MarkdownAndTextTests
{
    [Fact]
    public void Markdown_becomes_html_with_tables_notes_and_headings_that_can_be_linked_to()
    {
        var html = MarkdownRendering.ToHtml("# Big *news*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nSee[^1].\n\n[^1]: The note.\n");
        Assert.Contains("<h1 id=\"big-news\">Big <em>news</em></h1>", html);
        Assert.Contains("<td>1</td>", html);
        Assert.Contains("href=\"#fn:1\"", html);
    }

    [Theory]
    [InlineData("<b>raw</b>", "<p>&lt;b&gt;raw&lt;/b&gt;</p>")]
    [InlineData("[x](javascript:alert(1))", "<p><a>x</a></p>")]
    [InlineData("- [x] done", "<ul class=\"contains-task-list\"><li class=\"task-list-item\">☑ done</li></ul>")]
    [InlineData("  ", "")]
    public void Markdown_brings_no_raw_html_and_nothing_that_runs(string markdown, string html) =>
        Assert.Equal(html, MarkdownRendering.ToHtml(markdown).Replace("\n", "", StringComparison.Ordinal));

    [Theory]
    [InlineData(null, "")]
    [InlineData("<h1>A</h1><p>b <b>c</b>d<br>e</p><ul><li>f</li><li>g</li></ul>", "A b cd e f g")]
    [InlineData("1 &lt; 2 &amp; 3 < 4", "1 < 2 & 3 < 4")]
    [InlineData("a<script>var x = '<p>no</p>';</script><!-- <p>no</p> -->b", "a b")]
    [InlineData("<a title=\"a > b\">x</a>", "x")]
    [InlineData("  a\n&nbsp;\tb  ", "a b")]
    [InlineData("a<", "a<")]
    [InlineData("a<b", "a")]
    [InlineData("<!--", "")]
    [InlineData("<script>", "")]
    public void Text_of_html_is_its_words(string? html, string text) => Assert.Equal(text, PlainText.FromHtml(html));

    [Fact]
    public void A_summary_ends_between_words()
    {
        Assert.Equal("The quick brown…", PlainText.Shorten("The quick brown, fox", 17));
        Assert.Equal("short", PlainText.Shorten("short", 5));
    }

    [Theory]
    [InlineData("javascript:alert(1)", false)]
    [InlineData(" java\tscript:x", false)]
    [InlineData("vbscript:x", false)]
    [InlineData("~/about", true)]
    [InlineData("/about?x=a:b", true)]
    [InlineData("https://example.org", true)]
    [InlineData("#top", true)]
    public void Addresses_that_run_something_are_no_links(string url, bool safe) => Assert.Equal(safe, Urls.IsSafeLink(url));
}
