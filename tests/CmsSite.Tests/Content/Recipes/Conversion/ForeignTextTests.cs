using System.Text;
using System.Text.Json;
using CmsSite.Content.Html;
using CmsSite.Content.Recipes.Conversion;
using CmsSite.Content.Recipes.Conversion.Ghost;
using CmsSite.Content.Recipes.Conversion.WordPress;

namespace CmsSite.Tests.Content.Recipes.Conversion;

/// <summary>Texts of other editors as HTML.</summary>
public sealed class ForeignTextTests
{
    private static readonly string[] _pieces =
    [
        "<p>", "</p>", "<div class=\"a\">", "</div>", "<em>", "</em>", "<pre>", "</pre>", "<ul>", "<li>", "</li>", "</ul>", "<br />", "<hr>", "<!-- wp:paragraph -->", "<!-- /wp:paragraph -->", "<!-- wp:", "-->",
        "<!-- wp:block {\"ref\":1} /-->", "<!--more-->", "<table><tr><td>", "</td></tr></table>", "<h2>", "</h2>", "<blockquote>", "</blockquote>", "<script>", "</script>", "<a href='", "'>", "</a>", "<", ">", "&amp;", "&", "\n", "\n\n",
        "\r\n", " ", "[caption id=\"x\"]", "[/caption]", "[gallery ids=\"1,2\"]", "[gallery]", "[[gallery]]", "[embed]", "[/embed]", "[unknown a=b]", "[/unknown]", "[", "]", "[[", "]]", "<img src=\"a.jpg\">", "\"", "'", "https://a.example/b", "\0", "\ud800",
    ];

    [Theory]
    [InlineData("One\nline\n\nTwo", "<p>One<br>\nline</p>\n<p>Two</p>")]
    [InlineData("One<br />\nline", "<p>One<br />\nline</p>")]
    [InlineData("Before\n<h2>Head\nline</h2>\nAfter", "<p>Before</p>\n<h2>Head\nline</h2><p>After</p>")]
    [InlineData("<ul>\n<li>One</li>\n<li>a\n\nb</li>\n</ul>", "<ul>\n<li>One</li>\n<li><p>a</p>\n<p>b</p>\n</li>\n</ul>")]
    [InlineData("<blockquote>Said\n\ntwice</blockquote>", "<blockquote><p>Said</p>\n<p>twice</p>\n</blockquote>")]
    [InlineData("<pre>a\n\n b</pre>", "<pre>a\n\n b</pre>")]
    [InlineData("https://film.example/watch?v=1", "<p><a href=\"https://film.example/watch?v=1\">https://film.example/watch?v=1</a></p>")]
    [InlineData("<p>Whole\n\nparagraph</p>", "<p>Whole<br>\nparagraph</p>")]
    [InlineData("3 < 4 and 5 > 4", "<p>3 < 4 and 5 > 4</p>")]
    public void Loose_lines_become_paragraphs(string text, string html) => Assert.Equal(html, ClassicText.ToHtml(text));

    [Theory]
    [InlineData("[caption id=\"a\" caption=\"Words\"]<img src=\"a.jpg\">[/caption]", "<figure><img src=\"a.jpg\"><figcaption>Words</figcaption></figure>")]
    [InlineData("[gallery ids=\"7\"]", "<figure><img src=\"https://old.example/seven.jpg\" alt=\"Seven\"><figcaption>&lt;7&gt;</figcaption></figure>")]
    [InlineData("[gallery ids=\"8\"]", "[gallery ids=\"8\"]", "gallery")]
    [InlineData("[[gallery]] is written so", "[gallery] is written so")]
    [InlineData("[embed width=\"1\"]https://film.example/1?a=1&amp;b=2[/embed]", "<p><a href=\"https://film.example/1?a=1&amp;b=2\">https://film.example/1?a=1&amp;b=2</a></p>")]
    [InlineData("[video mp4='f.mp4'][/video]", "<figure><video controls src=\"f.mp4\"></video></figure>")]
    [InlineData("As [1] says [sic], and [tide days=3]high[/tide]", "As [1] says [sic], and [tide days=3]high[/tide]", "tide")]
    public void Shortcodes_of_wordpress_become_html_and_others_stay(string text, string html, params string[] unknown)
    {
        var seven = new ForeignFile("https://old.example/seven.jpg", "Seven", "<7>", null);
        var told = new SortedSet<string>();
        Assert.Equal(html, Shortcodes.ToHtml(text, new ShortcodeFiles(id => id == "7" ? seven : null, () => []), told).Trim());
        Assert.Equal(unknown, told);
    }

    [Fact]
    public void No_word_is_lost_and_nothing_breaks_whatever_the_text()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            var words = new List<string>();
            for (var i = random.Next(1, 40); i > 0; i--)
            {
                text.Append(_pieces[random.Next(_pieces.Length)]);
                if (random.Next(2) == 0)
                {
                    words.Add($"wrd{words.Count}x");
                    text.Append(' ').Append(words[^1]).Append(' ');
                }
            }

            var files = new ShortcodeFiles(_ => null, () => []);
            foreach (var html in (string[])[ClassicText.ToHtml(text.ToString()), Blocks.ToHtml(text.ToString(), _ => "reused", new HashSet<string>()), Shortcodes.ToHtml(text.ToString(), files, new HashSet<string>())])
            {
                Assert.All(words, word => Assert.True(html.Contains(word, StringComparison.Ordinal), $"{word} of seed {seed} is lost: {text}\n→ {html}"));
                HtmlSanitizing.Sanitize(html);
            }
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"root\":5}")]
    [InlineData("{\"root\":{\"children\":[1,null,{},{\"type\":5},{\"type\":\"list\",\"children\":{}},{\"type\":\"gallery\",\"images\":[1]},{\"type\":\"bookmark\",\"metadata\":3}]}}")]
    [InlineData("{\"sections\":[[],[1],[1,2,3],[3,\"ul\",5],[10,99],[10,\"a\"],[1,\"p\",[[0,[9],5,7],[1,[],0,3],[\"x\"]]]],\"cards\":[5]}")]
    public void A_text_of_a_wrong_shape_breaks_nothing(string json)
    {
        Lexical.ToHtml(json, new HashSet<string>());
        Mobiledoc.ToHtml(json, new HashSet<string>());
    }

    [Fact]
    public void Rows_of_a_table_come_whole_however_the_file_is_cut()
    {
        var json = """{"db":[{"meta":{"data":{"posts":[{"no":1}]}},"data":{"posts":[{"id":"a","html":"LONG"},{"id":"é"}],"empty":[],"tags":[{"id":1,"more":{"x":[1,2]}}]}}]}""".Replace("LONG", new string('x', 200_000), StringComparison.Ordinal);
        foreach (var size in (int[])[1, 7, 4096, 1_000_000])
        {
            using var stream = new Drops(Encoding.UTF8.GetBytes(json), size);
            Assert.Equal(["posts a", "posts é", "tags 1"], GhostTables.Read(stream, "x.json").Where(row => row.Row.Text("id") is not null).Select(row => $"{row.Table} {row.Row.Text("id")}").ToList());
        }
    }

    // Gives a few bytes at a time.
    private sealed class Drops(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(size, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(size, count));
    }
}
