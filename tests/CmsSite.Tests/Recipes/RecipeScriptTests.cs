using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Recipes;

namespace CmsSite.Tests.Recipes;

public class RecipeScriptTests
{
    [Theory]
    [InlineData("[js: 'a' + 1]", "\"a1\"")]
    [InlineData("[js:1+1]", "2")]
    [InlineData("[js: 0.1 + 0.2]", "0.30000000000000004")]
    [InlineData("[js: 1e21]", "1E+21")]
    [InlineData("[js: true]", "true")]
    [InlineData("[js: null]", "\"\"")]
    [InlineData("[js: undefined]", "\"\"")]
    [InlineData("[js: [1, 'b', null, { c: true, d: undefined }]]", "[1,\"b\",null,{\"c\":true}]")]
    [InlineData("[js: new Date(0)]", "\"1970-01-01T00:00:00.000Z\"")]
    [InlineData("[js: ['a', 'b'][1]]", "\"b\"")]
    [InlineData("[js: const d = new Date(0); d.setMonth(d.getMonth() + 1); return d.toISOString();]", "\"1970-02-01T00:00:00.000Z\"")]
    [InlineData("[js: let a = 1; a + 1; a + 2]", "3")]
    [InlineData("[js: '[js: 1 + 1]']", "2")]
    [InlineData("[js: 'a-b-c'.replaceAll('-', '$&$&')]", "\"a--b--c\"")]
    [InlineData("[js: base64('W2pzOiA1XQ==')]", "5")]
    public async Task A_script_gives_json(string script, string expected)
    {
        var (value, result) = await Recipe.EvaluateAsync(JsonValue.Create(script)!.ToJsonString());
        Assert.Empty(result.Problems);
        Assert.Equal(expected, value?.ToJsonString());
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("[locale]x[/locale]")]
    [InlineData("[image]http://x/y[/image]")]
    [InlineData("a [js: 1]")]
    [InlineData("[js: 1] ")]
    [InlineData("[js 1]")]
    [InlineData("[: 1]")]
    [InlineData("[]")]
    [InlineData("[")]
    public async Task Other_text_in_brackets_stays_text(string text)
    {
        var (value, result) = await Recipe.EvaluateAsync(JsonValue.Create(text)!.ToJsonString());
        Assert.Empty(result.Problems);
        Assert.Equal(text, (string?)value);
    }

    [Fact]
    public async Task A_prefix_that_is_no_script_stays_text_and_is_reported()
    {
        var (value, result) = await Recipe.EvaluateAsync("\"[sj: 1]\"");

        Assert.Equal("[sj: 1]", (string?)value);
        var problem = Assert.Single(result.Problems);
        Assert.Equal((RecipeSeverity.Warning, "steps[0].value", "Did you mean \"[js: …]\"?"), (problem.Severity, problem.Path, problem.Hint));
    }

    [Fact]
    public async Task Scripts_anywhere_in_a_step_are_evaluated_but_not_property_names()
    {
        var (value, _) = await Recipe.EvaluateAsync("""{ "[js: 1]": [ { "x": "[js: 2]", "y": 3.0, "z": null, "b": false } ] }""");
        Assert.Equal("""{"[js: 1]":[{"x":2,"y":3.0,"z":null,"b":false}]}""", value!.ToJsonString());
    }

    [Fact]
    public async Task Variables_are_evaluated_once_when_they_are_used()
    {
        var calls = 0;
        var (value, result) = await Recipe.EvaluateAsync(
            """["[js: variables('id')]", "[js: 'x' + variables('id')]", "[js: variables('both')]", "[js: variables('number') + 1]"]""",
            """{ "id": "[js: count()]", "both": "[js: variables('id') + '/' + variables('plain')]", "plain": "p", "unused": "[js: count(); fail()]", "number": 41 }""",
            functions: new RecipeFunction("count", () => $"call {++calls}"));

        Assert.Empty(result.Problems);
        Assert.Equal("""["call 1","xcall 1","call 1/p",42]""", value!.ToJsonString());
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Variables_are_the_same_for_all_steps_of_a_run()
    {
        var note = new RecordingStep("note");
        await Recipe.RunAsync("""{ "variables": { "id": "[js: uuid()]" }, "steps": [ { "name": "note", "v": "[js: variables('id')]" }, { "name": "note", "v": "[js: variables('id')]" } ] }""", note);

        Assert.Equal((string?)note.Seen[0]["v"], (string?)note.Seen[1]["v"]);
        Assert.Matches("^[0-9a-z]{26}$", (string?)note.Seen[0]["v"]);
    }

    [Fact]
    public async Task An_unknown_variable_is_an_error_where_it_is_used()
    {
        var (_, result) = await Recipe.EvaluateAsync("\"[js: variables('menuId')]\"", """{ "menuID": "x" }""");
        Assert.Equal("Recipe.json:1:89 steps[0].value: there is no variable \"menuId\". Did you mean \"menuID\"?", Assert.Single(result.Problems).ToString());
    }

    [Fact]
    public async Task Variables_that_need_themselves_are_an_error()
    {
        var (_, result) = await Recipe.EvaluateAsync("\"[js: variables('a')]\"", """{ "a": "[js: variables('b')]", "b": "[js: 'x' + variables('a')]" }""");

        var problem = Assert.Single(result.Problems);
        Assert.Equal(("variables.a", "the variable \"a\" needs itself: a → b → a"), (problem.Path, problem.Message));
    }

    [Fact]
    public async Task A_failing_variable_is_reported_once_where_it_stands()
    {
        var (_, result) = await Recipe.EvaluateAsync("""["[js: variables('a')]", "[js: variables('a')]", "[js: 'x' + variables('a')]"]""", """{ "a": "[js: nothing.here]" }""");

        var problem = Assert.Single(result.Problems);
        Assert.Equal("variables.a", problem.Path);
        Assert.Contains("nothing is not defined", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_script_says_where_and_the_others_are_tried_too()
    {
        var (value, result) = await Recipe.EvaluateAsync("""{ "a": "[js: valiables('x')]", "b": ["[js: 1 +]", "[js: throw new Error('on purpose')]", "[js: ({}).x.y]"], "c": "[js: (() => 1)]" }""");

        Assert.Null(value);
        Assert.Equal(["steps[0].value.a", "steps[0].value.b[0]", "steps[0].value.b[1]", "steps[0].value.b[2]", "steps[0].value.c"], result.Problems.Select(problem => problem.Path));
        Assert.Equal("the script failed: ReferenceError: valiables is not defined (line 1, column 1 of the script)", result.Problems[0].Message);
        Assert.Equal("Did you mean \"variables\"?", result.Problems[0].Hint);
        Assert.Contains("not JavaScript", result.Problems[1].Message, StringComparison.Ordinal);
        Assert.Contains("Error: on purpose", result.Problems[2].Message, StringComparison.Ordinal);
        Assert.Contains("TypeError", result.Problems[3].Message, StringComparison.Ordinal);
        Assert.Contains("a function, which JSON does not have", result.Problems[4].Message, StringComparison.Ordinal);
        Assert.False(result.Succeeded);
        Assert.Equal(0, result.StepsRun);
    }

    [Fact]
    public async Task Orchards_functions_are_there()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write("hello"u8);
        }

        var run = new RecipeRun(
            new Dictionary<string, string?> { ["SiteName"] = "My site" },
            new RecipeRunOptions { UrlPrefix = "/blog/", Configuration = key => key == "OrchardCore_Admin:AdminUrlPrefix" ? "Backstage" : null });
        var (value, result) = await Recipe.EvaluateAsync(
            $$"""
            [
              "[js: parameters('sitename')]", "[js: parameters('nothing')]", "[js: configuration('OrchardCore_Admin:AdminUrlPrefix', 'Admin')]",
              "[js: configuration('Secret', 'otherwise')]", "[js: configuration('Secret')]", "[js: base64('w7x=')]", "[js: html('&lt;b&gt;')]",
              "[js: base64(gzip('{{Convert.ToBase64String(packed.ToArray())}}'))]", "[js: getUrlPrefix()]", "[js: getUrlPrefix('/a b/')]",
              "[js: getUrlPrefix('a b', true)]", "[js: log('Information', 'text', 5)]"
            ]
            """,
            run: run);

        Assert.Empty(result.Problems);
        Assert.Equal(
            ["My site", "", "Backstage", "otherwise", "", "ü", "<b>", "hello", "/blog", "/blog/a b", "/blog/a%20b", ""],
            value!.AsArray().Select(item => (string?)item));
    }

    [Theory]
    [InlineData("base64('%')", "base64() was given a text that is not base64")]
    [InlineData("gzip('AAAA')", "gzip() was given data that are not gzip")]
    public async Task A_function_that_cannot_do_its_work_says_so(string call, string message)
    {
        var (_, result) = await Recipe.EvaluateAsync($"\"[js: {call}]\"");
        Assert.Equal((message, "steps[0].value"), (Assert.Single(result.Problems).Message, result.Problems[0].Path));
    }

    [Fact]
    public async Task Libraries_add_functions_that_take_and_give_data()
    {
        var (value, result) = await Recipe.EvaluateAsync(
            """["[js: join('a', 2, true)]", "[js: join('a')]", "[js: make({ x: [1] }).x[0] + 1]", "[js: later('x')]", "[js: count([1,2,3])]", "[js: nothing()]", "[js: uuid()]"]""",
            functions:
            [
                new("join", (string text, int number = 7, bool? flag = null) => $"{text}{number}{flag}"),
                new("make", (JsonNode? node) => node),
                new("later", async (string text) => { await Task.Yield(); return text + " later"; }),
                new("count", (int[] items) => items.Length),
                new("nothing", async () => await Task.Yield()),
                new("uuid", () => "replaced"),
            ]);

        Assert.Empty(result.Problems);
        Assert.Equal("""["a2True","a7",2,"x later",3,"","replaced"]""", value!.ToJsonString());
    }

    [Fact]
    public async Task A_function_that_throws_fails_the_script_and_scripts_cannot_catch_it()
    {
        var (_, result) = await Recipe.EvaluateAsync(
            """["[js: try { broken() } catch (e) { 'caught' }]", "[js: refuse()]", "[js: take('x')]"]""",
            functions:
            [
                new("broken", string () => throw new InvalidOperationException("out of order")),
                new("refuse", string () => throw new RecipeException("not this", "Try that")),
                new("take", (int number) => number),
            ]);

        Assert.Equal(["broken() failed: out of order", "not this", "take() cannot take \"x\""], result.Problems.Select(problem => problem.Message));
        Assert.Equal("Try that", result.Problems[1].Hint);
    }

    [Fact]
    public async Task The_clock_of_scripts_is_the_runs_clock_in_utc()
    {
        var run = new RecipeRun { Clock = new FixedClock() };
        var (value, _) = await Recipe.EvaluateAsync("""["[js: new Date().toISOString()]", "[js: new Date().getTimezoneOffset()]", "[js: Date.now()]"]""", run: run);
        Assert.Equal("""["2026-01-02T03:04:05.000Z",0,1767323045000]""", value!.ToJsonString());
    }

    [Fact]
    public async Task Files_are_read_from_the_package()
    {
        using var folder = new RecipeFolder();
        folder.Write("Snippets/a.liquid", "{{ Model }}\n");
        folder.Write("Snippets/script.txt", "[js: 1 + 1]");
        using var package = RecipePackage.Open(folder.Write("x.recipe.json", """
            { "variables": { "a": "[file:text('Snippets/a.liquid')]" }, "steps": [ { "name": "note", "v": [
              "[file:text('Snippets/a.liquid')]", "[file: text(\"Snippets\\a.liquid\") ]", "[file:base64('Snippets/a.liquid')]", "[js: variables('a')]", "[file:text('Snippets/script.txt')]" ] } ] }
            """));
        var note = new RecordingStep("note");

        Assert.Empty((await new RecipeExecutor([note]).ExecuteAsync(package, new RecipeRun())).Problems);
        Assert.Equal(
            ["{{ Model }}\n", "{{ Model }}\n", Convert.ToBase64String(Encoding.UTF8.GetBytes("{{ Model }}\n")), "{{ Model }}\n", "2"],
            note.Last("v")!.AsArray().Select(item => item!.Text()));
    }

    [Theory]
    [InlineData("[file:text('nothing.txt')]", "there is no file \"nothing.txt\"")]
    [InlineData("[file:text('../../etc/passwd')]", "leads out")]
    [InlineData("[file:words('a')]", "is not understood")]
    public async Task A_file_that_cannot_be_read_is_an_error_at_its_place(string text, string message)
    {
        var (_, result) = await Recipe.EvaluateAsync($"\"{text}\"");
        Assert.Contains(message, Assert.Single(result.Problems).Message, StringComparison.Ordinal);
        Assert.Equal("steps[0].value", result.Problems[0].Path);
    }

    [Fact]
    public async Task Scripts_can_be_forbidden_and_each_is_named()
    {
        var run = new RecipeRun(options: new RecipeRunOptions { AllowScripts = false });
        var (value, result) = await Recipe.EvaluateAsync("""["plain", "[js: uuid()]", "[js: 1]"]""", run: run);

        Assert.Null(value);
        Assert.Equal(["steps[0].value[1]", "steps[0].value[2]"], result.Problems.Select(problem => problem.Path));
        Assert.Contains("[js: uuid()]", result.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forbidden_scripts_cannot_come_in_by_a_file()
    {
        using var folder = new RecipeFolder();
        folder.Write("a.txt", "[js: 1]");
        using var package = RecipePackage.Open(folder.Write("x.recipe.json", """{ "steps": [ { "name": "note", "v": "[file:text('a.txt')]" } ] }"""));
        var result = await new RecipeExecutor([new RecordingStep("note")]).ExecuteAsync(package, new RecipeRun(options: new RecipeRunOptions { AllowScripts = false }));
        Assert.Contains("scripts are not allowed", Assert.Single(result.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_gives_itself_is_stopped()
    {
        var (_, result) = await Recipe.EvaluateAsync("\"[js: again()]\"", functions: new RecipeFunction("again", () => "[js: again()]"));
        var (_, other) = await Recipe.EvaluateAsync("\"[js: next()]\"", functions: new RecipeFunction("next", () => $"[js: next('{Guid.NewGuid()}')]"));
        Assert.Contains("again, 16 times over", Assert.Single(other.Problems).Message, StringComparison.Ordinal);
        Assert.Contains("again, 16 times over", Assert.Single(result.Problems).Message, StringComparison.Ordinal);
    }

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
