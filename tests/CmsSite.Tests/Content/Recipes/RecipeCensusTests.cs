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
            Write("b", """{ "steps": [ { "name": "FeatureProfiles", "FeatureProfiles": {} }, { "name": "TimeZoneMaps" } ] }"""),
            Write("c", """{ "steps": [ { "name": "TimeZoneMaps" }, { "name": "featureprofiles" } ] }"""),
            Write("d", """{ "steps": [ { "name": "FeatureProfiles" }, { "name": "recipes" } ] }"""),
            Write("e", """{ "steps": [ """),
        ]);
        Assert.Equal((5, 4, 2, 1), (report.Entries.Count, report.Readable, report.NothingUnknown, report.RunningWholly));
        Assert.Equal(
            [new CensusGap("step", "TimeZoneMaps", RecipeNameState.Unknown, 2), new CensusGap("step", "FeatureProfiles", RecipeNameState.Kept, 3)], report.Gaps);
        Assert.Contains("    2   40.0 %  use nothing of Orchard Core that is unknown here", report.Totals());
    }

    [Fact]
    public void What_belongs_to_modules_of_others_is_told_from_what_orchard_has_and_from_slips_of_the_pen()
    {
        var report = RecipeCensus.Take([
            Write("a", """{ "steps": [ { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Shop", "ContentTypePartDefinitionRecords": [ { "PartName": "ProductPart" } ] } ] } ] }"""),
            Write("b", """{ "steps": [ { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Page", "ContentTypePartDefinitionRecords": [ { "PartName": "TitelPart" } ] } ] } ] }"""),
            Write("c", """{ "steps": [ { "name": "feature", "enable": [ "Vendor.Shop", "OrchardCore.Tenants" ] } ] }"""),
        ]);

        Assert.Equal((2, 1, 1), (report.NothingUnknown, report.NeedingNoOthers, report.Entries.Count(entry => !entry.HasNothingKept)));
        Assert.Equal(
            [("TitelPart", false), ("OrchardCore.Tenants", false), ("ProductPart", true), ("Vendor.Shop", true)], report.Gaps.Select(gap => (gap.Name, gap.IsOfOthers)));
    }

    [Fact]
    public void What_readers_of_scripts_and_of_liquid_found_counts_as_well()
    {
        var document = RecipeReader.Read("""{ "steps": [ { "name": "Templates", "Templates": {} } ] }""", "a.recipe.json");

        var report = RecipeCensus.Take([new CensusRecipe("a.recipe.json", document, [new RecipeName("filter", "product", RecipeNameState.Unknown), new RecipeName("function", "uuid", RecipeNameState.Runs)])]);

        Assert.Equal([new CensusGap("filter", "product", RecipeNameState.Unknown, 1)], report.Gaps);
        Assert.Equal(0, report.NothingUnknown);
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
        foreach (var line in report.Totals())
        {
            output.WriteLine(line);
        }

        Assert.True(report.Readable >= report.Entries.Count - 1, "A public recipe cannot be read.");
        var orchardsOwn = report.Gaps.Where(gap => gap.State == RecipeNameState.Unknown && gap.Kind == "step").Select(gap => gap.Name);
        Assert.Empty(orchardsOwn.Except(["mediatheme"]));
        Assert.True(report.NothingUnknown >= 0.97 * report.Entries.Count);
        Assert.True(report.NothingKept >= 0.90 * report.Entries.Count);
    }

    private string Write(string name, string json)
    {
        var file = Path.Combine(_folder, $"{name}.recipe.json");
        File.WriteAllText(file, json);
        return file;
    }
}
