using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CmsSite.Tests.Theme;
using CmsSite.Web.Hosting;

namespace CmsSite.Tests.OrchardCore;

/// <summary>The host on stock Orchard Core cannot be built everywhere, so its files are compared with what they name.</summary>
public sealed class TwoHostsTests
{
    private static readonly JsonObject _settings = TwoHosts.Read(Path.Combine(TwoHosts.Host, "appsettings.json"));
    private static readonly string _manifest = File.ReadAllText(Path.Combine(TwoHosts.Theme, "Manifest.cs"));

    private static readonly string[] _projects =
        [Path.Combine(TwoHosts.Host, "CmsSite.OrchardCore.csproj"), Path.Combine(TwoHosts.Theme, "CmsSite.OrchardCore.Theme.csproj")];

    [Fact]
    public void Every_path_that_is_linked_leads_to_files_and_nothing_is_copied()
    {
        var links = TwoHosts.ThemeProject.Descendants("EmbeddedResource").Select(item => item.Attribute("Include")!.Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.NotEmpty(FilesOf(link)));

        var linked = links.SelectMany(FilesOf).Select(File.ReadAllText).ToHashSet();
        Assert.All(Directory.GetFiles(Path.Combine(TwoHosts.Theme, "Views")), own => Assert.DoesNotContain(File.ReadAllText(own), linked));
    }

    [Fact]
    public void Every_view_that_is_replaced_or_left_out_is_one_of_the_shared_views_and_every_own_view_replaces_one()
    {
        var shared = ThemeFiles.Views.Select(view => view.Name).ToArray();

        Assert.Empty(TwoHosts.Replaced.Concat(TwoHosts.LeftOut).Except(shared));
        Assert.Equal(TwoHosts.Replaced.Order(), TwoHosts.Own.Order());
        Assert.Empty(TwoHosts.Replaced.Intersect(TwoHosts.LeftOut));
    }

    [Fact]
    public void The_theme_goes_by_the_id_that_recipe_and_addresses_use()
    {
        Assert.Equal(SiteFolders.ThemeId, TwoHosts.ThemeProject.Descendants("AssemblyName").Single().Value);
        Assert.DoesNotMatch(@"\bId\s*=", _manifest);
        Assert.Contains(SiteFolders.ThemeId, TwoHosts.Steps(TwoHosts.Shared, "feature").SelectMany(step => step["enable"]!.AsArray()).Select(id => id!.GetValue<string>()));
        Assert.Equal(SiteFolders.ThemeId, TwoHosts.Steps(TwoHosts.Shared, "themes").Single()["site"]!.GetValue<string>());
        Assert.All(TwoHosts.Views.SelectMany(view => Regex.Matches(view.Text, @"~/(\w+)/[\w.]+\.(css|js|svg)")), asset => Assert.Equal(SiteFolders.ThemeId, asset.Groups[1].Value));
    }

    [Fact]
    public void The_manifest_says_of_the_theme_what_its_own_file_says()
    {
        var theme = TwoHosts.Read(Path.Combine(ThemeFiles.Folder, "theme.json"));

        Assert.All(["Name", "Author", "Version", "Description"], member => Assert.Contains($"{member} = \"{theme[member]}\"", _manifest, StringComparison.Ordinal));
        Assert.All(Regex.Matches(_manifest, "\"(OrchardCore\\.[\\w.]+)\""), feature => Assert.True(OrchardCoreNames.Knows("feature", feature.Groups[1].Value), feature.Value));
    }

    [Fact]
    public void Set_up_runs_a_recipe_that_is_there_and_that_runs_recipes_that_are_there()
    {
        var recipes = TwoHosts.ThemeProject.Descendants("EmbeddedResource").SelectMany(item => FilesOf(item.Attribute("Include")!.Value))
            .Concat(Directory.GetFiles(Path.Combine(TwoHosts.Theme, "Recipes"))).Where(file => file.EndsWith(".recipe.json", StringComparison.Ordinal))
            .Select(TwoHosts.Read).ToDictionary(recipe => recipe["name"]!.GetValue<string>()); // Orchard Core cannot have two of a name

        var tenant = Assert.Single(_settings["OrchardCore"]!["OrchardCore_AutoSetup"]!["Tenants"]!.AsArray())!;
        Assert.True(recipes[tenant["RecipeName"]!.GetValue<string>()]["issetuprecipe"]!.GetValue<bool>());
        var inner = recipes.Values.SelectMany(recipe => TwoHosts.Steps(recipe, "recipes")).SelectMany(step => step["Values"]!.AsArray()).Select(value => value!["name"]!.GetValue<string>());
        Assert.All(inner.Append("CmsSite"), name => Assert.Contains(name, recipes.Keys));
    }

    [Fact]
    public void No_password_is_kept_in_the_settings() =>
        Assert.Equal("", _settings["OrchardCore"]!["OrchardCore_AutoSetup"]!["Tenants"]![0]!["AdminPassword"]!.GetValue<string>());

    [Fact]
    public void Its_search_index_is_made_last_and_may_be_asked_by_readers()
    {
        var steps = TwoHosts.Shared["steps"]!.AsArray().Select(step => step!["name"]!.GetValue<string>()).ToArray();
        Assert.Equal("CreateOrUpdateIndexProfile", steps[^1]);

        var index = TwoHosts.Steps(TwoHosts.Shared, "CreateOrUpdateIndexProfile").Single()["indexes"]![0]!["Name"]!.GetValue<string>();
        Assert.All([TwoHosts.Shared, TwoHosts.OfHost], recipe => Assert.Contains(
            TwoHosts.Steps(recipe, "Roles").SelectMany(step => step["Roles"]!.AsArray()).Where(role => role!["Name"]!.GetValue<string>() == "Anonymous"),
            role => role!["Permissions"]!.AsArray().Any(permission => permission!.GetValue<string>() == $"QueryIndex_{index}")));
    }

    [Fact]
    public void Its_packages_have_one_version_and_no_project_of_the_solution_needs_them()
    {
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        var used = _projects.SelectMany(project => XDocument.Load(project).Descendants("PackageReference")).Select(package => package.Attribute("Include")!.Value).ToArray();

        Assert.NotEmpty(used);
        Assert.Single(used.Select(package => versions[package]).Distinct());
        Assert.Equal(used.Order(), versions.Keys.Where(package => package.StartsWith("OrchardCore.", StringComparison.Ordinal)).Order());
        Assert.DoesNotContain("CmsSite.OrchardCore", File.ReadAllText(Path.Combine(Repository.Root, "CmsSite.sln")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_query_that_its_views_ask_for_is_in_the_recipe()
    {
        var queries = TwoHosts.Steps(TwoHosts.Shared, "queries").SelectMany(step => step["Queries"]!.AsArray()).Select(query => query!["Name"]!.GetValue<string>()).ToHashSet();

        // Our engine's own. Stock Orchard Core answers a query that it does not have with nothing, and the view goes on to the next.
        Assert.Contains("Queries.RelatedArticles", TwoHosts.Views.Single(view => view.Text.Contains("Queries.SimilarItems", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        queries.Add("SimilarItems");
        Assert.All(TwoHosts.Views.SelectMany(view => Regex.Matches(view.Text, @"Queries\.(\w+)")), asked => Assert.Contains(asked.Groups[1].Value, queries));
    }

    [Fact]
    public void Its_comments_are_written_without_addresses_and_encoded()
    {
        var view = TwoHosts.Views.Single(view => view.Name == "ArticleComments").Text;

        Assert.DoesNotContain("Email", view, StringComparison.Ordinal);
        Assert.Equal(["said.Body.Text | escape | newline_to_br | raw"], ThemeFiles.Outputs(view).Where(output => output.EndsWith("raw", StringComparison.Ordinal)));
        Assert.Contains("antiforgerytoken", ThemeFiles.Tags(view));
    }

    private static string[] FilesOf(string include)
    {
        var path = Path.Combine(TwoHosts.Theme, include);
        var folder = path.Split('*')[0];
        return path.Contains('*', StringComparison.Ordinal)
            ? Directory.GetFiles(folder, Path.GetFileName(path).Replace("**", "*", StringComparison.Ordinal), path.Contains("**", StringComparison.Ordinal) ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
            : File.Exists(path) ? [path] : [];
    }
}
