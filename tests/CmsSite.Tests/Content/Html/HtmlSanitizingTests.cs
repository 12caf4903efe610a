using CmsSite.Content.Html;

namespace CmsSite.Tests.Content.Html;

public class HtmlSanitizingTests
{
    [Theory]
    [InlineData("Plain words, \"quoted\"")]
    [InlineData("<h2 id=\"why\" class=\"lead\">Why</h2>")]
    [InlineData("<figure class=\"wide\"><img src=\"/media/a.jpg\" alt=\"A\" width=\"600\" height=\"400\" loading=\"lazy\"><figcaption>Text</figcaption></figure>")]
    [InlineData("<picture><source srcset=\"/media/a.webp 1x, /media/b.webp 2x\" type=\"image/webp\"><img src=\"a.jpg\" alt=\"\"></picture>")]
    [InlineData("<table><thead><tr><th scope=\"col\">A</th></tr></thead><tbody><tr><td colspan=\"2\">1 &lt; 2</td></tr></tbody></table>")]
    [InlineData("<pre><code class=\"language-csharp\">x =&gt; y</code></pre>")]
    [InlineData("<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"nofollow\">out</a> <a href=\"~/about\">in</a> <a href=\"#note\">note</a> <a href=\"mailto:a@example.org\">mail</a>")]
    [InlineData("<blockquote cite=\"https://example.org\"><p>He said</p></blockquote>")]
    public void What_belongs_to_an_article_comes_out_as_it_went_in(string html) => Assert.Equal(html, HtmlSanitizing.Sanitize(html));

    [Theory]
    [InlineData("a<script>alert(1)</script>b", "ab")]
    [InlineData("<p onclick=\"x()\" style=\"position:fixed\" class=\"k\">a</p>", "<p class=\"k\">a</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">a</a>", "<a>a</a>")]
    [InlineData("<a href=\" java&#10;script:alert(1)\">a</a>", "<a>a</a>")]
    [InlineData("<a href=\"data:text/html,x\">a</a>", "<a>a</a>")]
    [InlineData("<iframe src=\"https://example.org\">x</iframe>", "")]
    [InlineData("<svg><a href=\"x\"><script>y</script></a></svg>", "")]
    [InlineData("<math><mtext><img src=x onerror=alert(1)></mtext></math>", "")]
    [InlineData("<form action=\"/x\"><input name=\"a\"><button>Send</button></form>", "Send")]
    [InlineData("<img src=\"http://example.org/a.png\" alt=\"a\">", "<img alt=\"a\">")]
    [InlineData("<img src=\"data:image/png;base64,AAAA\" alt=\"a\">", "<img alt=\"a\">")]
    [InlineData("<img src=\"a.png\" srcset=\"http://example.org/a.png 2x\">", "<img src=\"a.png\">")]
    [InlineData("<center><font color=\"red\">old words</font></center>", "old words")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>", "<img src=\"x\">\"&gt;")]
    [InlineData("<template><img src=x onerror=alert(1)></template>", "")]
    public void What_runs_frames_submits_or_styles_goes(string html, string expected) => Assert.Equal(expected, HtmlSanitizing.Sanitize(html));

    [Fact]
    public void A_link_that_opens_a_window_cannot_reach_back()
    {
        Assert.Equal("<a href=\"https://example.org\" target=\"_blank\" rel=\"noopener\">x</a>", HtmlSanitizing.Sanitize("<a href=\"https://example.org\" target=\"_blank\">x</a>"));
    }

    [Theory]
    [InlineData("<svg><p><style><g title=\"</style><img src=x onerror=alert(1)>\">")]
    [InlineData("<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>")]
    [InlineData("<custom-x><b>a</custom-x></b><table><tr><custom-y>c")]
    [InlineData("<p>a<p>b<li>&nbsp;&amp;amp;<!-- c --><![CDATA[d]]>")]
    [InlineData("<a href='x' href='javascript:y'>\u0000<im\u0000g src=x>")]
    public void Sanitising_twice_is_sanitising_once(string html)
    {
        var once = HtmlSanitizing.Sanitize(html);
        Assert.Equal(once, HtmlSanitizing.Sanitize(once));
        Assert.DoesNotContain("onerror=", once);
    }
}
