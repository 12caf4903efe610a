using System.Text.Json.Nodes;
using CmsSite.Content.Recipes;
using CmsSite.Recipes;
using CmsSite.Storage;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace CmsSite.Tests.Content.Recipes.Undo;

/// <summary>When nobody changed anything since, undoing a run leaves the site as it was before it, in every row; undoing that leaves it as the run had left it.</summary>
public sealed class UndoProperties(ITestOutputHelper output)
{
    private const int Cases = 20;
    private static readonly TimeSpan _enough = TimeSpan.FromSeconds(45);
    private static readonly string[] _types = ["Page", "Note"];
    private static readonly RecipeRunRequest _request = new()
    {
        Who = "admin", UserId = "4admin", Options = new RecipeRunOptions { AllowUnknownSteps = true, ScriptLimits = new() { Time = TimeSpan.FromMinutes(1) } },
    };

    // Page keeps its versions, Note does not.
    internal const string Types = """
        { "name": "ContentDefinition",
          "ContentTypes": [
            { "Name": "Page", "DisplayName": "Page", "Settings": { "ContentTypeSettings": { "Versionable": true, "Draftable": true } }, "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "AutoroutePart", "Name": "AutoroutePart" }, { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart" }, { "PartName": "Page", "Name": "Page" } ] },
            { "Name": "Note", "DisplayName": "Note", "Settings": { "ContentTypeSettings": { "Versionable": false, "Draftable": true } }, "ContentTypePartDefinitionRecords": [
              { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "Note", "Name": "Note" } ] } ],
          "ContentParts": [
            { "Name": "Page", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField", "Name": "Subtitle" } ] },
            { "Name": "Note", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField", "Name": "Subtitle" } ] } ] }
        """;

    [Fact]
    public async Task Undoing_what_was_generated_leaves_the_site_as_it_was_and_undoing_that_as_it_had_become()
    {
        await using var empty = await RecipeSite.CreateAsync();
        await empty.DoneAsync(Types);
        var undone = 0;
        foreach (var (first, second) in Recipes().Two().Sample(Cases, 12))
        {
            await using var site = await RecipeSite.CopyAsync(empty);
            await site.DoneAsync(first);
            undone += await AssertUndoneAsync(site, () => Second(second), $"{first}\nand then\n{second}", isConsistent: false) ? 1 : 0;
        }

        Assert.InRange(undone, Cases * 3 / 4, Cases);
    }

    // Found by the property above: a version goes, and one of the same name comes back.
    [Fact]
    public async Task A_version_that_is_taken_away_and_made_again_in_one_run_is_not_undone_twice()
    {
        await using var site = await RecipeSite.CreateAsync();
        await site.DoneAsync(Types);
        await site.DoneAsync(Note("Note4v1", "One"));
        var second = $"{Note("Note4v3", "Two")},{Note("Note4v1", "One")}, {{ \"name\": \"settings\", \"SiteName\": \"z\" }}";
        Assert.True(await AssertUndoneAsync(site, () => Second(second), second, isConsistent: false));

        static string Note(string version, string title) => $$"""
            { "name": "content", "data": [ { "ContentItemId": "Note4", "ContentItemVersionId": "{{version}}", "ContentType": "Note", "Latest": true, "Published": true, "TitlePart": { "Title": "{{title}}" }, "Note": {} } ] }
            """;
    }

    [SkippableFact]
    public async Task Every_public_recipe_that_can_be_applied_is_undone_and_done_again()
    {
        var folder = Path.Combine(Repository.Root, "..", "shared", "orchard");
        Skip.IfNot(Directory.Exists(folder), $"No public recipes to undo: there is no {folder}.");
        await using var site = await RecipeSite.CreateAsync();
        await site.DoneAsync("""{ "name": "settings", "SiteName": "Before" }""");
        var undone = 0;
        // Many lie there more than once.
        var seen = new HashSet<string>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(file => seen.Add(HashOf(file))).TakeWhile(_ => watch.Elapsed < _enough))
        {
            undone += await AssertUndoneAsync(site, () => RecipePackage.Open(file), file, isConsistent: true) ? 1 : 0;
        }

        output.WriteLine($"{undone} were undone.");
        Assert.True(undone > 30);
    }

    // False when the recipe cannot be applied, or changes nothing. One that contradicts itself changes something each time.
    private static async Task<bool> AssertUndoneAsync(RecipeSite site, Func<RecipePackage> open, string what, bool isConsistent)
    {
        var before = await site.ContentsAsync();
        using var package = open();
        var applied = await site.Runner.ApplyAsync(package, _request);
        if (applied.RunId is not { } run)
        {
            return false;
        }

        var after = await site.ContentsAsync();
        var undo = await site.Undo.ApplyAsync(run);
        Assert.Empty(undo.Conflicts);
        AssertSame(before, await site.ContentsAsync(), $"undone: {what}");
        var more = (await site.Undo.ApplyAsync(run)).Outcome.Changes;
        Assert.True(more.Count == 0, $"undone twice: {what}\n{string.Join('\n', more)}");

        var redo = await site.Undo.ApplyAsync(undo.Outcome.RunId!.Value);
        Assert.Empty(redo.Conflicts);
        AssertSame(after, await site.ContentsAsync(), $"done again: {what}");
        if (isConsistent)
        {
            using var twice = open();
            Assert.Empty((await site.Runner.ApplyAsync(twice, _request)).Changes);
        }

        await site.Undo.ApplyAsync(run);
        AssertSame(before, await site.ContentsAsync(), $"undone again: {what}");
        if (!isConsistent)
        {
            using var again = open();
            Assert.NotNull((await site.Runner.ApplyAsync(again, _request)).RunId);
        }

        return true;
    }

    private static RecipePackage Second(string steps) => RecipePackage.FromText($$"""{ "name": "Second", "steps": [ {{steps}} ] }""", "second.recipe.json");

    private static string HashOf(string file) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));

    private static void AssertSame(string expected, string actual, string what)
    {
        var (missing, more) = (expected.Split('\n').Except(actual.Split('\n')).ToList(), actual.Split('\n').Except(expected.Split('\n')).ToList());
        Assert.True(expected == actual, $"{what}\nnot there:\n{string.Join('\n', missing.Take(5))}\nnot wanted:\n{string.Join('\n', more.Take(5))}");
    }

    /// <summary>Recipes about a few pages, notes, documents, files and definitions: the steps.</summary>
    internal static Gen<string> Recipes() => Gen.OneOf(Items(), Items(), Items(), Documents(), Media(), Definitions()).NonEmptyListOf().Select(steps => string.Join(",\n", steps.Take(6)));

    private static Gen<string> Items() =>
        (from type in Gen.Elements(_types)
         from number in Gen.Choose(1, 4)
         from version in Gen.Choose(0, 3)
         from published in Gen.Elements(true, true, false)
         from title in Gen.Elements("One", "Two", "Three")
         from subtitle in Gen.Elements(null, "red", "blue")
         select new JsonObject
         {
             ["ContentItemId"] = $"{type}{number}", ["ContentItemVersionId"] = version == 0 ? null : $"{type}{number}v{version}", ["ContentType"] = type, ["Latest"] = true, ["Published"] = published,
             ["TitlePart"] = new JsonObject { ["Title"] = title },
             ["HtmlBodyPart"] = type == "Page" ? new JsonObject { ["Html"] = $"<p>{title} {subtitle}</p>" } : null,
             ["AutoroutePart"] = type == "Page" ? new JsonObject { ["Path"] = $"page-{number}-{(title == "Three" ? "three" : "x")}" } : null,
             [type] = subtitle is null ? new JsonObject() : new JsonObject { ["Subtitle"] = new JsonObject { ["Text"] = subtitle } },
         }).NonEmptyListOf().Select(items => new JsonObject
         {
             ["name"] = "content", ["data"] = new JsonArray([.. items.Select(Without).DistinctBy(item => item["ContentItemVersionId"]?.ToString() ?? item.ToJsonString())]),
         }.ToJsonString());

    private static JsonObject Without(JsonObject item)
    {
        foreach (var name in item.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
        {
            item.Remove(name);
        }

        return item;
    }

    private static Gen<string> Documents() => from kind in Gen.Choose(0, 5)
                                              from name in Gen.Elements("A", "B")
                                              from value in Gen.Elements("x", "y", "z")
                                              select kind switch
                                              {
                                                  0 => $$"""{ "name": "settings", "SiteName": "{{value}}", "Custom{{name}}": { "Text": "{{value}}" } }""",
                                                  1 => $$"""{ "name": "Templates", "Templates": { "Content__{{name}}": { "Content": "{{value}}" } } }""",
                                                  2 => $$"""{ "name": "Roles", "Roles": [ { "Name": "{{name}}", "Description": "{{value}}", "Permissions": [ "EditContent", "{{value}}" ] } ] }""",
                                                  3 => $$"""{ "name": "queries", "Queries": [ { "Source": "Sql", "Name": "{{name}}", "Template": "SELECT DocumentId FROM ContentItemIndex WHERE ContentType='{{value}}'" } ] }""",
                                                  4 => $$"""{ "name": "UrlRewriting", "Rules": [ { "Id": "{{name}}", "Name": "{{value}}", "Source": "Redirect", "Order": 1, "Pattern": "^/{{name}}$", "SubstitutionPattern": "/{{value}}", "RedirectType": "Found" } ] }""",
                                                  _ => $$"""{ "name": "layers", "Layers": [ { "Name": "{{name}}", "LayerRule": { "Conditions": [ { "Name": "BooleanCondition", "Value": {{(value == "x" ? "true" : "false")}} } ] } } ] }""",
                                              };

    private static Gen<string> Media() => from name in Gen.Elements("a/b/one.pdf", "a/two.pdf", "three.pdf")
                                          from text in Gen.Elements(null, "A text", "Another")
                                          from number in Gen.Choose(1, 3)
                                          let bytes = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"%PDF-1.{number}\n"))
                                          select $$"""{ "name": "media", "Files": [ { "TargetPath": "{{name}}", "Base64": "{{bytes}}"{{(text is null ? "" : $", \"MediaText\": \"{text}\"")}} } ] }""";

    // A part that makes index rows comes and stays away, a type is new.
    private static Gen<string> Definitions() => Gen.Elements(
        """{ "name": "ContentDefinition", "ContentTypes": [ { "Name": "Note", "ContentTypePartDefinitionRecords": [ { "PartName": "AliasPart", "Name": "AliasPart" } ] } ] }""",
        """{ "name": "ContentDefinition", "ContentParts": [ { "Name": "Page", "ContentPartFieldDefinitionRecords": [ { "FieldName": "NumericField", "Name": "Size" } ] } ] }""",
        """{ "name": "ContentDefinition", "ContentTypes": [ { "Name": "New", "DisplayName": "New", "ContentTypePartDefinitionRecords": [ { "PartName": "New", "Name": "New" } ] } ], "ContentParts": [ { "Name": "New" } ] }""");
}
