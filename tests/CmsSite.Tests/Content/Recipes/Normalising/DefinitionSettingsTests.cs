using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Normalising;

namespace CmsSite.Tests.Content.Recipes.Normalising;

/// <summary>Settings of definitions as older versions wrote them.</summary>
public sealed class DefinitionSettingsTests
{
    [Theory]
    [InlineData("""{"Included":true,"Stored":true,"Analyzed":true}""", """{"Included":true,"Stored":true,"Keyword":false}""")]
    [InlineData("""{"Included":true,"Analyzed":false}""", """{"Included":true,"Stored":false,"Keyword":true}""")]
    [InlineData("""{"Included":"True","Analyzed":"False"}""", """{"Included":true,"Stored":false,"Keyword":true}""")]
    [InlineData("""{"Analyzed":false}""", """{"Included":false,"Stored":false,"Keyword":false}""")]
    public void Index_settings_get_their_new_name_and_what_was_not_analysed_is_a_keyword(string former, string current)
    {
        var settings = new JsonObject { ["ContentIndexSettings"] = JsonNode.Parse(former) };
        Assert.True(IndexSettings.Normalise(settings));
        Assert.Equal($$"""{"LuceneContentIndexSettings":{{current}}}""", settings.ToJsonString());
        Assert.False(IndexSettings.Normalise(settings));
    }

    [Fact]
    public void Index_settings_in_the_new_name_win_over_those_in_the_old()
    {
        var settings = Parse("""{"ContentIndexSettings":{"Included":true},"LuceneContentIndexSettings":{"Included":false}}""");
        Assert.True(IndexSettings.Normalise(settings));
        Assert.Equal("""{"LuceneContentIndexSettings":{"Included":false}}""", settings.ToJsonString());
    }

    [Fact]
    public void Single_values_of_a_type_move_into_its_settings_object()
    {
        var settings = Parse("""{"Creatable":"True","Stereotype":"Widget","Icon":"list-ul","Category":null}""");
        Assert.True(FlatSettings.Normalise(settings, "ContentTypeSettings", FlatSettings.OfType, own: null));
        Assert.True(JsonNode.DeepEquals(Parse("""{"Icon":"list-ul","ContentTypeSettings":{"Creatable":true,"Stereotype":"Widget"}}"""), settings));
    }

    [Fact]
    public void Single_values_of_an_attached_part_go_to_the_place_and_to_the_part()
    {
        var settings = Parse("""{"Position":"1","AllowCustomPath":"True","Pattern":"{{ x }}","AutoroutePartSettings":{"Pattern":"newer"}}""");
        Assert.True(FlatSettings.Normalise(settings, "ContentTypePartSettings", FlatSettings.OfAttachedPart, "AutoroutePartSettings"));
        Assert.True(JsonNode.DeepEquals(
            Parse("""{"ContentTypePartSettings":{"Position":"1"},"AutoroutePartSettings":{"Pattern":"newer","AllowCustomPath":true}}"""), settings));
    }

    [Fact]
    public void Settings_in_objects_stay_as_they_are()
    {
        var settings = Parse("""{"ContentTypePartSettings":{"Position":"1"}}""");
        Assert.False(FlatSettings.Normalise(settings, "ContentTypePartSettings", FlatSettings.OfAttachedPart, "TitlePartSettings"));
    }

    [Fact]
    public void A_BodyPart_is_attached_as_HtmlBodyPart()
    {
        var attached = Parse("""{"PartName":"BodyPart","Name":"BodyPart","Settings":{"BodyPartSettings":{"Editor":"Wysiwyg"}}}""");
        Assert.True(BodyPart.NormaliseAttached(attached));
        Assert.Equal("""{"PartName":"HtmlBodyPart","Name":"HtmlBodyPart","Settings":{"HtmlBodyPartSettings":{"Editor":"Wysiwyg"}}}""", attached.ToJsonString());
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
