using System.Text.Json.Nodes;
using Bunit;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Admin.Contents.Editors;
using CmsSite.Admin.Contents.Editors.Fields;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Tests.Admin;

/// <summary>Editors of fields: what they show of the JSON, and what a change makes of it.</summary>
public sealed class EditorComponentTests : BunitContext
{
    [Theory]
    [InlineData(null, "input[type=text]")]
    [InlineData("TextArea", "textarea")]
    [InlineData("Email", "input[type=email]")]
    [InlineData("CodeMirror", "textarea.code")]
    public void A_text_field_has_the_input_that_its_editor_names(string? editor, string selector) =>
        Assert.Single(Render<TextFieldEditor>(parameters => parameters.Add(component => component.Field, Field("TextField", editor))).FindAll(selector));

    [Fact]
    public void A_predefined_list_offers_its_options_and_keeps_a_value_that_is_none_of_them()
    {
        var field = Field("TextField", "PredefinedList", """{ "TextFieldPredefinedListEditorSettings": { "Editor": "Dropdown", "Options": [{ "name": "Left", "value": "l" }, { "name": "Right", "value": "r" }] } }""", """{ "Text": "middle" }""");
        var list = Render<TextFieldEditor>(parameters => parameters.Add(component => component.Field, field));
        Assert.Equal(["middle", "Left", "Right"], list.FindAll("option").Select(option => option.TextContent));
        list.Find("select").Change("r");
        Assert.Equal("r", field.Text("Text"));
    }

    [Fact]
    public void A_number_is_stored_as_a_number_and_nothing_as_nothing()
    {
        var field = Field("NumericField", null);
        var number = Render<NumericFieldEditor>(parameters => parameters.Add(component => component.Field, field));
        number.Find("input").Change("12.50");
        Assert.Equal("12.50", field.Value("Value")!.ToJsonString());
        number.Find("input").Change("");
        Assert.Null(field.Value("Value"));
    }

    [Fact]
    public void A_place_is_two_numbers_a_pair_fills_both_and_what_is_no_number_is_not_lost()
    {
        var field = Field("GeoPointField", null);
        var place = Render<GeoPointFieldEditor>(parameters => parameters.Add(component => component.Field, field));
        Assert.Empty(place.FindAll("a"));

        place.FindAll("input")[0].Change("52.5163, 13.3777");
        Assert.Equal("""{"Latitude":52.5163,"Longitude":13.3777}""", field.Data!.ToJsonString());
        Assert.Equal("https://www.openstreetmap.org/?mlat=52.5163&mlon=13.3777#map=14/52.5163/13.3777", place.Find("a").GetAttribute("href"));

        place.FindAll("input")[1].Change("east of here");
        Assert.Equal("east of here", field.Text("Longitude"));
        Assert.Equal("east of here", place.FindAll("input")[1].GetAttribute("value"));
        place.FindAll("input")[1].Change("");
        Assert.Null(field.Value("Longitude"));
    }

    [Fact]
    public void Another_video_has_its_player_made_anew_and_the_same_one_keeps_its_own()
    {
        var field = Field("YoutubeField", null, data: """{ "RawAddress": "https://youtu.be/abc", "EmbeddedAddress": "https://www.youtube.com/embed/abc?rel=0" }""");
        var video = Render<YoutubeFieldEditor>(parameters => parameters.Add(component => component.Field, field));
        video.Find("input").Change(" https://youtu.be/abc ");
        Assert.Equal("https://www.youtube.com/embed/abc?rel=0", field.Text("EmbeddedAddress"));
        video.Find("input").Change("https://youtu.be/xyz");
        Assert.Equal(("https://youtu.be/xyz", null), (field.Text("RawAddress"), field.Text("EmbeddedAddress")));
    }

    [Fact]
    public void Looking_at_a_field_adds_nothing_to_the_item_and_saying_the_same_again_changes_nothing()
    {
        var field = Field("MultiTextField", null, """{ "MultiTextFieldSettings": { "Options": [{ "name": "One", "value": "1" }, { "name": "Two", "value": "2" }] } }""");
        var before = field.Edited.Item.Content.ToJsonString();
        var choices = Render<MultiTextFieldEditor>(parameters => parameters.Add(component => component.Field, field));
        Assert.Equal(before, field.Edited.Item.Content.ToJsonString());
        choices.FindAll("input")[1].Change(true);
        choices.FindAll("input")[1].Change(true);
        Assert.Equal(["2"], field.Value("Values").AsTexts());
        Assert.Equal(SaveState.Unsaved, field.Edited.Root.State);
    }

    [Fact]
    public void Files_keep_their_texts_and_focal_points_when_they_change_places()
    {
        var field = Field("MediaField", null, """{ "MediaFieldSettings": { "Multiple": true, "AllowAnchors": true } }""",
            """{ "Paths": ["a.jpg", "b.jpg"], "MediaTexts": ["A"], "Anchors": [{ "X": 0.1, "Y": 0.2 }] }""");
        var files = FieldMedia.Read(field);
        FieldMedia.Write(field, [files[1] with { IsDecorative = true }, files[0]], anchors: true);
        Assert.Equal("""{"Paths":["b.jpg","a.jpg"],"MediaTexts":["","A"],"Anchors":[{"X":0.5,"Y":0.5},{"X":0.1,"Y":0.2}],"Decorative":[true,false]}""", field.Data!.ToJsonString());
        FieldMedia.Write(field, [], anchors: true);
        Assert.Equal("""{"Paths":[],"MediaTexts":[],"Anchors":[],"Decorative":[]}""", field.Data!.ToJsonString());
    }

    [Fact]
    public void What_is_wrong_stands_beside_the_input_that_a_jump_leads_to()
    {
        var field = Field("TextField", null);
        var (_, revision) = field.Edited.Root.BeginSave();
        field.Edited.Root.EndSave(new SaveOutcome.Refused([new ContentProblem("Story.Field.Text", "Say something.")]), revision, DateTime.UnixEpoch, SaveIntent.Draft);
        var text = Render<TextFieldEditor>(parameters => parameters.Add(component => component.Field, field));
        Assert.Equal("Say something.", text.Find(".wrong .problem").TextContent);
        Assert.Equal(ProblemPlaces.IdOf("Story.Field.Text"), text.Find("input").Id);
    }

    [Theory]
    [InlineData("2026-06-01T08:00", "2026-06-01T06:00:00Z")]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z")] // the clocks skip it: when a clock that was not put forward shows it
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z")] // it comes twice: the first
    public void Local_times_become_moments_also_where_the_clocks_change(string local, string utc) =>
        Assert.Equal(utc, MomentInput.Write(MomentInput.ToUtc(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))));

    private static EditedField Field(string type, string? editor, string settings = "{}", string? data = null)
    {
        var json = (JsonObject)JsonNode.Parse(settings)!;
        json["ContentPartFieldSettings"] = new JsonObject { ["Editor"] = editor };
        var definition = ContentPartDefinition.FromJson("Story", new JsonObject
        {
            ["ContentPartFieldDefinitionRecords"] = new JsonArray(new JsonObject { ["FieldName"] = type, ["Name"] = "Field", ["Settings"] = json }),
        });
        var part = new ContentTypePartDefinition { Name = "Story", PartName = "Story", Settings = new DefinitionSettings([]), Part = definition };
        var item = A.ContentItem("Story");
        if (data is not null)
        {
            item.EnsurePart("Story")["Field"] = JsonNode.Parse(data);
        }

        return new EditedField(new EditedItem(item, ContentTypeDefinition.Unknown("Story")), part, definition.Fields[0]);
    }
}
