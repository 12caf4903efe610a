using System.Text.Json.Nodes;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Admin.Contents.Editors;
using CmsSite.Admin.Contents.Editors.Blocks;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Tests.Admin;

/// <summary>The order of embedded items, in lists and in trees, and the way from a problem in one of them to its input.</summary>
public class BlockTreeTests
{
    private static readonly string[] _terms = ["TaxonomyPart", "Terms"];

    [Fact]
    public void Rows_come_parents_first_and_tell_how_deep_they_are() =>
        Assert.Equal("a b> c>> d", Written(Tree("""[ { "ContentItemId": "a", "Terms": [ { "ContentItemId": "b", "Terms": [ { "ContentItemId": "c" } ] } ] }, { "ContentItemId": "d" } ]""").Tree));

    [Theory]
    [InlineData("b", -1, "b a c")]
    [InlineData("b", 1, "a c b")]
    [InlineData("a", -1, "a b c")]
    [InlineData("c", 1, "a b c")]
    public void A_row_moves_among_its_siblings_and_not_beyond_them(string id, int by, string expected)
    {
        var (tree, _) = Flat();
        tree.Move(Row(tree, id), by);
        Assert.Equal(expected, Written(tree));
    }

    [Fact]
    public void What_is_moved_in_and_out_again_stands_behind_what_it_was_below()
    {
        var (tree, _) = Flat();
        tree.Indent(Row(tree, "b"));
        Assert.Equal("a b> c", Written(tree));
        tree.Indent(Row(tree, "c"));
        Assert.Equal("a b> c>", Written(tree));
        tree.Outdent(Row(tree, "b"));
        Assert.Equal("a c> b", Written(tree));
        Assert.False(tree.CanIndent(Row(tree, "a")));
    }

    [Theory]
    [InlineData("a", "c", false, "b c a")]
    [InlineData("a", "c", true, "b a c")]
    [InlineData("c", "a", true, "c a b")]
    [InlineData("b", "b", true, "a b c")]
    public void A_row_is_dropped_before_or_behind_another(string id, string target, bool isBefore, string expected)
    {
        var (tree, _) = Flat();
        tree.MoveTo(Row(tree, id), Row(tree, target), isBefore);
        Assert.Equal(expected, Written(tree));
    }

    [Fact]
    public void Nothing_is_dropped_into_itself()
    {
        var (tree, _) = Tree("""[ { "ContentItemId": "a", "Terms": [ { "ContentItemId": "b" } ] } ]""");
        tree.MoveTo(Row(tree, "a"), Row(tree, "b"), isBefore: false);
        Assert.Equal("a b>", Written(tree));
    }

    [Fact]
    public void What_was_removed_comes_back_with_all_below_it_to_where_it_was()
    {
        var (tree, item) = Tree("""[ { "ContentItemId": "a", "Terms": [ { "ContentItemId": "b" } ] }, { "ContentItemId": "c" } ]""");
        var before = item.Item.Content.ToJsonString();
        var removed = tree.Remove(Row(tree, "a"));
        Assert.Equal("c", Written(tree));
        tree.PutBack(removed);
        Assert.Equal(before, item.Item.Content.ToJsonString());
        Assert.Equal(SaveState.Unsaved, item.State);
    }

    [Fact]
    public void A_copy_shares_no_id_with_what_it_was_made_of()
    {
        var (tree, _) = Tree("""[ { "ContentItemId": "a", "ContentType": "Tag", "Terms": [ { "ContentItemId": "b", "ContentType": "Tag" } ] } ]""");
        tree.Duplicate(Row(tree, "a"));
        Assert.Equal(4, tree.Rows().Select(row => row.Json["ContentItemId"].AsText()).Distinct().Count());
    }

    [Fact]
    public void A_first_one_makes_the_list_and_looking_at_none_does_not()
    {
        var item = new EditedItem(A.ContentItem("Taxonomy"), ContentTypeDefinition.Unknown("Taxonomy"));
        var tree = new BlockTree(item, _terms);
        Assert.Empty(tree.Rows());
        Assert.Null(item.Item.Part("TaxonomyPart"));
        tree.Add(new JsonObject { ["ContentItemId"] = "first" });
        Assert.Equal("first", Written(tree));
    }

    [Fact]
    public void A_problem_in_an_embedded_item_is_its_own_and_leads_to_its_input_also_after_it_has_moved()
    {
        var (tree, item) = Flat();
        var (_, revision) = item.BeginSave();
        item.EndSave(new SaveOutcome.Refused([new ContentProblem("TaxonomyPart.Terms[1].TitlePart.Title", "Call it something.")]), revision, DateTime.UnixEpoch, SaveIntent.Draft);
        var embedded = new EmbeddedItem(item, Row(tree, "b").Json, ContentTypeDefinition.Unknown("Tag"));
        Assert.Equal("TitlePart.Title", Assert.Single(embedded.Problems).Path);
        Assert.Empty(new EmbeddedItem(item, Row(tree, "a").Json, ContentTypeDefinition.Unknown("Tag")).Problems);
        Assert.Equal(embedded.PlaceOf("TitlePart.Title"), item.PlaceOf(item.Problems[0].Path));

        var place = embedded.PlaceOf("TitlePart.Title");
        tree.Move(Row(tree, "b"), -1);
        Assert.Equal(place, embedded.PlaceOf("TitlePart.Title"));
        Assert.Empty(item.Problems);
    }

    [Fact]
    public void A_change_in_an_embedded_item_is_a_change_of_the_outer_one_and_ends_what_was_wrong_there()
    {
        var (tree, item) = Flat();
        var (_, revision) = item.BeginSave();
        item.EndSave(new SaveOutcome.Refused([new ContentProblem("TaxonomyPart.Terms[2].TitlePart.Title", "No."), new ContentProblem("TitlePart.Title", "Neither.")]), revision, DateTime.UnixEpoch, SaveIntent.Draft);
        var embedded = new EmbeddedItem(item, Row(tree, "c").Json, ContentTypeDefinition.Unknown("Tag"));
        var part = new EditedPart(embedded, new ContentTypePartDefinition
        {
            Name = "TitlePart", PartName = "TitlePart", Settings = new DefinitionSettings([]), Part = ContentPartDefinition.FromJson("TitlePart", []),
        });
        part.SetText("Title", "Harbours");
        embedded.SetTitle("Harbours");
        Assert.Equal("Harbours", (string?)item.Item.Content["TaxonomyPart"]!["Terms"]![2]!["TitlePart"]!["Title"]);
        Assert.Equal("TitlePart.Title", Assert.Single(item.Problems).Path);
    }

    private static (BlockTree Tree, EditedItem Item) Flat() => Tree("""[ { "ContentItemId": "a" }, { "ContentItemId": "b" }, { "ContentItemId": "c" } ]""");

    private static (BlockTree Tree, EditedItem Item) Tree(string terms)
    {
        var item = A.ContentItem("Taxonomy");
        item.EnsurePart("TaxonomyPart")["Terms"] = JsonNode.Parse(terms);
        var edited = new EditedItem(item, ContentTypeDefinition.Unknown("Taxonomy"));
        return (new BlockTree(edited, _terms, ["Terms"]), edited);
    }

    private static Block Row(BlockTree tree, string id) => tree.Rows().First(row => row.Json["ContentItemId"].AsText() == id);

    private static string Written(BlockTree tree) => string.Join(' ', tree.Rows().Select(row => row.Json["ContentItemId"].AsText() + new string('>', row.Depth)));
}
