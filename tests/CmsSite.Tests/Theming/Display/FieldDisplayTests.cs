namespace CmsSite.Tests.Theming.Display;

public class FieldDisplayTests
{
    [Theory]
    [InlineData("TextField", """{ "Text": "x" }""", "Text", "x")]
    [InlineData("BooleanField", """{ "Value": true }""", "Value", true)]
    [InlineData("NumericField", """{ "Value": 3 }""", "Value", 3)]
    [InlineData("TimeField", """{ "Value": "10:30:00" }""", "Value", "10:30:00")]
    [InlineData("LinkField", """{ "Url": "~/x", "Text": "X" }""", "Url", "~/x")]
    [InlineData("LinkField", """{ "Url": " java\tscript:alert(1)" }""", "Url", "")]
    [InlineData("YoutubeField", """{ "RawAddress": "https://youtu.be/1" }""", "RawAddress", "https://youtu.be/1")]
    [InlineData("GeoPointField", """{ "Latitude": 1, "Longitude": 2 }""", "Longitude", 2)]
    [InlineData("MarkdownField", """{ "Markdown": "*x*" }""", "Html", "<p><em>x</em></p>")]
    [InlineData("HtmlField", """{ "Html": "<b>x</b><script>1</script>" }""", "Html", "<b>x</b>")]
    public async Task A_field_gives_its_view_the_members_that_Orchard_gives(string type, string data, string member, object expected)
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.DefineAsync("Post", [$"Own:{type}"]);
        await using var visit = site.Visit();
        var item = new CmsSite.Content.Items.ContentItem { ContentType = "Post", Content = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse($$"""{ "Post": { "Own": {{data}} } }""")! };
        var shape = await visit.ChildAsync(item, "Post-Own");
        var value = shape[member] is decimal number ? (int)number : shape[member] is string text ? text.Trim() : shape[member];
        Assert.Equal(expected, value);
        Assert.Equal((type, "Post-Own"), (shape.Metadata.Type, shape.Metadata.Differentiator));
        Assert.Equal("Post", ((System.Text.Json.Nodes.JsonObject)shape["PartFieldDefinition"]!)["PartDefinition"]!["Name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_field_has_a_view_even_without_a_theme()
    {
        await using var site = await DisplaySite.CreateAsync();
        string[] types =
        [
            "TextField", "HtmlField", "MarkdownField", "BooleanField", "NumericField", "DateField", "DateTimeField", "TimeField", "LinkField", "MediaField", "ContentPickerField",
            "UserPickerField", "TaxonomyField", "MultiTextField", "YoutubeField", "GeoPointField", "LocalizationSetContentPickerField",
        ];
        await site.DefineAsync("Post", types.Select(type => $"{type[..^5]}:{type}").Append("Heading:TextField:Header").Append("Tags:TaxonomyField:Tags"));
        await using var visit = site.Visit();
        var html = await visit.HtmlAsync(await site.PublishAsync("Post", "Hello", """
            { "Post": { "Text": { "Text": "T1" }, "Html": { "Html": "<b>T2</b>" }, "Markdown": { "Markdown": "T3" }, "Boolean": { "Value": false }, "Numeric": { "Value": 0 },
              "Date": { "Value": "2026-05-01T00:00:00Z" }, "DateTime": { "Value": "2026-05-02T10:00:00Z" }, "Time": { "Value": "10:30:00" }, "Link": { "Url": "~/t6", "Text": "T6" },
              "Media": { "Paths": ["a/b.jpg", "c.pdf"], "MediaTexts": ["T7"] }, "UserPicker": { "UserNames": ["T8"] }, "MultiText": { "Values": ["T9"] },
              "Youtube": { "RawAddress": "https://youtu.be/t10" }, "GeoPoint": { "Latitude": 1.5, "Longitude": 2.5 }, "Heading": { "Text": "T12" }, "Tags": { "TagNames": ["T13"] } } }
            """));
        foreach (var text in new[]
        {
            ">T1<", "<b>T2</b>", "<p>T3</p>", "No", "<span class=\"value\">0</span>", "1 May 2026", "2 May 2026, 10:00", ">10:30<", "href=\"/t6\"", "alt=\"T7\"", ">c.pdf</a>", "T8", "<li>T9</li>", "https://youtu.be/t10", "1.5, 2.5",
            "<h1>T12</h1>", "class=\"tag\">T13<",
        })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }

        Assert.Empty(visit.Context.TemplateErrors);
    }

    [Fact]
    public async Task A_display_mode_chooses_the_view_and_a_mode_without_one_is_drawn_as_ever()
    {
        await using var site = await DisplaySite.CreateAsync(
            ("Views/TaxonomyField-Tags.Display.liquid", "tags of all"), ("Views/Post-Tags-TaxonomyField-Tags.Display.liquid", "tags of posts"));
        await site.DefineAsync("Post", ["Tags:TaxonomyField:Tags", "Name:TextField:Unheard"]);
        await site.DefineAsync("Page", ["Tags:TaxonomyField:Tags"]);
        var post = await site.HtmlAsync(await site.PublishAsync("Post", "P", """{ "Post": { "Tags": {}, "Name": { "Text": "N" } } }"""));
        Assert.Contains("tags of posts", post, StringComparison.Ordinal);
        Assert.Contains("<span class=\"value\">N</span>", post, StringComparison.Ordinal);
        Assert.Contains("tags of all", await site.HtmlAsync(await site.PublishAsync("Page", "P", """{ "Page": { "Tags": {} } }""")), StringComparison.Ordinal);
    }
}
