using CmsSite.Storage;
using CmsSite.Tests.Theming.Liquid;
using CmsSite.Theming;
using CmsSite.Theming.Shortcodes;

namespace CmsSite.Tests.Theming.Shortcodes;

public sealed class ShortcodeTests(LiquidSiteFixture fixture) : IClassFixture<LiquidSiteFixture>, IAsyncLifetime
{
    private readonly LiquidSite _site = fixture.Site;

    public async Task InitializeAsync()
    {
        await _site.PutAsync(SiteDocumentKinds.ShortcodeTemplate, "box", """{ "Content": "<div class=\"{{ Args.css }}\">{{ Content | raw }}</div>{{ Args.css }}" }""");
        await _site.PutAsync(SiteDocumentKinds.ShortcodeTemplate, "br", """{ "Content": "<br>" }""");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("no codes", "no codes")]
    [InlineData("a [unknown x=\"1\"]b[/unknown] [ ] [1] [/br]", "a [unknown x=\"1\"]b[/unknown] [ ] [1] [/br]")]
    [InlineData("a[br]b[br/]c[br /]", "a<br>b<br>c<br>")]
    [InlineData("[box css=\"x\"]in[/box]", "<div class=\"x\">in</div>x")]
    [InlineData("[box css='<i>']in[/box]", "<div class=\"&lt;i&gt;\">in</div>&lt;i&gt;")]
    [InlineData("[box css=a][box css=b]in[/box][br][/box]", "<div class=\"a\"><div class=\"b\">in</div>b<br></div>a")]
    [InlineData("[BOX css=a]in[/BOX]", "<div class=\"a\">in</div>a")]
    [InlineData("[[br]] [[unknown]]", "[br] [[unknown]]")]
    [InlineData("[image]a b/x.jpg[/image]", "<img src=\"/sub/media/a%20b/x.jpg\" alt=\"\">")]
    [InlineData("[image src=\"y.jpg\" width=\"100\" mode=\"crop\" alt=\"an &quot;alt&quot;\" class=\"c\"]", "<img class=\"c\" src=\"/sub/media/y.jpg?width=100&amp;rmode=crop\" alt=\"an &quot;alt&quot;\">")]
    [InlineData("[image profile=card]y.jpg[/image]", "<img src=\"/sub/media/y.jpg?width=640&amp;height=360&amp;rmode=crop&amp;format=webp\" alt=\"\">")]
    [InlineData("[image]javascript:alert(1)[/image]", "")]
    [InlineData("<a href=\"[asset_url]doc.pdf[/asset_url]\">", "<a href=\"/sub/media/doc.pdf\">")]
    [InlineData("[locale en]hello[/locale][locale fr]salut[/locale][locale en-GB]mate[/locale]", "hello")]
    [InlineData("[box css=\"never closed]", "[box css=\"never closed]")]
    [InlineData("[box css=x]open", "<div class=\"x\"></div>xopen")]
    public async Task A_text_becomes(string text, string expected)
    {
        var page = _site.NewPage(new PageRequest { PathBase = "/sub" });
        Assert.Equal(expected, await ShortcodeProcessor.ProcessAsync(text, _site.Engine, page));
    }

    [Fact]
    public async Task The_filter_gives_text_that_needs_raw() =>
        Assert.Equal("&lt;br&gt;<br>", await _site.RenderAsync("{{ '[br]' | shortcode }}{{ '[br]' | shortcode | raw }}"));

    [Fact]
    public async Task A_language_serves_its_regions_unless_told_otherwise()
    {
        var page = _site.NewPage();
        page.Culture = System.Globalization.CultureInfo.GetCultureInfo("en-GB");
        Assert.Equal("a", await ShortcodeProcessor.ProcessAsync("[locale en]a[/locale][locale en false]b[/locale]", _site.Engine, page));
    }

    [Fact]
    public void Many_brackets_are_read_in_one_go()
    {
        Assert.Single(ShortcodeParser.Parse(new string('[', 100_000), _ => true));
        Assert.NotEmpty(ShortcodeParser.Parse(string.Concat(Enumerable.Repeat("[br][box]", 2_000)), _ => true));
    }
}
