using System.Text.RegularExpressions;
using CmsSite.Comments;

namespace CmsSite.Tests.Comments;

public sealed partial class CommentMarkupTests
{
    [Theory]
    [InlineData("*a* **b** ~~c~~ `d`", "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>")]
    [InlineData("one\ntwo", "<p>one<br>\ntwo</p>")]
    [InlineData("> said", "<blockquote>\n<p>said</p>\n</blockquote>")]
    [InlineData("# no heading", "<p># no heading</p>")]
    [InlineData("see https://a.example/x", "<p>see <a href=\"https://a.example/x\" rel=\"ugc nofollow noopener\">https://a.example/x</a></p>")]
    [InlineData("[x](https://a.example 'title')", "<p><a href=\"https://a.example\" rel=\"ugc nofollow noopener\">x</a></p>")]
    [InlineData("[x](javascript:alert(1))", "<p>x</p>")]
    [InlineData("[x](/local)", "<p>x</p>")]
    [InlineData("![x](https://a.example/p.png)", "<p></p>")]
    [InlineData("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>")]
    public void A_comment_is_a_little_markdown(string text, string html) => Assert.Equal(html, CommentMarkup.ToHtml(text).Trim());

    [Fact]
    public void Whatever_is_put_together_nothing_but_a_dozen_elements_comes_out()
    {
        string[] pieces =
        [
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "[a](javascript:alert`1`)", "[a](data:text/html;base64,PHNjcmlwdD4=)", "<a href=\"&#106;avascript:alert(1)\">x</a>", "&lt;script&gt;", "\u0000", "<iframe srcdoc='<script>1</script>'>", "<form><input autofocus onfocus=alert(1)>",
            "[![a](x)](vbscript:x)", "<javascript:alert(1)>", "[x]: javascript:alert(1)\n[x]", "```\n<script>\n```", "`<b>`", "**", "*", "> ", "\n\n", "- ", "1. ", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<a href='https://a.example' style='position:fixed' onclick=x>", "https://a.example/\"onmouseover=alert(1)", "\\", "<!--", "-->", "]]>", "<?php", "&#x3c;img&#x3e;", "‮",
        ];
        var random = new Random(11);
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => pieces[random.Next(pieces.Length)]));
            var html = CommentMarkup.ToHtml(text);

            var tags = Tag().Matches(html);
            Assert.True(tags.All(tag => Allowed().IsMatch(tag.Value)), $"{text}\nbecame\n{html}");
            Assert.Equal(html.Count(letter => letter == '<'), tags.Count);
        }
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("^<(/?(blockquote|br|code|del|em|li|ol|p|pre|strong|ul)|/a|a href=\"https?://[^\"<>]*\" rel=\"ugc nofollow noopener\")>$")]
    private static partial Regex Allowed();
}
