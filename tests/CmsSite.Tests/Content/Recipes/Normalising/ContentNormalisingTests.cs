using System.Text.Json.Nodes;
using CmsSite.Content.Recipes.Normalising;

namespace CmsSite.Tests.Content.Recipes.Normalising;

/// <summary>Items, queries, menus, permissions and site settings as older versions wrote them.</summary>
public sealed class ContentNormalisingTests
{
    [Fact]
    public void A_BodyPart_in_an_item_becomes_an_HtmlBodyPart()
    {
        var item = Parse("""{"BodyPart":{"Body":"<p>x</p>"}}""");
        Assert.True(BodyPart.NormaliseItem(item));
        Assert.Equal("""{"HtmlBodyPart":{"Html":"\u003Cp\u003Ex\u003C/p\u003E"}}""", item.ToJsonString());
    }

    [Theory]
    [InlineData("""{"BodyPart":{"Text":"somebody's own part"}}""")]
    [InlineData("""{"BodyPart":{"Body":"a"},"HtmlBodyPart":{"Html":"b"}}""")]
    public void A_BodyPart_that_is_another_thing_stays(string json) => Assert.False(BodyPart.NormaliseItem(Parse(json)));

    [Theory]
    [InlineData("""{"LinkMenuItemPart":{"Name":"Home"}}""", "Home")]
    [InlineData("""{"DisplayText":"","ContentMenuItemPart":{"Name":"About"}}""", "About")]
    [InlineData("""{"DisplayText":"Start","LinkMenuItemPart":{"Name":"Home"}}""", "Start")]
    public void The_label_of_a_menu_item_comes_from_its_part_when_it_has_none(string json, string label)
    {
        var item = Parse(json);
        MenuItemNames.Normalise(item);
        Assert.Equal(label, (string?)item["DisplayText"]);
    }

    [Fact]
    public void Entries_of_the_dashboards_menu_get_todays_names()
    {
        var node = Parse("""{"ContentTypes":[{"ContentTypeId":"Page"}],"PermissionName":"EditContent"}""");
        Assert.True(AdminNodes.Normalise(node));
        Assert.True(JsonNode.DeepEquals(
            Parse("""{"ContentTypes":[{"ContentTypeName":"Page","ContentTypeDisplayName":"Page"}],"PermissionNames":["EditContent"]}"""), node));
        Assert.False(AdminNodes.Normalise(node));
    }

    [Fact]
    public void ReturnDocuments_is_ReturnContentItems()
    {
        var query = Parse("""{"ReturnDocuments":"true"}""");
        Assert.True(QueryProperties.RenameReturnDocuments(query));
        Assert.Equal("""{"ReturnContentItems":true}""", query.ToJsonString());
        Assert.False(QueryProperties.RenameReturnDocuments(query));
    }

    [Fact]
    public void A_query_stored_by_a_newer_version_is_read_flat()
    {
        var query = Parse("""{"Name":"Q","Properties":{"LuceneQueryMetadata":{"Template":"{}","Index":"Search"}}}""");
        Assert.True(QueryProperties.Flatten(query));
        Assert.Equal(("{}", "Search"), ((string?)query["Template"], (string?)query["Index"]));
    }

    [Theory]
    [InlineData("QueryLuceneSearchIndex", "QueryIndex_Search")]
    [InlineData("QueryIndex_Search", "QueryIndex_Search")]
    [InlineData("QueryLuceneApi", "QueryLuceneApi")]
    [InlineData("EditContent", "EditContent")]
    public void Permissions_per_index_get_their_new_name(string former, string current) => Assert.Equal(current, PermissionNames.Normalise(former));

    [Fact]
    public void LuceneSettings_say_which_index_is_searched_and_where_in_it()
    {
        var settings = Parse("""{"SearchIndex":"Search","DefaultSearchFields":["Content.ContentItem.FullText"]}""");
        Assert.Equal("""{"DefaultIndexProfileName":"Search"}""", LuceneSettings.ToSearchSettings(settings)!.ToJsonString());
        Assert.Equal("Search", LuceneSettings.DefaultSearchFields(settings)!.Value.Index);
        Assert.Null(LuceneSettings.ToSearchSettings([]));
    }

    [Theory]
    [InlineData("OrchardCore.AdminMenu.AdminNodes.LinkAdminNode, OrchardCore.AdminMenu", "LinkAdminNode")]
    [InlineData("OrchardCore.AdminTrees.AdminNodes.LinkAdminNode", "LinkAdminNode")]
    [InlineData("LinkAdminNode", "LinkAdminNode")]
    [InlineData("", null)]
    public void Types_are_told_by_their_class_name(string type, string? name) => Assert.Equal(name, ClassNames.Of(type));

    [Fact]
    public void A_note_is_said_once_with_its_number()
    {
        var notes = new NormalisationNotes();
        notes.Add("data[0]", "x is read as y");
        notes.Add("data[1]", "x is read as y");
        Assert.Equal(("data[0]", "x is read as y (2 times)"), Assert.Single(notes.All));
    }

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
