using System.Text.Json.Nodes;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Tests.Content.Recipes.Steps;

public sealed class DefinitionStepsTests : IAsyncLifetime
{
    private const string Article = """
        { "name": "ContentDefinition",
          "ContentTypes": [ { "Name": "Article", "DisplayName": "Article", "Settings": { "ContentTypeSettings": { "Creatable": true } },
            "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart", "Settings": { "ContentTypePartSettings": { "Position": "0" } } },
              { "PartName": "ListPart", "Name": "ListPart", "Settings": { "ListPartSettings": { "ContainedContentTypes": [ "A" ], "PageSize": 10 } } },
              { "PartName": "Article", "Name": "Article" } ] } ],
          "ContentParts": [ { "Name": "Article", "ContentPartFieldDefinitionRecords": [
              { "FieldName": "TextField", "Name": "Summary", "Settings": { "ContentPartFieldSettings": { "DisplayName": "Summary" } } } ] } ] }
        """;

    private RecipeSite _site = null!;

    public async Task InitializeAsync() => _site = await RecipeSite.CreateAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Merging_keeps_what_is_not_named_and_unites_lists()
    {
        await _site.DoneAsync(Article);
        await _site.DoneAsync("""
            { "name": "ContentDefinition", "ContentTypes": [ { "Name": "article", "ContentTypePartDefinitionRecords": [
                { "PartName": "ListPart", "Settings": { "ListPartSettings": { "ContainedContentTypes": [ "A", "B" ], "PageSize": 5 } } } ] } ] }
            """);
        var parts = await PartsAsync();
        Assert.Equal(["TitlePart", "ListPart", "Article"], parts.Select(part => (string?)part!["Name"]));
        Assert.Equal("""{"ContainedContentTypes":["A","B"],"PageSize":5}""", parts[1]!["Settings"]!["ListPartSettings"]!.ToJsonString());
    }

    [Fact]
    public async Task Settings_of_a_type_count_also_without_a_display_name()
    {
        await _site.DoneAsync(Article);
        await _site.DoneAsync("""{ "name": "ContentDefinition", "ContentTypes": [ { "Name": "Article", "Settings": { "ContentTypeSettings": { "Listable": true } } } ] }""");
        var type = await TypeAsync();
        Assert.Equal("""{"Creatable":true,"Listable":true}""", type["Settings"]!["ContentTypeSettings"]!.ToJsonString());
        Assert.Equal("Article", (string?)type["DisplayName"]);
    }

    [Fact]
    public async Task Replacing_forgets_what_is_not_named_and_leaves_the_part_where_it_is_attached_elsewhere()
    {
        await _site.DoneAsync(Article);
        await _site.DoneAsync("""{ "name": "ContentDefinition", "ContentTypes": [ { "Name": "Other", "ContentTypePartDefinitionRecords": [ { "PartName": "Article", "Name": "Article" } ] } ] }""");
        await _site.DoneAsync("""
            { "name": "ReplaceContentDefinition", "ContentTypes": [ { "Name": "Article", "DisplayName": "Story" } ],
              "ContentParts": [ { "Name": "Article", "ContentPartFieldDefinitionRecords": [ { "FieldName": "HtmlField", "Name": "Body" } ] } ] }
            """);
        Assert.Empty(await PartsAsync());
        Assert.Equal("Story", (string?)(await TypeAsync())["DisplayName"]);
        var part = (await _site.DocumentAsync(SiteDocumentKinds.ContentPart, "Article"))!;
        Assert.Equal("Body", (string?)Assert.Single((JsonArray)part["ContentPartFieldDefinitionRecords"]!)!["Name"]);
        Assert.Single((JsonArray)(await _site.DocumentAsync(SiteDocumentKinds.ContentType, "Other"))!["ContentTypePartDefinitionRecords"]!);
    }

    [Fact]
    public async Task Deleting_a_part_takes_it_off_every_type_and_a_missing_name_is_no_error()
    {
        await _site.DoneAsync(Article);
        await _site.DoneAsync("""{ "name": "DeleteContentDefinition", "ContentTypes": [ "Nothing" ], "ContentParts": [ "Article", "Nothing" ] }""");
        Assert.Equal(["TitlePart", "ListPart"], (await PartsAsync()).Select(part => (string?)part!["Name"]));
        Assert.Null(await _site.DocumentAsync(SiteDocumentKinds.ContentPart, "Article"));
    }

    [Theory]
    [InlineData("""[ { "Name": "Author" } ]""", "steps[0].ContentTypes[0].Name", "reserved")]
    [InlineData("""[ { "Name": "1st" } ]""", "steps[0].ContentTypes[0].Name", "letter")]
    [InlineData("""[ { "Name": "Blog Post" } ]""", "steps[0].ContentTypes[0].Name", "neither letters nor digits")]
    [InlineData("""[ { "DisplayName": "No name" } ]""", "steps[0].ContentTypes[0].Name", "a name is needed")]
    [InlineData("""[ { "Name": "X", "ContentTypePartDefinitionRecords": [ { "Name": "TitlePart" } ] } ]""", "steps[0].ContentTypes[0].ContentTypePartDefinitionRecords[0]", "PartName")]
    [InlineData("""[ { "Name": "X", "Settings": [] } ]""", "steps[0].ContentTypes[0].Settings", "object")]
    [InlineData("""[ 3 ]""", "steps[0].ContentTypes[0]", "object")]
    public async Task What_is_wrong_with_a_definition_is_said_where_it_is(string types, string path, string said)
    {
        var outcome = await _site.ApplyStepsAsync($$"""{ "name": "ContentDefinition", "ContentTypes": {{types}} }""");
        var error = Assert.Single(outcome.Result.Errors);
        Assert.Equal(path, error.Path);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var outcome = await _site.ApplyStepsAsync("""
            { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Id" }, { "Name": "Ünïcode1" } ],
              "ContentParts": [ { "Name": "Good", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField" }, { "Name": "NoType" } ] } ] }
            """);
        Assert.Equal(
            ["steps[0].ContentTypes[0].Name", "steps[0].ContentParts[0].ContentPartFieldDefinitionRecords[0].Name", "steps[0].ContentParts[0].ContentPartFieldDefinitionRecords[1]"],
            outcome.Result.Errors.Select(error => error.Path));
    }

    [Fact]
    public async Task Parts_and_fields_that_nobody_knows_are_reported_and_kept()
    {
        var outcome = await _site.DoneAsync("""
            { "name": "ContentDefinition",
              "ContentTypes": [ { "Name": "Shop", "ContentTypePartDefinitionRecords": [ { "PartName": "PricePart" }, { "PartName": "Shop" }, { "PartName": "AuditTrailPart" }, { "PartName": "DataPart" } ] } ],
              "ContentParts": [ { "Name": "DataPart", "ContentPartFieldDefinitionRecords": [ { "FieldName": "PriceField", "Name": "Price", "Settings": { "PriceFieldSettings": { "x": 1 } } } ] } ] }
            """);
        Assert.Equal(RecipeNameState.Unknown, State("part", "PricePart"));
        Assert.Equal(RecipeNameState.Runs, State("part", "Shop"));
        Assert.Equal(RecipeNameState.Kept, State("part", "AuditTrailPart"));
        Assert.Equal(RecipeNameState.Runs, State("part", "DataPart"));
        Assert.Equal(RecipeNameState.Unknown, State("field", "PriceField"));
        Assert.Contains("\"x\":1", (await _site.DocumentAsync(SiteDocumentKinds.ContentPart, "DataPart"))!.ToJsonString());

        RecipeNameState State(string kind, string name) => Assert.Single(outcome.Result.Names, known => known.Kind == kind && known.Name == name).State;
    }

    [Fact]
    public async Task Older_spellings_are_read_and_said()
    {
        var outcome = await _site.DoneAsync("""
            { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Old", "Settings": { "Creatable": "True" }, "ContentTypePartDefinitionRecords": [
                { "PartName": "BodyPart", "Name": "BodyPart", "Settings": { "Position": "2", "ContentIndexSettings": { "Included": true, "Analyzed": true } } } ] } ] }
            """);
        var type = (await _site.DocumentAsync(SiteDocumentKinds.ContentType, "Old"))!;
        Assert.Equal("""{"ContentTypeSettings":{"Creatable":true}}""", type["Settings"]!.ToJsonString());
        Assert.Equal("HtmlBodyPart", (string?)type["ContentTypePartDefinitionRecords"]![0]!["Name"]);
        Assert.Equal(3, outcome.Result.Warnings.Count());
    }

    private async Task<JsonNode> TypeAsync() => (await _site.DocumentAsync(SiteDocumentKinds.ContentType, "Article"))!;

    private async Task<JsonArray> PartsAsync() => (JsonArray)(await TypeAsync())["ContentTypePartDefinitionRecords"]!;
}
