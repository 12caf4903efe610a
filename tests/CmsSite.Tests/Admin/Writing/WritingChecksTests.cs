using CmsSite.Admin.Contents.Writing;
using CmsSite.Content.Links;

namespace CmsSite.Tests.Admin.Writing;

public class WritingChecksTests
{
    private const string Path = "HtmlBodyPart.Html";

    [Theory]
    [InlineData("<p><img src=\"/media/a%20cat.jpg\"></p>", "a cat.jpg", "img")]
    [InlineData("<h2>A</h2><h4>Too deep</h4>", "Too deep", "h1,h2,h3,h4,h5,h6")]
    [InlineData("<h3>First of all</h3>", "First of all", "h1,h2,h3,h4,h5,h6")]
    [InlineData("<h1>Another title</h1>", "first level", "h1,h2,h3,h4,h5,h6")]
    [InlineData("<h2> </h2>", "heading is empty", "h1,h2,h3,h4,h5,h6")]
    [InlineData("<p><a href=\"/x\"></a></p>", "no words", "a[href]")]
    [InlineData("<p><a href=\"/x\"><img src=\"/media/x.png\" alt=\"\"></a></p>", "no words", "a[href]")]
    [InlineData("<p><a href=\"/x\">Click here…</a></p>", "does not say where", "a[href]")]
    [InlineData("<p><a href=\"#\">The ferry</a></p>", "no address", "a[href]")]
    public void What_readers_stumble_over_is_said_with_the_place(string html, string words, string selector)
    {
        var hint = Assert.Single(WritingChecks.Of([new WritingText(Path, html, true)], new HashSet<SiteLink>()));
        Assert.Contains(words, hint.Message);
        Assert.Equal((Path, selector, html.Contains("h4", StringComparison.Ordinal) ? 1 : 0), (hint.Path, hint.Selector, hint.Index));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<p>Plain words.</p>")]
    [InlineData("<h2>A</h2><h3>B</h3><h2>C</h2><h3>D</h3><h4>E</h4>")]
    [InlineData("<p><img src=\"/media/x.png\" alt=\"\"> <img src=\"/media/y.png\" alt=\"A ferry\"></p>")]
    [InlineData("<p><a href=\"/x\">The tide tables</a> <a href=\"/y\"><img src=\"/media/y.png\" alt=\"A ferry\"></a> <a href=\"#notes\">Notes below</a></p>")]
    [InlineData("<p>Half a word <b <img")]
    public void A_good_text_is_left_in_peace(string html) =>
        Assert.Empty(WritingChecks.Of([new WritingText(Path, html, true)], new HashSet<SiteLink>()));

    [Fact]
    public void A_picture_without_words_in_Markdown_is_said_with_its_number()
    {
        var html = CmsSite.Content.Html.MarkdownRendering.ToHtml("![A ferry](/media/a.png) ![](/media/b.png) ![](/media/line.png){role=presentation}");
        var hint = Assert.Single(WritingChecks.Of([new WritingText("MarkdownBodyPart.Markdown", html, false)], new HashSet<SiteLink>()));
        Assert.Equal(("MarkdownBodyPart.Markdown", "img", 1), (hint.Path, hint.Selector, hint.Index));
        Assert.Contains("b.png", hint.Message);
    }

    [Fact]
    public void A_long_text_without_a_way_on_and_a_link_to_what_is_gone_are_said()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 200));
        Assert.Contains("No link", Assert.Single(WritingChecks.Of([new WritingText(Path, $"<p>{words}</p>", true)], new HashSet<SiteLink>())).Message);
        var gone = SiteLinks.Read("/Contents/ContentItems/gone")!;
        Assert.Contains("not published", Assert.Single(WritingChecks.Of([new WritingText(Path, $"<p>{words} <a href=\"{gone.Url}\">The old pier</a></p>", true)], new HashSet<SiteLink> { gone })).Message);
    }

    [Fact]
    public void A_line_is_cut_where_search_results_cut_it()
    {
        Assert.Equal("Short", TextWidth.Cut("Short", 20, 580));
        var cut = TextWidth.Cut(string.Join(' ', Enumerable.Repeat("Measured", 30)), 20, 580);
        Assert.EndsWith("Measured …", cut);
        Assert.InRange(TextWidth.Of(cut, 20), 400, 620);
        Assert.True(TextWidth.Of("WWWW", 20) > 2 * TextWidth.Of("iiii", 20));
    }
}
