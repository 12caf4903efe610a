using System.Text.Json.Nodes;
using CmsSite.Admin.Recipes;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Recipes.Schemas;
using CmsSite.Recipes;
using NJsonSchema;

namespace CmsSite.Tests.Admin.Recipes;

public sealed class RecipeSchemaTests
{
    private static readonly Lazy<Task<JsonSchema>> _schema = new(() => ReadAsync(SiteRecipeSchema.Generic()));

    [Fact]
    public void The_schema_that_ships_is_the_one_that_is_made()
    {
        var file = Path.Combine(Repository.Root, "recipes", RecipeSchema.File);
        Assert.True(File.Exists(file) && File.ReadAllText(file) == SiteRecipeSchema.Generic(), $"{file} is stale: write it with -- recipes schema --generic recipes/schema/");
    }

    [Fact]
    public void Every_step_is_in_it() => Assert.All(
        SiteSteps.All.Select(step => step.Name).Append("recipes"), name => Assert.NotNull(JsonNode.Parse(SiteRecipeSchema.Generic())!["$defs"]![$"step-{name}"]));

    [Theory]
    [InlineData("""{ "steps": [ { "name": "content", "data": [] } ] }""", true)]
    [InlineData("""{ "Steps": [ { "name": "CONTENT", "data": "[js: variables('items')]" } ] }""", true)]
    [InlineData("""{ "steps": [ { "Name": "settings", "PageSize": "[js: 5 + 5]", "UseCdn": "True", "Unheard": { "of": 1 } } ] }""", true)]
    [InlineData("""{ "steps": [ { "name": "contents", "data": [] } ] }""", false)]
    [InlineData("""{ "Steps": [ { "name": "contents" } ] }""", false)]
    [InlineData("""{ "steps": [ { "data": [] } ] }""", false)]
    [InlineData("""{ "steps": [ "content" ] }""", false)]
    [InlineData("""{ "steps": { "name": "content" } }""", false)]
    [InlineData("""[ 1 ]""", false)]
    public async Task It_refuses_what_the_reader_of_recipes_refuses(string recipe, bool isValid)
    {
        using var package = RecipePackage.FromText(recipe);
        var known = SiteSteps.All.Select(step => step.Name).Append("recipes").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reads = package.Document.Problems.All(problem => problem.Severity != RecipeSeverity.Error) && package.Document.Steps.All(step => known.Contains(step.Name));

        Assert.Equal((isValid, isValid), (reads, (await _schema.Value).Validate(recipe).Count == 0));
    }

    [Theory]
    [InlineData("""{ "name": "settings", "PageSize": "ten" }""")]
    [InlineData("""{ "name": "settings", "UseCdn": "perhaps" }""")]
    [InlineData("""{ "name": "media", "Files": { "TargetPath": "a.jpg" } }""")]
    [InlineData("""{ "name": "ContentDefinition", "ContentTypes": [ { "Name": [ "Article" ] } ] }""")]
    [InlineData("""{ "name": "content", "data": [ { "ContentType": "Menu", "MenuItemsListPart": { "MenuItems": [ { "LinkMenuItemPart": { "Url": 5 } } ] } } ] }""")]
    public async Task Values_of_the_wrong_shape_are_refused(string step) => Assert.NotEmpty((await _schema.Value).Validate($$"""{ "steps": [ {{step}} ] }"""));

    [Fact]
    public async Task The_recipes_that_ship_are_valid() => await AssertValidAsync(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "recipes"), "*.recipe.json", SearchOption.AllDirectories));

    [SkippableFact]
    public async Task Every_public_recipe_that_is_read_and_whose_steps_are_known_is_valid()
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "orchard");
        Skip.IfNot(Directory.Exists(folder), "There is no collection of public recipes beside the repository.");
        await AssertValidAsync(Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Where(file => !file.Contains("Snippets", StringComparison.Ordinal)));
    }

    private static async Task AssertValidAsync(IEnumerable<string> files)
    {
        var schema = await _schema.Value;
        var failures = new List<string>();
        foreach (var file in files)
        {
            var document = RecipeReader.Read(await File.ReadAllBytesAsync(file), Path.GetFileName(file));
            var isKnown = document.Steps.All(step => step.Name.Equals("recipes", StringComparison.OrdinalIgnoreCase) || SiteSteps.Find(step.Name) is not null);
            var errors = schema.Validate(document.Root.ToJsonString());
            if (isKnown != (errors.Count == 0))
            {
                failures.Add($"{file}: {(isKnown ? string.Join("; ", errors) : "valid, though a step of it is not known")}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    // The validator knows the words of older drafts.
    private static Task<JsonSchema> ReadAsync(string schema) =>
        JsonSchema.FromJsonAsync(schema.Replace("$defs", "definitions", StringComparison.Ordinal).Replace("https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#", StringComparison.Ordinal));
}
