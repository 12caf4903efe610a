using System.Text.Json.Nodes;
using CmsSite.Recipes;

namespace CmsSite.Tests.Recipes;

public class RecipeBindingTests
{
    [Fact]
    public void Names_bind_in_any_case_and_values_in_each_others_spelling()
    {
        var model = RecipeJson.Bind<Model>(JsonNode.Parse("""
            { "NAME": 5, "count": "12", "enabled": "True", "kind": "second", "other": 1, "when": "2026-01-02T03:04:05", "at": "2026-01-02T05:04:05+02:00",
              "map": { "A": true, "b": 1.50 }, "items": [ { "name": true } ], "unknown": {} }
            """)!);

        Assert.Equal(("5", 12, true, Kind.Second, Kind.Second), (model.Name, model.Count, model.Enabled, model.Kind, model.Other));
        Assert.Equal((new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), DateTimeKind.Utc), (model.When, model.When!.Value.Kind));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), model.At);
        Assert.Equal(("true", "1.50"), (model.Map!["A"], model.Map["b"]));
        Assert.Equal("true", model.Items![0].Name);
    }

    [Theory]
    [InlineData("""{ "count": "many" }""", "count", "a whole number is needed here, not \"many\"")]
    [InlineData("""{ "count": 1.5 }""", "count", "a whole number is needed here, not 1.5")]
    [InlineData("""{ "enabled": "perhaps" }""", "enabled", "true or false is needed here, not \"perhaps\"")]
    [InlineData("""{ "name": {} }""", "name", "text is needed here, not an object")]
    [InlineData("""{ "items": [ { "name": "a" }, { "count": [] } ] }""", "items[1].count", "a whole number is needed here, not a list")]
    [InlineData("""{ "items": {} }""", "items", "a list is needed here, not an object")]
    [InlineData("""{ "map": [] }""", "map", "an object is needed here, not a list")]
    [InlineData("""{ "kind": "third" }""", "kind", "a value for Kind is needed here, not \"third\"")]
    [InlineData("""{ "when": "yesterday" }""", "when", "a date such as 2026-01-31T12:00:00Z is needed here, not \"yesterday\"")]
    public void A_value_of_the_wrong_shape_says_where_and_what_is_needed(string json, string path, string message)
    {
        var failure = Assert.Throws<RecipeException>(() => RecipeJson.Bind<Model>(JsonNode.Parse(json)!));
        Assert.Equal((path, message), (failure.At, failure.Message));
    }

    [Fact]
    public async Task Binding_inside_a_step_gives_the_place_in_the_file()
    {
        var result = await Recipe.RunAsync("""{ "steps": [ { "name": "a", "items": [ { "Count": "x" } ] } ] }""", new RecordingStep("a", step => step.Bind<Model>()));
        Assert.Equal("test.recipe.json:1:51 steps[0].items[0].Count: a whole number is needed here, not \"x\".", Assert.Single(result.Errors).ToString());
    }

    [Fact]
    public async Task Results_of_scripts_bind_as_text_and_as_what_they_are()
    {
        Model? model = null;
        await Recipe.RunAsync("""{ "steps": [ { "name": "[js: 'a']" }, { "name": "a" } ] }""", new RecordingStep("a"), new RecordingStep("[js: 'a']"));
        await Recipe.RunAsync(
            """{ "steps": [ { "name": "a", "map": { "x": "[js: 1 + 1]", "y": "[js: true]" }, "enabled": "[js: true]", "count": "[js: '7']" } ] }""",
            new RecordingStep("a", step => model = step.Bind<Model>()));

        Assert.Equal(("2", "true", true, 7), (model!.Map!["x"], model.Map["y"], model.Enabled, model.Count));
    }

    private enum Kind
    {
        First,
        Second,
    }

    private sealed class Model
    {
        public string? Name { get; set; }

        public int Count { get; set; }

        public bool? Enabled { get; set; }

        public Kind Kind { get; set; }

        public Kind Other { get; set; }

        public DateTime? When { get; set; }

        public DateTimeOffset At { get; set; }

        public Dictionary<string, string>? Map { get; set; }

        public List<Model>? Items { get; set; }
    }
}
