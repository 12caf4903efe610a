using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Fields;

public class FieldTests : IAsyncLifetime
{
    private TestSite _site = null!;

    public async Task InitializeAsync() => _site = await TestSite.CreateAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Theory]
    [InlineData("TextField", """{"Required":true}""", """{"Text":" "}""", "Text: F is required: a text is expected.")]
    [InlineData("TextField", """{"MinLength":3}""", """{"Text":"ab"}""", "Text: F has at least 3 characters; 2 are given.")]
    [InlineData("TextField", """{"MaxLength":1}""", """{"Text":"ab"}""", "Text: F has at most 1 characters; 2 are given.")]
    [InlineData("HtmlField", """{"Required":true}""", """{}""", "Html: F is required: a text is expected.")]
    [InlineData("NumericField", """{"Minimum":1,"Maximum":5}""", """{"Value":7}""", "Value: F must be between 1 and 5; 7 is given.")]
    [InlineData("NumericField", """{"Minimum":1}""", """{"Value":0}""", "Value: F must be at least 1; 0 is given.")]
    [InlineData("NumericField", """{"Scale":1}""", """{"Value":1.25}""", "Value: F must have at most 1 digits after the point.")]
    [InlineData("NumericField", """{}""", """{"Value":"many"}""", "Value: F is a number, not \"many\".")]
    [InlineData("BooleanField", """{}""", """{"Value":"maybe"}""", "Value: F is true or false, not \"maybe\".")]
    [InlineData("DateField", """{}""", """{"Value":"yesterday"}""", "Value: F: a date such as 2026-05-01 is expected, not \"yesterday\".")]
    [InlineData("DateTimeField", """{"Required":true}""", """{"Value":null}""", "Value: F is required: a date and time in UTC such as 2026-05-01T08:00:00Z is expected.")]
    [InlineData("TimeField", """{}""", """{"Value":"25:00"}""", "Value: F: a time such as 18:30:00 is expected, not '25:00'.")]
    [InlineData("GeoPointField", """{}""", """{"Latitude":91,"Longitude":0}""", "Latitude: F: the latitude is a number of degrees between -90 and 90.")]
    [InlineData("LinkField", """{}""", """{"Url":"javascript:alert(1)"}""", "Url: The address 'javascript:alert(1)' cannot be a link.")]
    [InlineData("LinkField", """{"LinkTextMode":1}""", """{"Url":"/x"}""", "Text: F needs a text to be clicked on.")]
    [InlineData("YoutubeField", """{}""", """{"RawAddress":"https://example.org/v"}""", "RawAddress: F: the address of a video")]
    [InlineData("ContentPickerField", """{}""", """{"ContentItemIds":["a","b"]}""", "ContentItemIds: F takes one value; 2 are given.")]
    [InlineData("UserPickerField", """{"Required":true}""", """{"UserIds":[]}""", "UserIds: F is required: a user is expected.")]
    [InlineData("TaxonomyField", """{"Unique":true}""", """{"TermContentItemIds":["a","b"]}""", "TermContentItemIds: F takes one value; 2 are given.")]
    [InlineData("MediaField", """{"AllowedExtensions":[".jpg"]}""", """{"Paths":["a.pdf"]}""", "Paths: 'a.pdf' cannot be used here: F takes .jpg.")]
    [InlineData("MediaField", """{}""", """{"Paths":["a.jpg","b/c.png"],"MediaTexts":["A bridge"]}""", "MediaTexts[1]: F: 'c.png' needs a description, or the mark that it is decoration only.")]
    [InlineData("MediaField", """{}""", """{"Paths":["a.jpg"],"MediaTexts":[" "],"Decorative":[false]}""", "MediaTexts[0]: F: 'a.jpg' needs a description, or the mark that it is decoration only.")]
    [InlineData("MediaField", """{}""", """{"Paths":["../secret"]}""", "Paths: '../secret' is no path of the media library.")]
    [InlineData("MultiTextField", """{"Options":[{"name":"A","value":"a"}]}""", """{"Values":["b"]}""", "Values: 'b' is none of the values of F: 'a'.")]
    public async Task What_is_wrong_is_said_with_what_is_expected(string type, string settings, string value, string message)
    {
        await DefineAsync(type, settings);
        await using var scope = _site.Open();
        var problem = Assert.Single(await scope.Manager.PublishAsync(scope.Item($$"""{"ContentType":"T","T":{"F":{{value}} } }""")));
        Assert.StartsWith($"T.F.{message}", $"{problem.Path}: {problem.Message}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HtmlField", """{}""", """{"Html":"<p onclick=x>a</p>"}""", """{"Html":"<p>a</p>"}""")]
    [InlineData("HtmlField", """{"SanitizeHtml":false}""", """{"Html":"<p onclick=x>a</p>"}""", """{"Html":"<p onclick=x>a</p>"}""")]
    [InlineData("NumericField", """{"Scale":2}""", """{"Value":"1.50"}""", """{"Value":1.50}""")]
    [InlineData("BooleanField", """{}""", """{"Value":"True"}""", """{"Value":true}""")]
    [InlineData("TaxonomyField", """{"TaxonomyContentItemId":"tags"}""", """{"TermContentItemIds":["a"]}""", """{"TermContentItemIds":["a"],"TaxonomyContentItemId":"tags"}""")]
    [InlineData("MediaField", """{}""", """{"Paths":["/media/a/b.pdf","c\\d.pdf"]}""", """{"Paths":["a/b.pdf","c/d.pdf"]}""")]
    [InlineData("YoutubeField", """{}""", """{"RawAddress":"https://youtu.be/abc_1-2?t=4"}""", """{"RawAddress":"https://youtu.be/abc_1-2?t=4","EmbeddedAddress":"https://www.youtube.com/embed/abc_1-2"}""")]
    [InlineData("TextField", """{"Type":1,"Pattern":"{{ ContentItem.DisplayText }}!"}""", """{"Text":"old"}""", """{"Text":"Shown!"}""")]
    [InlineData("CodeField", """{"Required":true}""", """{"Anything":1}""", """{"Anything":1}""")]
    public async Task A_value_is_brought_into_form(string type, string settings, string value, string stored)
    {
        await DefineAsync(type, settings);
        var item = await _site.PublishAsync($$"""{"ContentType":"T","DisplayText":"Shown","T":{"F":{{value}} } }""");
        Assert.Equal(stored, item.Field("T", "F")!.ToJsonString(Relaxed));
    }

    [Fact]
    public async Task A_draft_may_be_incomplete_but_nothing_in_it_may_run()
    {
        await DefineAsync("LinkField", """{"Required":true}""");
        await using var scope = _site.Open();
        Assert.Empty(await scope.Manager.SaveDraftAsync(scope.Item("""{"ContentType":"T","T":{"F":{}}}""")));
        Assert.NotEmpty(await scope.Manager.SaveDraftAsync(scope.Item("""{"ContentType":"T","T":{"F":{"Url":"javascript:x"}}}""")));
    }

    [Fact]
    public async Task A_recipes_link_that_would_run_something_leads_nowhere()
    {
        await DefineAsync("LinkField", "{}");
        await _site.ImportAsync("""{"ContentItemId":"a","ContentType":"T","Latest":true,"Published":true,"T":{"F":{"Url":"javascript:void(0)"}}}""");
        Assert.Equal("#", (await _site.ReadAsync(scope => scope.PublishedAsync("a"))).Field("T", "F")!["Url"].AsText());
    }

    [Fact]
    public async Task New_items_have_the_default_values()
    {
        await _site.DefineAsync("D", """
            {"D":{"fields":{
                "N":{"FieldName":"NumericField","Settings":{"NumericFieldSettings":{"DefaultValue":"4.5"}}},
                "B":{"FieldName":"BooleanField","Settings":{"BooleanFieldSettings":{"DefaultValue":true}}},
                "P":{"FieldName":"TextField","Settings":{"ContentPartFieldSettings":{"Editor":"PredefinedList"},"TextFieldPredefinedListEditorSettings":{"DefaultValue":"m","Options":[{"name":"M","value":"m"}]}}},
                "L":{"FieldName":"LinkField","Settings":{"LinkFieldSettings":{"DefaultUrl":"/x","DefaultText":"X"}}},
                "M":{"FieldName":"MultiTextField","Settings":{"MultiTextFieldSettings":{"Options":[{"name":"A","value":"a","default":true},{"name":"B","value":"b"}]}}},
                "E":"TextField"}}}
            """);
        await using var scope = _site.Open();
        Assert.Equal("""{"N":{"Value":4.5},"B":{"Value":true},"P":{"Text":"m"},"L":{"Url":"/x","Text":"X"},"M":{"Values":["a"]}}""", scope.Manager.New("D").Part("D")!.ToJsonString());
    }

    [Fact]
    public async Task Values_are_indexed_as_orchards_queries_expect_them()
    {
        await _site.DefineAsync("I", """
            {"I":{"fields":{"Text":"TextField","Long":"TextField","Empty":"TextField","Flag":"BooleanField","Number":"NumericField","Date":"DateField","Time":"TimeField",
                "Pick":"ContentPickerField","User":"UserPickerField","Link":"LinkField","Multi":"MultiTextField","Html":"HtmlField"}}}
            """);
        var longText = new string('x', 800);
        await _site.ImportAsync($$"""
            {"ContentItemId":"i","ContentType":"I","Latest":true,"Published":true,"I":{"Text":{"Text":"t"},"Long":{"Text":"{{longText}}"},"Empty":{},"Flag":{"Value":false},"Number":{"Value":1.5},"Date":{"Value":"2026-03-01T00:00:00Z"},"Time":{"Value":"10:00:00"},
             "Pick":{"ContentItemIds":["a","b","a"]},"User":{"UserIds":["u"]},"Link":{"Url":"/x","Text":"X"},"Multi":{"Values":["m","n"]},"Html":{"Html":"<p>h</p>"} } }
            """);
        await using var scope = _site.Open();
        var rows = await scope.Database.Fields.OrderBy(row => row.Id).ToListAsync();
        Assert.Equal(
        [
            "Text t", $"Long {longText[..766]} {longText}", "Flag False", "Number 1.5", "Date 2026-03-01", "Time 10:00:00", "Pick a", "Pick b", "User u", "Link /x X", "Multi m", "Multi n",
        ], rows.Select(Describe));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Describe(FieldIndexRow row) => string.Join(' ', new[]
    {
        row.ContentField, row.Value, row.Text, row.Flag?.ToString(), row.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Moment?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
    }.Where(value => value is not null));

    private Task DefineAsync(string type, string settings) => _site.DefineAsync("T", new JsonObject
    {
        ["T"] = new JsonObject
        {
            ["fields"] = new JsonObject { ["F"] = new JsonObject { ["FieldName"] = type, ["Settings"] = new JsonObject { [$"{type}Settings"] = JsonNode.Parse(settings) } } },
        },
    }.ToJsonString());
}
