using System.Reflection;
using System.Xml.Linq;
using CmsSite.Admin;
using Microsoft.AspNetCore.Components;

namespace CmsSite.Tests;

/// <summary>References point down, never sideways: the picture in docs/architecture.md.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["CmsSite.Storage"] = [],
        ["CmsSite.Recipes"] = [],
        ["CmsSite.Content"] = ["CmsSite.Storage", "CmsSite.Recipes"],
        ["CmsSite.Theming"] = ["CmsSite.Content"],
        ["CmsSite.Search"] = ["CmsSite.Content"],
        ["CmsSite.Comments"] = ["CmsSite.Content"],
        ["CmsSite.Admin"] = ["CmsSite.Theming", "CmsSite.Search", "CmsSite.Comments"],
        ["CmsSite.Web"] = ["CmsSite.Admin", "CmsSite.Theming", "CmsSite.Search", "CmsSite.Comments"],
        // The other host: the same recipe and views on stock Orchard Core, none of our engine.
        ["CmsSite.OrchardCore"] = ["CmsSite.OrchardCore.Theme"],
        ["CmsSite.OrchardCore.Theme"] = [],
    };

    // Which package may be used where, and nowhere else.
    private static readonly Dictionary<string, string[]> _owners = new()
    {
        ["BouncyCastle.Cryptography"] = ["CmsSite.Recipes"],
        ["Fluid.Core"] = ["CmsSite.Theming"],
        ["NSwag.MSBuild"] = ["CmsSite.Theming"],
        ["Lucene.Net"] = ["CmsSite.Search"],
        ["Lucene.Net.Analysis.Common"] = ["CmsSite.Search"],
        ["Lucene.Net.QueryParser"] = ["CmsSite.Search"],
        ["Lucene.Net.Queries"] = ["CmsSite.Search"],
        ["Jint"] = ["CmsSite.Recipes"],
        ["MailKit"] = ["CmsSite.Web"],
        ["Microsoft.EntityFrameworkCore.Sqlite"] = ["CmsSite.Storage"],
        ["Npgsql.EntityFrameworkCore.PostgreSQL"] = ["CmsSite.Storage"],
    };

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src"))
        .Where(folder => File.Exists(ProjectFile(folder))).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_below_it(string project)
    {
        var references = Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.Empty(references.Except(_allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_the_hosts_and_the_dashboard_know_the_web_framework(string project)
    {
        var document = XDocument.Load(ProjectFile(Path.Combine(Repository.Root, "src", project)));
        var isWeb = document.Root!.Attribute("Sdk")!.Value == "Microsoft.NET.Sdk.Web" || Items(project, "FrameworkReference").Any();
        Assert.Equal(project is "CmsSite.Web" or "CmsSite.Admin" or "CmsSite.OrchardCore" or "CmsSite.OrchardCore.Theme", isWeb);
    }

    [Fact]
    public void No_screen_breaks_over_a_value_of_its_address()
    {
        var parameters = new[] { typeof(AdminApp).Assembly, typeof(Program).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(property => property.IsDefined(typeof(SupplyParameterFromQueryAttribute)))
            .ToList();

        Assert.NotEmpty(parameters);
        // Anything but text throws for a value that it cannot hold, in the middle of the screen: see QueryValues.
        Assert.Empty(parameters.Where(property => property.PropertyType != typeof(string)).Select(property => $"{property.DeclaringType!.Name}.{property.Name}"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_package_is_used_by_its_owner_only(string project) =>
        Assert.DoesNotContain(Items(project, "PackageReference"), package => _owners.TryGetValue(package, out var owners) && !owners.Contains(project));

    private static IEnumerable<string> Items(string project, string element) =>
        XDocument.Load(ProjectFile(Path.Combine(Repository.Root, "src", project))).Descendants(element).Select(item => item.Attribute("Include")!.Value);

    private static string ProjectFile(string folder) => Path.Combine(folder, Path.GetFileName(folder) + ".csproj");
}
