using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Recipes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CmsSite.Tests.Recipes;

public class RecipeExecutorTests
{
    [Fact]
    public async Task Steps_run_in_order_and_are_found_in_any_case()
    {
        var order = new List<string>();
        var result = await Recipe.RunAsync(
            """{ "name": "x", "steps": [ { "name": "FEATURE", "n": 1 }, { "name": "content", "n": 2 }, { "name": "feature", "n": 3 } ] }""",
            new RecordingStep("feature", step => order.Add($"feature {step.Step["n"]}")),
            new RecordingStep("content", step => order.Add($"content {step.Step["n"]}")));

        Assert.True(result.Succeeded);
        Assert.Equal(["feature 1", "content 2", "feature 3"], order);
        Assert.Equal(("x", 3), (result.Recipe, result.StepsRun));
        Assert.Equal([new RecipeName("step", "feature", RecipeNameState.Runs), new RecipeName("step", "content", RecipeNameState.Runs)], result.Names);
    }

    [Fact]
    public async Task Handlers_of_one_name_all_get_the_step()
    {
        var (one, other) = (new RecordingStep("a"), new RecordingStep("A"));
        await Recipe.RunAsync("""{ "steps": [ { "name": "a" } ] }""", one, other);
        Assert.Equal((1, 1), (one.Seen.Count, other.Seen.Count));
    }

    [Fact]
    public async Task An_unknown_step_stops_the_run_before_its_first_step()
    {
        var content = new RecordingStep("content");
        var result = await Recipe.RunAsync("""{ "steps": [ { "name": "content" }, { "name": "contnet" } ] }""", content);

        Assert.Empty(content.Seen);
        Assert.Equal("test.recipe.json:1:47 steps[1].name: there is no step \"contnet\". Did you mean \"content\"?", Assert.Single(result.Errors).ToString());
        Assert.Contains(new RecipeName("step", "contnet", RecipeNameState.Unknown), result.Names);
    }

    [Fact]
    public async Task An_unknown_step_may_be_skipped_and_is_reported()
    {
        var content = new RecordingStep("content");
        using var package = RecipePackage.FromText("""{ "steps": [ { "name": "Wordpress", "x": "[js: nothing()]" }, { "name": "content" } ] }""");
        var result = await new RecipeExecutor([content]).ExecuteAsync(package, new RecipeRun(options: new RecipeRunOptions { AllowUnknownSteps = true }));

        Assert.True(result.Succeeded);
        Assert.Single(content.Seen);
        Assert.Single(result.Warnings);
        Assert.Contains(new RecipeName("step", "Wordpress", RecipeNameState.Unknown), result.Names);
    }

    [Fact]
    public async Task A_step_reports_all_its_errors_and_the_run_ends_there()
    {
        var later = new RecordingStep("later");
        var result = await Recipe.RunAsync(
            """
            {
              "steps": [
                { "name": "content", "data": [
                  { "Author": "x" },
                  { "Title": null }
                ] },
                { "name": "later" }
              ]
            }
            """,
            new RecordingStep("content", step =>
            {
                var data = step.Step["data"]!.AsArray();
                step.Warn(data[0]!["Author"], "there is no author \"x\"");
                step.Error(data[1], "the item has no type", "Add \"ContentType\"");
                step.Error("data[1].Title.Text", "a title is missing");
                step.Error((JsonNode?)null, "the step as a whole is wrong!");
            }),
            later);

        Assert.Equal(
            [
                "test.recipe.json:4:19 steps[0].data[0].Author: there is no author \"x\".",
                "test.recipe.json:5:7 steps[0].data[1]: the item has no type. Add \"ContentType\".",
                "test.recipe.json:5:18 steps[0].data[1].Title.Text: a title is missing.",
                "test.recipe.json:3:5 steps[0]: the step as a whole is wrong!",
            ],
            result.Problems.Select(problem => problem.ToString()));
        Assert.Empty(later.Seen);
        Assert.Equal(0, result.StepsRun);
    }

    [Fact]
    public async Task A_node_that_is_not_in_the_step_stands_for_the_step()
    {
        var result = await Recipe.RunAsync("""{ "steps": [ { "name": "a" } ] }""", new RecordingStep("a", step => step.Error(step.Step.DeepClone(), "x")));
        Assert.Equal("test.recipe.json:1:14 steps[0]: x.", Assert.Single(result.Errors).ToString());
    }

    [Fact]
    public async Task An_exception_of_a_step_becomes_an_error_with_its_place()
    {
        var result = await Recipe.RunAsync("""{ "steps": [ { "name": "a" } ] }""", new RecordingStep("a", _ => throw new InvalidOperationException("the disk is full")));

        Assert.Equal("test.recipe.json:1:14 steps[0]: the step failed: the disk is full (InvalidOperationException).", Assert.Single(result.Errors).ToString());
        Assert.IsType<InvalidOperationException>(result.Exception);
    }

    [Fact]
    public async Task A_recipe_exception_of_a_step_says_its_own_place()
    {
        var result = await Recipe.RunAsync(
            """{ "steps": [ { "name": "a", "data": [ 1, 2 ] } ] }""", new RecordingStep("a", _ => throw new RecipeException("not this", "Take that", at: "data[1]")));

        Assert.Equal("test.recipe.json:1:42 steps[0].data[1]: not this. Take that.", Assert.Single(result.Errors).ToString());
        Assert.Null(result.Exception);
    }

    [Fact]
    public async Task A_recipe_with_a_syntax_error_runs_nothing()
    {
        var step = new RecordingStep("a");
        var result = await Recipe.RunAsync("""{ "steps": [ { "name": "a" }, ] """, step);
        Assert.False(result.Succeeded);
        Assert.Empty(step.Seen);
    }

    [Fact]
    public async Task Later_steps_see_what_earlier_ones_did()
    {
        var run = new RecipeRun();
        var see = new RecordingStep("see");
        using var package = RecipePackage.FromText("""{ "steps": [ { "name": "set" }, { "name": "see", "v": "[js: get()]" } ] }""");
        await new RecipeExecutor([new RecordingStep("set", step => step.Run.Items["x"] = "was set"), see], [new Get()]).ExecuteAsync(package, run);
        Assert.Equal("was set", (string?)see.Last("v"));
    }

    [Fact]
    public async Task A_step_has_its_own_copy()
    {
        using var package = RecipePackage.FromText("""{ "steps": [ { "name": "a", "x": 1 } ] }""");
        var executor = new RecipeExecutor([new RecordingStep("a", step => step.Step.Remove("x"))]);
        await executor.ExecuteAsync(package, new RecipeRun());
        Assert.Equal("""{"name":"a","x":1}""", package.Document.Steps[0].Json.ToJsonString());
    }

    [Fact]
    public async Task Secrets_are_cut_out_of_problems_and_logs()
    {
        var log = new ListLogger();
        var run = new RecipeRun(new Dictionary<string, string?> { ["AdminPassword"] = "P4ss!word", ["SiteName"] = "Site" });
        using var package = RecipePackage.FromText("""{ "steps": [ { "name": "a", "v": "[js: const p = parameters('AdminPassword'); log('Warning', 'is ' + p, { p }); return p;]" } ] }""");
        var seen = "";
        var result = await new RecipeExecutor([new RecordingStep("a", step =>
        {
            seen = (string?)step.Step["v"];
            step.Error("v", $"wrong: {seen}", $"not {seen}");
            step.Warn($"v.{seen}", "x");
            throw new InvalidOperationException(seen);
        })], logger: log).ExecuteAsync(package, run);

        Assert.Equal("P4ss!word", seen);
        Assert.All(result.Problems.Select(problem => problem.ToString()).Concat(log.Lines), line => Assert.DoesNotContain(seen, line, StringComparison.Ordinal));
        Assert.Contains("wrong: •••", result.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains(log.Lines, line => line.Contains("Recipe: is •••", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Problems_past_a_number_are_counted_but_the_first_error_is_kept()
    {
        using var package = RecipePackage.FromText("""{ "steps": [ { "name": "a" } ] }""");
        var step = new RecordingStep("a", step =>
        {
            for (var at = 0; at < 50; at++)
            {
                step.Warn("", $"warning {at}");
            }

            step.Error("", "first error");
            step.Error("", "second error");
        });
        var result = await new RecipeExecutor([step]).ExecuteAsync(package, new RecipeRun(options: new RecipeRunOptions { MaxProblems = 10 }));

        Assert.Equal("first error", Assert.Single(result.Errors).Message);
        Assert.Equal("41 more problems are not listed", result.Problems[^1].Message);
    }

    [Fact]
    public async Task Names_are_kept_once_with_their_worst_state()
    {
        var result = await Recipe.RunAsync("""{ "steps": [ { "name": "a" } ] }""", new RecordingStep("a", step =>
        {
            step.Named("part", "TitlePart", RecipeNameState.Runs);
            step.Named("part", "GalleryPart", RecipeNameState.Runs);
            step.Named("part", "GalleryPart", RecipeNameState.Kept, "no such feature");
            step.Named("part", "GalleryPart", RecipeNameState.Runs);
        }));

        Assert.Equal(
            [new("step", "a", RecipeNameState.Runs), new("part", "TitlePart", RecipeNameState.Runs), new("part", "GalleryPart", RecipeNameState.Kept, "no such feature")],
            result.Names);
    }

    [Fact]
    public async Task Progress_is_told_for_each_step_and_inside()
    {
        var told = new List<RecipeProgress>();
        using var package = RecipePackage.FromText("""{ "name": "x", "steps": [ { "name": "a" }, { "name": "b" } ] }""");
        var run = new RecipeRun { Progress = new Progress(told.Add) };
        await new RecipeExecutor([new RecordingStep("a", step => step.Progress(1, 2, "Article")), new RecordingStep("b")]).ExecuteAsync(package, run);

        Assert.Equal([new("x", 1, 2, "a", 0, 0, null), new("x", 1, 2, "a", 1, 2, "Article"), new("x", 2, 2, "b", 0, 0, null)], told);
    }

    [Fact]
    public async Task A_cancelled_run_throws()
    {
        using var cancellation = new CancellationTokenSource();
        using var package = RecipePackage.FromText("""{ "steps": [ { "name": "a" }, { "name": "a" } ] }""");
        var executor = new RecipeExecutor([new RecordingStep("a", _ => cancellation.Cancel())]);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executor.ExecuteAsync(package, new RecipeRun(), cancellation.Token));
    }

    [Fact]
    public async Task A_large_recipe_of_many_scripts_takes_seconds_not_minutes()
    {
        const int items = 20_000;
        var data = string.Join(',', Enumerable.Range(0, items).Select(at => $$"""{ "ContentItemId": "[js: uuid()]", "Author": "[js: parameters('AdminUsername')]", "n": {{at}} }"""));
        var step = new RecordingStep("content");
        var result = await Recipe.RunAsync($$"""{ "steps": [ { "name": "content", "data": [ {{data}} ] } ] }""", step);

        Assert.True(result.Succeeded);
        Assert.Equal(items, step.Last("data")!.AsArray().Select(item => (string?)item!["ContentItemId"]).Distinct().Count());
    }

    [Fact]
    public void Services_give_an_executor_with_all_registered_steps()
    {
        using var services = new ServiceCollection()
            .AddRecipes(options => options.Folders.Add("/nowhere"))
            .AddRecipes()
            .AddScoped<IRecipeStepHandler>(_ => new RecordingStep("mine"))
            .BuildServiceProvider(validateScopes: true);
        using var scope = services.CreateScope();

        Assert.Equal(["mine", "recipes"], scope.ServiceProvider.GetRequiredService<RecipeExecutor>().StepNames);
        Assert.Empty(scope.ServiceProvider.GetRequiredService<RecipeCatalog>().List());
    }

    private sealed class Get : IRecipeFunctionProvider
    {
        public IEnumerable<RecipeFunction> GetFunctions(RecipeRun run) => [new("get", () => (string?)run.Items["x"])];
    }

    private sealed class Progress(Action<RecipeProgress> report) : IProgress<RecipeProgress>
    {
        public void Report(RecipeProgress value) => report(value);
    }

    private sealed class ListLogger : ILogger<RecipeExecutor>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception) + exception);
    }
}
