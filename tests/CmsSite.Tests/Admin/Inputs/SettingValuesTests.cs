using System.Text.Json.Nodes;
using CmsSite.Admin.Inputs;

namespace CmsSite.Tests.Admin.Inputs;

/// <summary>Single values of settings, read and written among others.</summary>
public class SettingValuesTests
{
    private static readonly SettingInput _flag = new("PartSettings", "RenderTitle", SettingKind.Flag, "Show") { Default = true };
    private static readonly SettingInput _choice = new("PartSettings", "Options", SettingKind.Enumeration, "Options") { Choices = [new("Editable", "Written"), new("Hidden", "Not shown")] };
    private static readonly SettingInput _editor = new("FieldSettings", "Editor", SettingKind.Choice, "Editor") { Choices = [new("", "Standard"), new("TextArea", "Lines")] };

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{ "PartSettings": { "renderTitle": "False" } }""", false)]
    [InlineData("""{ "PartSettings": { "RenderTitle": false } }""", false)]
    public void A_flag_is_read_in_any_spelling_and_has_its_default(string settings, bool value) => Assert.Equal(value, SettingValues.Flag(Parse(settings), _flag));

    [Theory]
    [InlineData("{}", "Editable")]
    [InlineData("""{ "PartSettings": { "Options": 1 } }""", "Hidden")]
    [InlineData("""{ "PartSettings": { "Options": "hidden" } }""", "Hidden")]
    [InlineData("""{ "PartSettings": { "Options": 7 } }""", "7")]
    public void A_choice_is_read_by_its_number_or_its_name(string settings, string value) => Assert.Equal(value, SettingValues.Chosen(Parse(settings), _choice));

    [Fact]
    public void What_is_given_the_value_that_it_has_anyway_is_not_written_and_all_else_stays()
    {
        var settings = Parse("""{"Other":{"a":1.50},"PartSettings":{"options":"Hidden","vendor":null}}""");
        SettingValues.Write(settings, _flag, true);
        SettingValues.Choose(settings, _choice, "Hidden");
        Assert.Equal("""{"Other":{"a":1.50},"PartSettings":{"options":"Hidden","vendor":null}}""", settings.ToJsonString());
        SettingValues.Write(settings, _flag, false);
        SettingValues.Choose(settings, _choice, "Editable");
        Assert.Equal("""{"Other":{"a":1.50},"PartSettings":{"options":0,"vendor":null,"RenderTitle":false}}""", settings.ToJsonString());
    }

    [Fact]
    public void The_standard_choice_takes_the_value_out()
    {
        var settings = Parse("""{"FieldSettings":{"Editor":"TextArea","Position":"1"}}""");
        SettingValues.Choose(settings, _editor, "");
        Assert.Equal("""{"FieldSettings":{"Position":"1"}}""", settings.ToJsonString());
    }

    [Theory]
    [InlineData("12", "12")]
    [InlineData(" 1.5 ", "1.5")]
    [InlineData("many", "\"many\"")]
    [InlineData("1,5", "\"1,5\"")]
    [InlineData(" ", null)]
    public void A_number_is_one_or_stays_what_was_typed(string typed, string? stored) => Assert.Equal(stored, SettingValues.Number(typed)?.ToJsonString());

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
