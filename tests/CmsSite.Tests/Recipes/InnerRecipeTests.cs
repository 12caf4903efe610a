using CmsSite.Recipes;

namespace CmsSite.Tests.Recipes;

public sealed class InnerRecipeTests : IDisposable
{
    private readonly RecipeFolder _folder = new();
    private readonly List<string> _order = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Inner_recipes_run_after_their_step_and_before_the_next_with_their_own_variables()
    {
        _folder.Write("site/inner.recipe.json", """{ "name": "Inner", "variables": { "v": "inner" }, "steps": [ { "name": "note", "v": "[js: variables('v') + parameters('SiteName')]" } ] }""");
        _folder.Write("elsewhere/other.recipe.json", """{ "name": "Other", "steps": [ { "name": "note", "v": "other" } ] }""");

        var result = await RunAsync("""
            { "name": "Outer", "variables": { "v": "outer" }, "steps": [
              { "name": "recipes", "Values": [ { "executionid": "x", "name": "Inner" }, { "Name": "Other" } ] },
              { "name": "note", "v": "[js: variables('v')]" } ] }
            """);

        Assert.Empty(result.Problems);
        Assert.Equal(["innerSite", "other", "outer"], _order);
        Assert.Equal(4, result.StepsRun);
    }

    [Fact]
    public async Task A_failing_inner_recipe_fails_the_outer_one()
    {
        _folder.Write("site/inner.recipe.json", """{ "name": "Inner", "steps": [ { "name": "nothing" } ] }""");
        var result = await RunAsync("""{ "name": "Outer", "steps": [ { "name": "recipes", "Values": [ { "name": "Inner" } ] }, { "name": "note", "v": "after" } ] }""");

        Assert.Equal("inner.recipe.json", Assert.Single(result.Errors).File);
        Assert.Empty(_order);
    }

    [Fact]
    public async Task An_unknown_recipe_is_an_error_with_the_nearest_name()
    {
        _folder.Write("site/inner.recipe.json", """{ "name": "Blog.Content", "steps": [] }""");
        var result = await RunAsync("""{ "name": "Outer", "steps": [ { "name": "recipes", "Values": [ { "name": "Blog.Contents" } ] } ] }""");

        var error = Assert.Single(result.Errors);
        Assert.Equal(("steps[0].Values[0]", "there is no recipe named \"Blog.Contents\"", "Did you mean \"Blog.Content\"?"), (error.Path, error.Message, error.Hint));
    }

    [Theory]
    [InlineData("""{ "name": "A", "steps": [ { "name": "recipes", "Values": [ { "name": "A" } ] } ] }""", "A → A")]
    [InlineData("""{ "name": "A", "steps": [ { "name": "recipes", "Values": [ { "name": "B" } ] } ] }""", "A → B → A")]
    public async Task Recipes_that_run_themselves_are_an_error(string recipe, string chain)
    {
        _folder.Write("site/b.recipe.json", """{ "name": "B", "steps": [ { "name": "recipes", "Values": [ { "name": "A" } ] } ] }""");
        var result = await RunAsync(recipe);
        Assert.Contains(chain, Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recipes_may_be_nested_only_so_deep()
    {
        for (var at = 1; at <= 12; at++)
        {
            _folder.Write($"site/r{at}.recipe.json", $$"""{ "name": "R{{at}}", "steps": [ { "name": "recipes", "Values": [ { "name": "R{{at + 1}}" } ] } ] }""");
        }

        var result = await RunAsync("""{ "name": "A", "steps": [ { "name": "recipes", "Values": [ { "name": "R1" } ] } ] }""");
        Assert.Contains("more than 8 deep", Assert.Single(result.Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "name": "recipes" }""", RecipeSeverity.Warning, "steps[0]")]
    [InlineData("""{ "name": "recipes", "Values": {} }""", RecipeSeverity.Error, "steps[0].Values")]
    [InlineData("""{ "name": "recipes", "Values": [ {} ] }""", RecipeSeverity.Error, "steps[0].Values[0]")]
    public async Task A_recipes_step_of_the_wrong_shape_is_reported(string step, RecipeSeverity severity, string path)
    {
        var result = await RunAsync($$"""{ "name": "A", "steps": [ {{step}} ] }""");
        Assert.Equal((severity, path), (Assert.Single(result.Problems).Severity, result.Problems[0].Path));
    }

    [Fact]
    public async Task Validation_finds_what_cannot_work_in_inner_recipes_too()
    {
        _folder.Write("site/inner.recipe.json", """{ "name": "Inner", "steps": [ { "name": "note", "v": "[js: variables('x')]" }, { "name": "recipes", "Values": [ { "name": "A" } ] } ] }""");
        using var package = RecipePackage.Open(_folder.Write("site/a.recipe.json", """
            {
              "name": "A",
              "variables": { "used": "[js: uuid()]" },
              "steps": [
                { "name": "note", "v": "[js: variables('usde')]", "w": "[js: let local = 1; const f = x => x; f(local) + uuid() + Math.max(1)]" },
                { "name": "note", "v": "[js: valiables('used')]", "w": "[js: 1 +]", "x": "[file:text('no.txt')]", "y": "[env: x]" },
                { "name": "nothing" },
                { "name": "recipes", "Values": [ { "name": "Inner" }, { "name": "No" } ] }
              ]
            }
            """));

        var result = await Executor().ValidateAsync(package);

        Assert.Equal(
            [
                "a.recipe.json steps[2].name: there is no step \"nothing\"",
                "a.recipe.json steps[0].v: there is no variable \"usde\"",
                "a.recipe.json steps[1].v: there is no function \"valiables\"",
                "a.recipe.json steps[1].w: the script is not JavaScript: Unexpected end of input (at 1:4)",
                "a.recipe.json steps[1].x: there is no file \"no.txt\" in the recipe's package",
                "a.recipe.json steps[1].y: \"[env: x]\" looks like a script, but there is no \"env\"; it stays text",
                "inner.recipe.json steps[0].v: there is no variable \"x\"",
                "inner.recipe.json steps[1].Values[0]: the recipe \"A\" runs itself: A → Inner → A",
                "a.recipe.json steps[3].Values[1]: there is no recipe named \"No\"",
            ],
            result.Problems.Select(problem => $"{problem.File} {problem.Path}: {problem.Message}"));
        Assert.Empty(_order);
        Assert.Equal(0, result.StepsRun);
        Assert.Contains(new RecipeName("step", "nothing", RecipeNameState.Unknown), result.Names);
        Assert.Contains(new RecipeName("step", "note", RecipeNameState.Runs), result.Names);
    }

    private async Task<RecipeResult> RunAsync(string recipe)
    {
        using var package = RecipePackage.Open(_folder.Write("site/a.recipe.json", recipe));
        return await Executor().ExecuteAsync(package, new RecipeRun(new Dictionary<string, string?> { ["SiteName"] = "Site" }));
    }

    private RecipeExecutor Executor() => new(
        [new RecipesStep(), new RecordingStep("note", step => _order.Add((string)step.Step["v"]!))],
        catalog: new RecipeCatalog(new RecipeOptions { Folders = { Path.Combine(_folder.Root, "elsewhere") } }));
}
