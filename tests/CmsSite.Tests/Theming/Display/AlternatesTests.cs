using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Theming.Display;

namespace CmsSite.Tests.Theming.Display;

/// <summary>The names of Orchard's alternates, least specific first.</summary>
public class AlternatesTests
{
    private static readonly ContentItem _post = new()
    {
        DocumentId = 42,
        ContentType = "BlogPost",
        Content = (JsonObject)JsonNode.Parse("""{ "AliasPart": { "Alias": "my-post" }, "AutoroutePart": { "Path": "blog/my-post" } }""")!,
    };

    [Fact]
    public void An_item_in_detail() => Assert.Equal(
        [
            "Content__BlogPost", "Content_Detail", "Content__42", "Content_Detail__BlogPost", "Content_Detail__42",
            "Content__Alias__my__post", "Content_Detail__Alias__my__post", "Content__Slug__blog__my__post", "Content_Detail__Slug__blog__my__post",
        ],
        Alternates.OfItem(_post, null, "Detail"));

    [Fact]
    public void An_item_in_a_list_is_never_drawn_by_the_view_of_its_page() =>
        Assert.Equal(["Content_Summary__BlogPost"], Alternates.OfItem(_post, null, "Summary"));

    [Fact]
    public void An_embedded_item_has_no_number() => Assert.Equal(
        ["Content__Card", "Content_Detail", "Content_Detail__Card"], Alternates.OfItem(new ContentItem { ContentType = "Card" }, null, "Detail"));

    [Fact]
    public void A_widget() => Assert.Equal(
        [
            "Stereotype", "Widget", "Widget__BlogPost",
            "Widget__Alias__my__post", "Widget_Detail__Alias__my__post", "Widget__Slug__blog__my__post", "Widget_Detail__Slug__blog__my__post",
        ],
        Alternates.OfItem(_post, "Widget", "Detail"));

    [Fact]
    public void Another_stereotype_in_a_list() =>
        Assert.Equal(["Stereotype_Summary", "Block_Summary", "Block_Summary__BlogPost"], Alternates.OfItem(_post, "Block", "Summary"));

    [Fact]
    public void A_part() => Assert.Equal(
        ["HtmlBodyPart_Detail", "Blog__HtmlBodyPart", "Blog_Detail__HtmlBodyPart"], Alternates.OfPart("Blog", null, Attached("HtmlBodyPart"), "HtmlBodyPart", "Detail"));

    [Fact]
    public void A_part_of_a_widget() => Assert.Equal(
        ["HtmlBodyPart_Summary", "Hero__HtmlBodyPart", "Widget__HtmlBodyPart", "Hero_Summary__HtmlBodyPart", "Widget_Summary__HtmlBodyPart"],
        Alternates.OfPart("Hero", "Widget", Attached("HtmlBodyPart"), "HtmlBodyPart", "Summary"));

    [Fact]
    public void A_named_part() => Assert.Equal(
        [
            "BagPart_Detail",
            "LandingPage__BagPart", "Widget__BagPart", "LandingPage_Detail__BagPart", "Widget_Detail__BagPart",
            "LandingPage__Services", "Widget__BagPart__Services", "LandingPage_Detail__Services", "Widget_Detail__BagPart__Services",
        ],
        Alternates.OfPart("LandingPage", "Widget", Attached("BagPart", "Services"), "BagPart", "Detail"));

    [Fact]
    public void A_second_shape_of_a_part() => Assert.Equal(
        ["ListPartFeed_Detail", "Blog__ListPart__ListPartFeed", "Blog_Detail__ListPart__ListPartFeed"],
        Alternates.OfPart("Blog", null, Attached("ListPart"), "ListPartFeed", "Detail"));

    [Fact]
    public void A_part_with_a_display_mode() => Assert.Equal(
        [
            "HtmlBodyPart_Summary", "HtmlBodyPart_Display__Short", "HtmlBodyPart_Summary__Short_Display",
            "Blog_Display__HtmlBodyPart__Short", "Blog_Summary__HtmlBodyPart__Short_Display",
        ],
        Alternates.OfPart("Blog", null, Attached("HtmlBodyPart", mode: "Short"), "HtmlBodyPart", "Summary"));

    [Fact]
    public void A_field() => Assert.Equal(
        [
            "TextField_Summary",
            "BlogPost__Subtitle", "BlogPost__TextField", "BlogPost__BlogPost__Subtitle",
            "BlogPost_Summary__Subtitle", "BlogPost_Summary__TextField", "BlogPost_Summary__BlogPost__Subtitle",
        ],
        Alternates.OfField("BlogPost", Attached("BlogPost"), Field("Subtitle", "TextField"), "Summary"));

    [Fact]
    public void A_field_with_a_display_mode() => Assert.Equal(
        [
            "TaxonomyField_Detail", "TaxonomyField_Display__Tags", "TaxonomyField_Detail__Tags_Display",
            "TaxonomyField_Display__TaxonomyField__Tags", "BlogPost_Display__Tags__TaxonomyField__Tags",
            "BlogPost_Display__TaxonomyField__TaxonomyField__Tags", "BlogPost_Display__BlogPost__Tags__TaxonomyField__Tags",
            "TaxonomyField_Detail__TaxonomyField__Tags_Display", "BlogPost_Detail__Tags__TaxonomyField__Tags_Display",
            "BlogPost_Detail__TaxonomyField__TaxonomyField__Tags_Display", "BlogPost_Detail__BlogPost__Tags__TaxonomyField__Tags_Display",
        ],
        Alternates.OfField("BlogPost", Attached("BlogPost"), Field("Tags", "TaxonomyField", "Tags"), "Detail"));

    private static ContentTypePartDefinition Attached(string partName, string? name = null, string? mode = null) => new()
    {
        PartName = partName,
        Name = name ?? partName,
        Settings = new DefinitionSettings(new JsonObject { ["ContentTypePartSettings"] = new JsonObject { ["DisplayMode"] = mode } }),
        Part = ContentPartDefinition.FromJson(partName, []),
    };

    private static ContentPartFieldDefinition Field(string name, string type, string? mode = null) => new()
    {
        Name = name,
        FieldType = type,
        Settings = new DefinitionSettings(new JsonObject { ["ContentPartFieldSettings"] = new JsonObject { ["DisplayMode"] = mode } }),
    };
}
