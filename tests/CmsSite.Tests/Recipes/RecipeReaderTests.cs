using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Recipes;

namespace CmsSite.Tests.Recipes;

public class RecipeReaderTests
{
    [Fact]
    public void A_descriptor_is_read_whatever_the_case_of_its_names()
    {
        var recipe = Read("""
            {
              "Name": "blog", "DISPLAYNAME": "Blog", "description": "A blog", "author": "Someone", "webSite": "https://example.org", "version": 2.0,
              "IsSetupRecipe": true, "exportUtc": "2026-01-02T03:04:05Z", "categories": ["default"], "tags": "hidden", "requireNewScope": "false", "steps": []
            }
            """);

        Assert.Empty(recipe.Problems);
        Assert.Equal(
            ("blog", "Blog", "A blog", "Someone", "https://example.org", "2.0", true, false),
            (recipe.Name, recipe.Descriptor.DisplayName, recipe.Descriptor.Description, recipe.Descriptor.Author, recipe.Descriptor.Website,
                recipe.Descriptor.Version, recipe.Descriptor.IsSetupRecipe, recipe.Descriptor.RequireNewScope));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), recipe.Descriptor.ExportUtc);
        Assert.Equal(["default"], recipe.Descriptor.Categories);
        Assert.Equal(["hidden"], recipe.Descriptor.Tags);
    }

    [Fact]
    public void A_recipe_without_a_name_is_named_after_its_file() =>
        Assert.Equal("blog", RecipeReader.Read("""{ "steps": [] }""", "blog.recipe.json").Name);

    [Fact]
    public void Comments_trailing_commas_a_byte_order_mark_and_line_breaks_in_text_are_read()
    {
        const string text = "// before\n{ /* inside */ \"name\": \"x\", // after\n \"steps\": [ { \"name\": \"a\", \"text\": \"one\r\n\ttwo\", }, ], }\n/* end */";

        var recipe = RecipeReader.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], "a.json");

        Assert.Equal("one\r\n\ttwo", (string?)recipe.Steps.Single().Json["text"]);
        Assert.Contains("line break", Assert.Single(recipe.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, 1, "", "empty")]
    [InlineData("[1]", 1, 1, "", "a recipe is a JSON object")]
    [InlineData("{ \"a\": 1 \"b\": 2 }", 1, 10, "", "',' or '}' is expected, not '\"'")]
    [InlineData("{ \"a\": [1, 2 3] }", 1, 14, "a", "',' or ']' is expected")]
    [InlineData("{\n  \"a\": {\n    \"b\": tru\n  }\n}", 3, 10, "a.b", "a value is expected")]
    [InlineData("{ \"a\": 'x' }", 1, 8, "a", "double quotes")]
    [InlineData("{ a: 1 }", 1, 3, "", "a property name in double quotes")]
    [InlineData("{ \"a\" 1 }", 1, 7, "a", "':' is expected")]
    [InlineData("{ \"a\": [ {", 1, 11, "a[0]", "the file ends inside the object that begins at 1:10")]
    [InlineData("{ \"a\": \"x", 1, 8, "a", "no closing double quote")]
    [InlineData("{ \"a\": \"\\x\" }", 1, 9, "a", "means nothing")]
    [InlineData("{ \"a\": \"\\u12\" }", 1, 9, "a", "four hexadecimal digits")]
    [InlineData("{ \"a\": 01 }", 1, 8, "a", "not a number")]
    [InlineData("{ \"a\": +1 }", 1, 8, "a", "a value is expected")]
    [InlineData("{ \"a\": 1.e5 }", 1, 8, "a", "not a number")]
    [InlineData("{ \"a\": True }", 1, 8, "a", "lower case")]
    [InlineData("{} x", 1, 4, "", "after the end")]
    [InlineData("{ /* \"a\": 1 }", 1, 3, "", "comment")]
    [InlineData("{ \"a\": , }", 1, 8, "a", "a value is expected")]
    public void A_syntax_error_says_where_it_is_and_what_was_expected(string text, int line, int column, string path, string message)
    {
        var problem = Assert.Single(Read(text).Problems);

        Assert.Equal((RecipeSeverity.Error, "a.recipe.json", line, column, path), (problem.Severity, problem.File, problem.Line, problem.Column, problem.Path));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_located()
    {
        var recipe = RecipeReader.Read([.. "{ \"a\":\n \""u8, 0xE9, .. "\" }"u8], "a.json");
        Assert.Equal("a.json:2:3: the file is not UTF-8 text from here on. Save it as UTF-8.", Assert.Single(recipe.Problems).ToString());
    }

    [Fact]
    public void Nesting_and_size_have_limits()
    {
        var deep = Read("{\"a\":" + new string('[', 300) + new string(']', 300) + "}");
        Assert.Contains("nested more than 128 deep", Assert.Single(deep.Problems).Message, StringComparison.Ordinal);

        var large = RecipeReader.Read(new byte[100], "a.json", new RecipeReadLimits { Bytes = 99 });
        Assert.Contains("larger than 99 bytes", Assert.Single(large.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_given_twice_is_reported_and_has_its_last_value()
    {
        var recipe = Read("{ \"name\": \"x\",\n  \"steps\": [ { \"name\": \"a\", \"v\": 1, \"v\": [2] } ] }");

        Assert.Equal("[2]", recipe.Steps[0].Json["v"]!.ToJsonString());
        Assert.Equal((2, 37), (recipe.Problems.Single().Line, recipe.Problems.Single().Column));
        Assert.Equal(new RecipePosition(2, 42), recipe.PositionOf("steps[0].v"));
    }

    [Fact]
    public void Numbers_keep_their_spelling_and_properties_their_order()
    {
        const string step = """{"name":"a","z":1.50,"a":1e400,"m":-0,"big":123456789012345678901234567890,"n":null}""";
        Assert.Equal(step, Read($$"""{ "steps": [ {{step}} ] }""").Steps[0].Json.ToJsonString());
    }

    [Fact]
    public void A_number_is_read_in_whatever_type_a_step_wants()
    {
        var step = Read("""{ "steps": [ { "name": "a", "n": 12 } ] }""").Steps[0].Json;
        Assert.Equal((12, 12L, 12.0, 12m), (step["n"]!.GetValue<int>(), step["n"]!.GetValue<long>(), step["n"]!.GetValue<double>(), step["n"]!.GetValue<decimal>()));
    }

    [Fact]
    public void Half_a_character_is_replaced_and_reported()
    {
        var recipe = Read("""{ "steps": [ { "name": "a", "v": "x\uD83D y \uD83D\uDE00" } ] }""");

        Assert.Equal("x\uFFFD y \U0001F600", (string?)recipe.Steps[0].Json["v"]);
        Assert.Contains("lone surrogate", recipe.Problems.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_orchard_would_silently_ignore_works_and_is_reported()
    {
        var recipe = Read("""{ "Steps": [ { "Name": "a" } ], "Variables": { "x": "1" } }""");

        Assert.Equal("a", recipe.Steps.Single().Name);
        Assert.Equal("Steps[0]", recipe.Steps.Single().Path);
        Assert.Equal("1", (string?)recipe.Variables["x"]);
        Assert.Equal(4, recipe.Problems.Count);
        Assert.All(recipe.Problems, problem => Assert.Equal(RecipeSeverity.Warning, problem.Severity));
        Assert.Contains(recipe.Problems, problem => problem.ToString() == "a.recipe.json:1:24 Steps[0].Name: \"Name\" is read as \"name\", but Orchard Core skips a step that spells it so. Write \"name\".");
    }

    [Fact]
    public void The_exact_spelling_wins_over_another()
    {
        var recipe = Read("""{ "Steps": [ { "name": "other" } ], "steps": [ { "name": "this" } ] }""");
        Assert.Equal("this", recipe.Steps.Single().Name);
        Assert.Contains("ignored", Assert.Single(recipe.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "steps": {} }""", "steps", "steps are a list of objects, not an object")]
    [InlineData("""{ "steps": [ 5 ] }""", "steps[0]", "a step is an object, not 5")]
    [InlineData("""{ "steps": [ {} ] }""", "steps[0]", "the step has no name, so nothing can run it")]
    [InlineData("""{ "steps": [ { "name": 5 } ] }""", "steps[0].name", "the name of a step is text, not 5")]
    [InlineData("""{ "variables": [], "steps": [] }""", "variables", "variables are an object of names and values, not a list")]
    public void A_recipe_of_the_wrong_shape_is_an_error(string text, string path, string message)
    {
        var problem = Assert.Single(Read(text).Problems);
        Assert.Equal((RecipeSeverity.Error, path, message), (problem.Severity, problem.Path, problem.Message));
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_placed_at_its_nearest_node()
    {
        var recipe = Read("{ \"steps\": [\n  { \"name\": \"a\",\n    \"Data\": [ { \"x\": null } ] } ] }");

        Assert.Equal(new RecipePosition(3, 22), recipe.PositionOf("steps[0].Data[0].x"));
        Assert.Equal(new RecipePosition(3, 15), recipe.PositionOf("steps[0].data[0].y.z"));
        Assert.Equal(new RecipePosition(3, 13), recipe.PositionOf("steps[0].Data[7]"));
        Assert.Equal(new RecipePosition(1, 1), recipe.PositionOf(""));
        Assert.Equal(new RecipePosition(1, 1), recipe.PositionOf("]['"));
    }

    [Fact]
    public void All_line_ends_count()
    {
        var recipe = Read("{\r\n\"a\":\r1,\n\"b\": 2, \"steps\": [] }");
        Assert.Equal(new RecipePosition(3, 1), recipe.PositionOf("a"));
        Assert.Equal(new RecipePosition(4, 6), recipe.PositionOf("b"));
    }

    private static RecipeDocument Read(string text) => RecipeReader.Read(text, "a.recipe.json");
}
