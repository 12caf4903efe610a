using System.Text.Json.Nodes;
using CmsSite.Content.Links;

namespace CmsSite.Tests.Content.Links;

public class SiteLinksTests
{
    [Theory]
    [InlineData("/articles/The-Bridge", null, "articles/the-bridge")]
    [InlineData("~/articles/x/", null, "articles/x")]
    [InlineData("/a%20b?page=2#there", null, "a b")]
    [InlineData("/Contents/ContentItems/4abc#part", "4abc", null)]
    [InlineData("~/contents/contentitems/4abc?x=1", "4abc", null)]
    public void An_address_of_this_site_is_read(string url, string? id, string? path) => Assert.Equal(new SiteLink(url, id, path), SiteLinks.Read(url));

    [Theory]
    [InlineData("https://example.org/articles/x")]
    [InlineData("//example.org/x")]
    [InlineData("#there")]
    [InlineData("mailto:a@example.org")]
    [InlineData("/")]
    [InlineData("/media/a.jpg")]
    [InlineData("relative")]
    [InlineData("")]
    public void What_is_no_page_of_this_site_is_none(string url) => Assert.Null(SiteLinks.Read(url));

    [Fact]
    public void Links_are_found_in_html_and_markdown_at_any_depth_each_once()
    {
        var content = JsonNode.Parse("""
            {
              "HtmlBodyPart": { "Html": "<a href='/one'>1</a> <A HREF=\"/one\">1</A> <a class=x href=\"/two?a=1&amp;b=2\">2</a> <a href=\"https://x.example/\">x</a>" },
              "FlowPart": { "Widgets": [ { "ContentType": "Paragraph", "Paragraph": { "Content": { "Html": "<a href=\"/Contents/ContentItems/abc\">3</a>" } } } ] },
              "Note": { "Body": { "Markdown": "See [four](/four \"Title\")." } }
            }
            """)!.AsObject();
        Assert.Equal(["/one", "/two?a=1&b=2", "/Contents/ContentItems/abc", "/four"], SiteLinks.In(content).Select(link => link.Url));
    }
}
