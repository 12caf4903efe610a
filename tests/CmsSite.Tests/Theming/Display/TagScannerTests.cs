using CmsSite.Theming.Display;

namespace CmsSite.Tests.Theming.Display;

public sealed class TagScannerTests
{
    [Theory]
    [InlineData("<p>a</p><br/>", "p /p br")]
    [InlineData("<img alt=\"a > b\" src=x><p>", "img p")]
    [InlineData("<p title=it's><b>", "p b")]
    [InlineData("<!-- <p> --><b>", "b")]
    [InlineData("1 < 2 <b>", "b")]
    [InlineData("<b", "")]
    public void It_goes_from_tag_to_tag(string html, string tags)
    {
        var found = new List<string>();
        var scanner = new TagScanner(html);
        while (scanner.Next())
        {
            found.Add((scanner.IsEnd ? "/" : "") + scanner.Name.ToString());
        }

        Assert.Equal(tags, string.Join(' ', found));
    }

    [Theory]
    [InlineData("<img src=\"a.jpg\" alt=\"\">", "src", "a.jpg")]
    [InlineData("<img alt='src=\"no\"' SRC=b.jpg>", "src", "b.jpg")]
    [InlineData("<img alt=\"\" src=\"c.jpg\"/>", "alt", "")]
    [InlineData("<video controls src=d.mp4>", "controls", "")]
    [InlineData("<video controls src=d.mp4>", "src", "d.mp4")]
    [InlineData("<img data-src=\"no\">", "src", null)]
    [InlineData("<img>", "src", null)]
    public void It_reads_an_attribute_however_it_is_written(string html, string attribute, string? value)
    {
        var scanner = new TagScanner(html);
        Assert.True(scanner.Next());

        Assert.Equal(value is not null, scanner.TryGet(attribute, out var found));
        Assert.Equal(value ?? "", found.ToString());
    }
}
