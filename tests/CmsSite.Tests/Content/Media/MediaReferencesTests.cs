using System.Text.Json.Nodes;
using CmsSite.Content.Media;

namespace CmsSite.Tests.Content.Media;

/// <summary>Whatever way a file is named, its use is noticed.</summary>
public class MediaReferencesTests
{
    [Theory]
    [InlineData("<img src=\"/media/a/b.jpg\" alt=\"\">", "a/b.jpg")]
    [InlineData("<img src='/media/a/b.jpg?width=640&amp;v=1'>", "a/b.jpg")]
    [InlineData("<img srcset=\"/media/a.jpg 640w, /media/b.jpg 960w\">", "a.jpg b.jpg")]
    [InlineData("<a href=\"https://example.org/media/report.pdf#page=2\">", "report.pdf")]
    [InlineData("![A bridge](/media/a/bridge.jpg)", "a/bridge.jpg")]
    [InlineData("![A bridge](/media/bridge.jpg \"At dawn\")", "bridge.jpg")]
    [InlineData("See /media/report.pdf.", "report.pdf")]
    [InlineData("<img src=\"/media/gr%C3%B6%C3%9Fe%20a.jpg\">", "größe a.jpg")]
    [InlineData("<img src=\"/media/tom&amp;jerry.jpg\">", "tom&jerry.jpg")]
    [InlineData("{{ \"articles/bridge.jpg\" | asset_url }}", "articles/bridge.jpg")]
    [InlineData("{{ 'bridge.jpg' | asset_url | resize_url: width: 100 }}", "bridge.jpg")]
    [InlineData("[image]bridge.jpg[/image]", "bridge.jpg")]
    [InlineData("[image src=\"a/bridge.jpg\" alt=\"x\"]", "a/bridge.jpg")]
    [InlineData("[asset_url]a/bridge.jpg[/asset_url]", "a/bridge.jpg")]
    [InlineData("No file here, nor at /media/ or /media/folder", "")]
    [InlineData("/media/../../secret.txt", "")]
    public void In_a_text(string text, string paths) => Assert.Equal(paths, string.Join(' ', MediaReferences.InText(text).Order(StringComparer.Ordinal)));

    [Fact]
    public void A_name_with_brackets_is_found_where_it_stands_in_an_attribute() => Assert.Contains("a(1).jpg", MediaReferences.InText("<img src=\"/media/a(1).jpg\">"));

    [Fact]
    public void In_fields_and_in_what_is_inside_of_an_item()
    {
        var json = JsonNode.Parse("""
            { "Image": { "Paths": ["a.jpg", "b/c.png"], "MediaTexts": ["x"] },
              "Bag": { "ContentItems": [{ "HtmlBodyPart": { "Html": "<img src=\"/media/d.jpg\">" }, "Block": { "Media": { "Paths": ["e.jpg"] } } }] },
              "Url": { "Url": "/media/f.pdf" } }
            """);
        Assert.Equal(["a.jpg", "b/c.png", "d.jpg", "e.jpg", "f.pdf"], MediaReferences.In(json).Order(StringComparer.Ordinal));
    }
}
