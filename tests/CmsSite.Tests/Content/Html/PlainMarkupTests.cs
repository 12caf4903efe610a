using System.Text;
using CmsSite.Content.Html;

namespace CmsSite.Tests.Content.Html;

public class PlainMarkupTests
{
    private static readonly string[] _pieces =
    [
        "<p>", "</p>", "<h2>", "</h2>", "<h2 id=\"one-two\">", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>", "<blockquote>", "</blockquote>", "<div class=\"a b\">", "</div>", "<section>", "</section>",
        "<figure>", "</figure>", "<figcaption>", "</figcaption>", "<a href=\"/x?y=1#z\">", "<a href=\"https://example.org/a,b\">", "<a href=\"#top\">", "<a href=\"//evil.example\">", "<a href=\"javascript:alert(1)\">",
        "<a href=\"/x\" target=\"_blank\">", "</a>", "<em>", "</em>", "<strong>", "</strong>", "<b>", "</b>", "<code>", "</code>", "<span class=\"x\">", "</span>", "<time>", "</time>", "<br>", "<br/>", "<hr>",
        "<img src=\"/media/a.jpg\" alt=\"A boat, 'late'\" width=\"640\" height=\"360\">", "<img src=\"http://example.org/a.jpg\" alt=\"\">", "<img src=\"https://example.org/a.jpg\" alt=\"\">", "<img alt=\"a\nb\" src=\"/a.jpg\">",
        "<img src=\"/a.jpg\" src=\"/b.jpg\">", "<p onclick=\"x()\">", "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<P>", "</P>", "<p >", "<!-- x -->",
        "word ", "two words", "\n", "  ", "\u00a0", "&nbsp;", "&amp;", "&lt;", "&gt;", "&copy;", "&", "<", ">", "\"", "'", "é", "😀", "\r\n", "\0", "<p class=\"\">", "<p class=\"a  b\">", "<p id=\"a\" id=\"b\">", "<a href=\"/\u00e9\">",
        "<a href=\"https:///x\">", "<a href=\"/..%2f\">", "<p title=\"x\">", "<a>", "<iframe>", "</iframe>", "<math>", "<template>", "</template>", "<form>", "<textarea>", "<noscript>", "</noscript>", "<abbr>", "</abbr>", "<sub>", "</sub>",
    ];

    [Theory]
    [InlineData("<p>Words, <em>more</em> words &amp; a <a href=\"/about\">link</a>.</p>\n<h2 id=\"next\">Next</h2>\n<ul><li>one<ul><li>two</li></ul></li></ul>")]
    [InlineData("<figure><img src=\"/media/a.jpg\" alt=\"A boat\" width=\"640\" height=\"360\"><figcaption>Late again</figcaption></figure><hr><blockquote><p>Said.</p></blockquote>")]
    [InlineData("")]
    public void What_editors_write_is_recognised(string html) => Assert.True(PlainMarkup.IsPlain(html));

    [Theory]
    [InlineData("<p>one<p>two</p>")]
    [InlineData("<p><ul></ul></p>")]
    [InlineData("<em><p>x</p></em>")]
    [InlineData("<a href=\"/a\"><em><a href=\"/b\">x</a></em></a>")]
    [InlineData("<li>alone</li>")]
    [InlineData("<p>unfinished")]
    [InlineData("<p")]
    [InlineData("<p id=\"a")]
    [InlineData("</p>")]
    [InlineData("a > b")]
    [InlineData("<a href=\"//evil.example\">x</a>")]
    [InlineData("<a href=\"javascript:x\">x</a>")]
    [InlineData("<img src=\"/a.jpg\" onerror=\"x()\">")]
    [InlineData("<script>x()</script>")]
    public void What_a_parser_would_rearrange_or_the_sanitiser_might_touch_is_not(string html) => Assert.False(PlainMarkup.IsPlain(html));

    [Fact]
    public void Whatever_is_recognised_the_sanitiser_leaves_as_it_is()
    {
        var random = new Random(20261126);
        var recognised = 0;
        for (var round = 0; round < 60_000; round++)
        {
            var html = round % 2 == 0 ? Nested(random, 0) : Jumble(random);
            if (PlainMarkup.IsPlain(html))
            {
                recognised++;
                Assert.Equal(html, HtmlSanitizing.SanitizeAnything(html));
            }
        }

        Assert.True(recognised > 3_000, $"Only {recognised} texts were recognised: the test says little.");
    }

    private static string Jumble(Random random)
    {
        var html = new StringBuilder();
        for (var pieces = random.Next(1, 9); pieces > 0; pieces--)
        {
            html.Append(_pieces[random.Next(_pieces.Length)]);
        }

        return html.ToString();
    }

    // Closed in order, so that what is inside decides.
    private static string Nested(Random random, int depth)
    {
        var html = new StringBuilder();
        for (var pieces = random.Next(1, 4); pieces > 0; pieces--)
        {
            var piece = _pieces[random.Next(_pieces.Length)];
            if (depth < 5 && piece.StartsWith('<') && !piece.StartsWith("</", StringComparison.Ordinal) && piece.IndexOfAny([' ', '>']) is > 1 and var end && piece[1..end] is not ("br" or "br/" or "hr" or "img" or "!--"))
            {
                html.Append(piece).Append(Nested(random, depth + 1)).Append("</").Append(piece[1..end]).Append('>');
            }
            else
            {
                html.Append(piece.StartsWith("</", StringComparison.Ordinal) ? "text" : piece);
            }
        }

        return html.ToString();
    }
}
