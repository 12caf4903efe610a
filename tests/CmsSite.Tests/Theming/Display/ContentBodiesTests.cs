using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Theming.Display;

namespace CmsSite.Tests.Theming.Display;

public class ContentBodiesTests
{
    [Fact]
    public async Task Bodies_rich_fields_and_what_is_in_flows_make_the_text_in_their_order()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.DefineAsync("Quote", ["Words:MarkdownField"], stereotype: "Widget");
        await site.DefineAsync("Letter", ["Summary:HtmlField", "Postscript:HtmlField"], ["HtmlBodyPart", "FlowPart", "MarkdownBodyPart"]);

        var html = await HtmlAsync(site, "Letter", """
            { "HtmlBodyPart": { "Html": "<p>First.</p>" },
              "FlowPart": { "Widgets": [ { "ContentItemId": "q", "ContentType": "Quote", "Quote": { "Words": { "Markdown": "*Second.*" } } } ] },
              "MarkdownBodyPart": { "Markdown": "Third." },
              "Letter": { "Summary": { "Html": "<p>Told elsewhere.</p>" }, "Postscript": { "Html": "<p>Last.</p>" } } }
            """);

        Assert.Equal("<p>First.</p><p><em>Second.</em></p>\n<p>Third.</p>\n<p>Last.</p>", html);
    }

    [Fact]
    public async Task Nothing_that_runs_comes_out_even_where_the_page_may_show_it()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.DefineAsync("Letter", parts: [DisplaySite.Part("HtmlBodyPart", settings: """{ "HtmlBodyPartSettings": { "SanitizeHtml": false, "RenderLiquid": true } }""")]);

        var html = await HtmlAsync(site, "Letter", """{ "HtmlBodyPart": { "Html": "<p onclick='x()'>{{ 1 | plus: 1 }}</p><script>x()</script><iframe src='https://example.org'></iframe>" } }""");

        Assert.Equal("<p>2</p>", html);
    }

    private static async Task<string> HtmlAsync(DisplaySite site, string type, string content)
    {
        await using var visit = site.Visit();
        return await ContentBodies.HtmlAsync(new ContentItem { ContentItemId = "x", ContentType = type, DisplayText = "X", Content = (JsonObject)JsonNode.Parse(content)! }, visit.Context, ["Summary"]);
    }
}
