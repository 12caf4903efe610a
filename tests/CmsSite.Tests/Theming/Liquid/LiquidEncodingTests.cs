using System.Text.Json.Nodes;
using CmsSite.Theming.Shapes;

namespace CmsSite.Tests.Theming.Liquid;

/// <summary>What <c>{{ }}</c> encodes and what it leaves as it is: Orchard's rules, and nothing that Fluid lets through.</summary>
public sealed class LiquidEncodingTests(LiquidSiteFixture fixture) : IClassFixture<LiquidSiteFixture>
{
    private readonly LiquidSite _site = fixture.Site;

    [Theory]
    [InlineData("{{ Model.T }}", "&lt;b&gt;")]
    [InlineData("{{ Model.T | raw }}", "<b>")]
    [InlineData("{{ Model.T | upcase }}", "&lt;B&gt;")]
    [InlineData("{{ Model.T | raw | upcase }}", "&lt;B&gt;")]
    [InlineData("{{ Model.L }}", "&lt;i&gt;x")]
    [InlineData("{{ Model.L | join: ' ' }}", "&lt;i&gt; x")]
    [InlineData("{{ '<a>,<b>' | split: ',' }}", "&lt;a&gt;&lt;b&gt;")]
    [InlineData("{{ Model.O }}", "{&quot;K&quot;:&quot;&lt;u&gt;&quot;}")]
    [InlineData("{% capture c %}<p>{{ Model.T }}</p>{% endcapture %}{{ c }}", "<p>&lt;b&gt;</p>")]
    [InlineData("{% capture c %}{{ Model.L }}{% endcapture %}{{ c }}", "&lt;i&gt;x")]
    [InlineData("{% assign x = Model.T %}{{ x }}", "&lt;b&gt;")]
    [InlineData("{% for x in Model.L %}{{ x }}{% endfor %}", "&lt;i&gt;x")]
    [InlineData("{% cycle Model.T, 'x' %}", "&lt;b&gt;")]
    [InlineData("{% echo Model.T %}", "&lt;b&gt;")]
    [InlineData("{% if Model.T == '<b>' %}{{ Model.T }}{% endif %}", "&lt;b&gt;")]
    [InlineData("{{ Model.T contains '<' }}", "&lt;b&gt;")]
    [InlineData("{{ Model.L contains 'x' }}", "&lt;i&gt;x")]
    [InlineData("{% macro m(a) %}<q>{{ a }}</q>{% endmacro %}{{ m(Model.T) }}", "<q>&lt;b&gt;</q>")]
    [InlineData("{{ Model.T | t }}{{ Model.T | markdownify }}{{ Model.T | json }}", "&lt;b&gt;&lt;p&gt;&lt;b&gt;&lt;/b&gt;&lt;/p&gt;&#xA;&quot;\\u003Cb\\u003E&quot;", "&lt;b&gt;&lt;p&gt;&amp;lt;b&amp;gt;&lt;/p&gt;&#xA;&quot;\\u003Cb\\u003E&quot;")]
    [InlineData("{{ 'Zoë' }} {{ '日本' }} {{ 'a+b' }}", "Zoë 日本 a&#x2B;b")]
    [InlineData("{% ifchanged %}{{ Model.T }}{% endifchanged %}", "&lt;b&gt;")]
    [InlineData("{% tablerow x in Model.L cols:1 %}{{ x }}{% endtablerow %}", "<tr class=\"row1\">\n<td class=\"col1\">&lt;i&gt;</td></tr>\n<tr class=\"row2\"><td class=\"col1\">x</td></tr>\n")]
    public async Task Output_is_encoded_unless_it_is_html(string template, string expected, string? orElse = null)
    {
        var model = JsonNode.Parse("""{ "T": "<b>", "L": [ "<i>", "x" ], "O": { "K": "<u>" } }""");
        Assert.Contains(await _site.RenderAsync(template, model), new[] { expected, orElse });
    }

    [Fact]
    public async Task Html_and_shapes_are_written_as_they_are()
    {
        var shape = new Shape("Greeting") { ["Who"] = "Ada", ["Html"] = new HtmlText("<hr>") };
        Assert.Equal("<hr> <p>Hello Ada!</p> <p>Hello Ada!</p>", await _site.RenderAsync("{{ Model.Html }} {{ Model }} {{ Model | shape_stringify }}", shape));
    }

    [Fact]
    public async Task Numbers_and_dates_follow_the_pages_language()
    {
        var page = _site.NewPage();
        page.Culture = System.Globalization.CultureInfo.GetCultureInfo("de");
        Assert.Equal("1,5 Mittwoch", await _site.RenderAsync("{{ 1.5 }} {{ '2024-05-01' | date: '%A' }}", page: page));
    }
}
