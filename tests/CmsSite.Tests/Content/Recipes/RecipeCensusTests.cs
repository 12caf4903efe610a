using CmsSite.Content.Recipes;
using CmsSite.Recipes;
using Xunit.Abstractions;

namespace CmsSite.Tests.Content.Recipes;

public sealed class RecipeCensusTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cmssite-census-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_census_counts_what_recipes_name_and_nobody_here_does()
    {
        var report = RecipeCensus.Take([
            Write("a", """{ "steps": [ { "name": "feature", "enable": [ "OrchardCore.Title" ] } ] }"""),
            Write("b", """{ "steps": [ { "name": "WorkflowType", "data": [] }, { "name": "TimeZoneMaps" } ] }"""),
            Write("c", """{ "steps": [ { "name": "TimeZoneMaps" }, { "name": "workflowtype" } ] }"""),
            Write("d", """{ "steps": [ { "name": "WorkflowType" }, { "name": "recipes" } ] }"""),
            Write("e", """{ "steps": [ """),
        ]);
        Assert.Equal((5, 4, 2, 1), (report.Entries.Count, report.Readable, report.NothingUnknown, report.RunningWholly));
        Assert.Equal(
            [new CensusGap("step", "TimeZoneMaps", RecipeNameState.Unknown, 2), new CensusGap("step", "WorkflowType", RecipeNameState.Kept, 3)], report.Gaps);
        Assert.Contains("    2  unknown  step TimeZoneMaps", report.Lines());
    }

    [Fact]
    public void Types_count_as_defined_when_a_recipe_of_the_same_folder_defines_them()
    {
        var definition = Write("a", """{ "steps": [ { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Story" } ] } ] }""");
        var content = Write("b", """{ "steps": [ { "name": "content", "data": [ { "ContentType": "Story" }, { "ContentType": "Gadget" } ] } ] }""");
        Assert.Equal(["Gadget"], RecipeCensus.Take([definition, content]).Gaps.Select(gap => gap.Name));
    }

    [SkippableFact]
    public void Most_public_recipes_name_nothing_that_is_unknown_here()
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "orchard", "recipes");
        Skip.IfNot(Directory.Exists(folder), $"No public recipes to look at: there is no {folder}.");
        var report = RecipeCensus.Take(Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories));
        foreach (var line in report.Lines())
        {
            output.WriteLine(line);
        }

        Assert.True(report.Readable >= report.Entries.Count - 1, "A public recipe cannot be read.");
        var orchardsOwn = report.Gaps.Where(gap => gap.State == RecipeNameState.Unknown && gap.Kind == "step").Select(gap => gap.Name);
        Assert.Empty(orchardsOwn.Except(["mediatheme"]));
    }

    private string Write(string name, string json)
    {
        var file = Path.Combine(_folder, $"{name}.recipe.json");
        File.WriteAllText(file, json);
        return file;
    }
}
