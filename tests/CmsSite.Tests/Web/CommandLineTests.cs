using System.CommandLine;
using System.Text.Json.Nodes;
using CmsSite.Storage;
using CmsSite.Web.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

public class CommandLineTests
{
    private static readonly string _recipes = Path.Combine(Repository.Root, "tests", "CmsSite.Tests", "Recipes");

    [Fact]
    public async Task Setup_makes_a_site_and_prints_the_password_it_made()
    {
        await using var app = new NewSite();

        var (code, output, _) = await RunAsync(app, ["setup", "--site-name", "By hand", "--recipe", "WebTest", "--admin-email", "ada@example.org", "--json", .. Database(app)]);

        var result = JsonNode.Parse(output)!;
        Assert.Equal(0, code);
        Assert.True((bool)result["setUp"]!);
        using var admin = await app.SignInAsync("admin", (string)result["password"]!);
        Assert.Contains("By hand", await admin.GetStringAsync("/"));
    }

    [Fact]
    public async Task Setup_that_is_refused_ends_with_1_and_says_why_in_both_languages()
    {
        await using var app = new NewSite();

        var (code, output, errors) = await RunAsync(app, ["setup", "--recipe", "Broken", "--admin-email", "ada@example.org", "--json", .. Database(app)]);

        Assert.Equal(1, code);
        Assert.Contains("NobodyKnowsThisStep", (string?)JsonNode.Parse(output)!["problems"]![0]!["message"]);
        Assert.Contains("broken.recipe.json:", errors);
        await app.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task Setup_of_a_site_that_is_there_changes_nothing()
    {
        await using var app = new CmsApplication();

        var (code, _, errors) = await RunAsync(app, "setup", "--recipe", "WebTest", "--admin-email", "eve@example.org");

        Assert.Equal(1, code);
        Assert.Contains("set up already", errors);
    }

    [Fact]
    public async Task A_search_index_is_made_anew_beside_the_running_site()
    {
        await using var app = new CmsApplication();
        app.CreateClient().Dispose();

        var (code, output, _) = await RunAsync(app, "search", "rebuild", "--json");
        var (unknown, _, errors) = await RunAsync(app, "search", "rebuild", "nix");

        Assert.Equal(0, code);
        Assert.Equal("Site", (string?)JsonNode.Parse(output)![0]!["name"]);
        Assert.True((int)JsonNode.Parse(output)![0]!["items"]! > 0);
        Assert.Equal(1, unknown);
        Assert.Contains("The site has: Site.", errors);
    }

    [Fact]
    public async Task Evaluating_the_search_needs_no_site_and_says_which_file_is_missing()
    {
        await using var app = new NewSite();
        var folder = Directory.CreateTempSubdirectory("cmssite-cranfield-");

        var (empty, _, errors) = await RunAsync(app, "search", "evaluate", folder.FullName);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "cran.all.1400"), ".I 1\n.T\ntides\n.W\nthe tide\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "cran.qry"), ".I 001\n.W\ntides\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "cranqrel"), "1 1 1\n");
        var (code, output, _) = await RunAsync(app, "search", "evaluate", folder.FullName);
        folder.Delete(recursive: true);

        Assert.Equal(1, empty);
        Assert.Contains("cran.all.1400", errors);
        Assert.Equal(0, code);
        Assert.Contains("nDCG@10 1.0000", output);
        Assert.Contains("nDCG@10 with TF-IDF 1.0000", output);
    }

    [Fact]
    public async Task Recipes_are_listed_and_checked_without_a_site()
    {
        await using var app = new NewSite();

        var (listed, list, _) = await RunAsync(app, "recipes", "list", "--json");
        var (good, _, _) = await RunAsync(app, "recipes", "validate", "WebTest");
        var (bad, report, problems) = await RunAsync(app, "recipes", "validate", Path.Combine(_recipes, "broken.recipe.json"), "--json");
        var (missing, _, message) = await RunAsync(app, "recipes", "validate", "WebTst");

        Assert.Equal(0, listed);
        Assert.Contains(JsonNode.Parse(list)!.AsArray(), entry => (string?)entry!["name"] == "WebTest");
        Assert.Equal(0, good);
        Assert.Equal(1, bad);
        Assert.False((bool)JsonNode.Parse(report)!["valid"]!);
        Assert.Matches("broken.recipe.json:\\d+:\\d+", problems);
        Assert.Equal(1, missing);
        Assert.Contains("WebTest", message);
    }

    [Fact]
    public async Task A_census_counts_what_recipes_name()
    {
        await using var app = new NewSite();

        var (code, output, _) = await RunAsync(app, "recipes", "census", _recipes, "--json");

        var census = JsonNode.Parse(output)!;
        Assert.Equal(0, code);
        var step = Assert.Single(census["names"]!.AsArray(), name => (string?)name!["kind"] == "step" && (string?)name["name"] == "ContentDefinition")!;
        Assert.Equal("runs", (string?)step["state"]);
        Assert.True((int)step["recipes"]! >= 2);
        Assert.Contains(census["names"]!.AsArray(), name => (string?)name!["name"] == "NobodyKnowsThisStep" && (string?)name["state"] == "unknown");
    }

    [Fact]
    public async Task A_plan_says_what_an_application_then_does()
    {
        await using var app = new CmsApplication();
        using var visitor = app.CreateVisitor();
        await visitor.GetAsync("/");
        var recipe = Path.Combine(app.AppData, "rename.recipe.json");
        await File.WriteAllTextAsync(recipe, """{ "name": "Rename", "steps": [ { "name": "settings", "SiteName": "Renamed" } ] }""");

        var (planned, plan, _) = await RunAsync(app, "recipes", "plan", recipe, "--json");
        Assert.Contains("Test site", await visitor.GetStringAsync("/"));
        var (applied, application, _) = await RunAsync(app, "recipes", "apply", recipe, "--json");

        Assert.Equal((0, 0), (planned, applied));
        var change = Assert.Single(JsonNode.Parse(plan)!["changes"]!.AsArray())!;
        Assert.Equal("SiteName", (string?)change["subject"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(plan)!["changes"], JsonNode.Parse(application)!["changes"]));
        Assert.NotNull(JsonNode.Parse(application)!["runId"]);
        Assert.Contains("Renamed", await visitor.GetStringAsync("/"));
    }

    [Fact]
    public async Task A_run_is_undone_by_its_number_and_that_is_undone_too()
    {
        await using var app = new CmsApplication();
        using var visitor = app.CreateVisitor();
        await visitor.GetAsync("/");
        var recipe = Path.Combine(app.AppData, "rename.recipe.json");
        await File.WriteAllTextAsync(recipe, """{ "name": "Rename", "steps": [ { "name": "settings", "SiteName": "Renamed" } ] }""");
        var run = Run((await RunAsync(app, "recipes", "apply", recipe, "--json")).Output);

        var (planned, plan, _) = await RunAsync(app, "recipes", "revert", run, "--plan", "--json");
        Assert.Contains("Renamed", await visitor.GetStringAsync("/"));
        var (undone, undoing, _) = await RunAsync(app, "recipes", "revert", run, "--json");
        Assert.Contains("Test site", await visitor.GetStringAsync("/"));
        var (redone, _, _) = await RunAsync(app, "recipes", "revert", Run(undoing));
        Assert.Contains("Renamed", await visitor.GetStringAsync("/"));

        Assert.Equal((0, 0, 0), (planned, undone, redone));
        Assert.Equal("SiteName", (string?)Assert.Single(JsonNode.Parse(plan)!["changes"]!.AsArray())!["subject"]);
        Assert.Null(JsonNode.Parse(plan)!["runId"]);
        var history = JsonNode.Parse((await RunAsync(app, "recipes", "history", "--json")).Output)!.AsArray();
        Assert.Equal(["Revert", "Revert", "Recipe"], history.Take(3).Select(kept => (string?)kept!["kind"]));
        Assert.Equal(run, history[1]!["reverts"]!.ToString());

        static string Run(string json) => JsonNode.Parse(json)!["runId"]!.ToString();
    }

    [Fact]
    public async Task A_conflict_is_shown_and_taken_by_its_key_and_a_set_up_is_not_undone()
    {
        await using var app = new CmsApplication();
        using var visitor = app.CreateVisitor();
        await visitor.GetAsync("/");
        var recipe = Path.Combine(app.AppData, "rename.recipe.json");
        await File.WriteAllTextAsync(recipe, """{ "name": "Rename", "steps": [ { "name": "settings", "SiteName": "Renamed" } ] }""");
        var run = JsonNode.Parse((await RunAsync(app, "recipes", "apply", recipe, "--json")).Output)!["runId"]!.ToString();
        await File.WriteAllTextAsync(recipe, """{ "name": "Rename again", "steps": [ { "name": "settings", "SiteName": "Renamed again" } ] }""");
        await RunAsync(app, "recipes", "apply", recipe);

        var (_, output, shown) = await RunAsync(app, "recipes", "revert", run, "--json");
        Assert.Equal("Test site, Renamed, Renamed again", JsonNode.Parse(output)!["conflicts"]![0] is { } conflict ? $"{conflict["before"]}, {conflict["after"]}, {conflict["now"]}" : "");
        Assert.Contains("SiteSetting/SiteName", shown);
        Assert.Contains("Renamed again", await visitor.GetStringAsync("/"));
        await RunAsync(app, "recipes", "revert", run, "--take", "SiteSetting/SiteName");
        Assert.Contains("Test site", await visitor.GetStringAsync("/"));

        var (setup, _, why) = await RunAsync(app, "recipes", "revert", "1");
        Assert.Equal(1, setup);
        Assert.Contains("set the site up", why);
        Assert.Equal(2, (await RunAsync(app, "recipes", "revert", "one")).Code);
    }

    [Fact]
    public async Task An_account_can_be_added_and_given_a_new_password()
    {
        await using var app = new CmsApplication();
        using var visitor = app.CreateVisitor();
        await visitor.GetAsync("/");

        var (added, output, _) = await RunAsync(app, "users", "add", "grace", "--email", "grace@example.org", "--role", "Editor", "--json");
        var (unknown, _, message) = await RunAsync(app, "users", "add", "eve", "--email", "eve@example.org", "--role", "Emperor");
        var (changed, _, _) = await RunAsync(app, "users", "password", "grace", "--password", "another quiet word");
        var (nobody, _, _) = await RunAsync(app, "users", "password", "nobody");

        Assert.Equal((0, 1, 0, 1), (added, unknown, changed, nobody));
        Assert.NotNull((string?)JsonNode.Parse(output)!["password"]);
        Assert.Contains("Emperor", message);
        using var grace = await app.SignInAsync("grace", "another quiet word");
        await app.InScopeAsync(async services =>
        {
            var change = await services.GetRequiredService<CmsDbContext>().Changes.FirstAsync(change => change.DisplayText == "grace");
            Assert.DoesNotContain("@", change.After);
            Assert.Contains("command line", change.Who);
            return true;
        });
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(2, "recipes", "aply", "x")]
    [InlineData(2, "recipe")]
    [InlineData(2, "users", "add", "grace")]
    [InlineData(2, "setup", "--admin-mail", "x")]
    public async Task Wrong_usage_ends_with_2_before_anything_is_started(int expected, params string[] args)
    {
        var commandLine = SiteCommandLine.Parse(args);
        using var output = new StringWriter();
        using var errors = new StringWriter();

        Assert.False(commandLine.IsServe);
        Assert.True(commandLine.IsAnswered);
        Assert.Equal(expected, await commandLine.RunAsync(output: new InvocationConfiguration { Output = output, Error = errors }));
    }

    [Fact]
    public void Configuration_is_told_from_options()
    {
        Assert.True(SiteCommandLine.Parse(["--urls", "http://localhost:5001", "--CmsSite:AppData=/data"]).IsServe);
        Assert.Equal(["--CmsSite:AppData=/data", "--CmsSite:Http:HstsDays", "0"],
            SiteCommandLine.Parse(["recipes", "--CmsSite:AppData=/data", "list", "--CmsSite:Http:HstsDays", "0", "--json"]).HostArguments);
    }

    private static string[] Database(CmsApplication app) => CmsApplication.IsPostgres ? ["--database-provider", "Postgres", "--connection-string", app.Database.ConnectionString] : [];

    // The verbs on the composed application of the test, as Program runs them on one that is not started.
    private static async Task<(int Code, string Output, string Errors)> RunAsync(CmsApplication app, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await SiteCommandLine.Parse(args).RunAsync(app.Services, new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
