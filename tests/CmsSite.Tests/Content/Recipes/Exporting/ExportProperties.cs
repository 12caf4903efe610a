using System.Text.Json.Nodes;
using CmsSite.Storage;
using Xunit.Abstractions;

namespace CmsSite.Tests.Content.Recipes.Exporting;

/// <summary>Whatever a site is made of, it is the same after the way through a package.</summary>
public sealed class ExportProperties(ITestOutputHelper output)
{
    private static readonly string[] _texts =
        ["", "plain", "line\nbreak", "\t\"quoted\" \\ back/slash", "[js: uuid()]", "[file: text('x')]", "[env: X]", "ünï 😀", "</script><b>", "{}[],:", "{{ Model }}", "‏עברית", "2026-01-02T03:04:05Z", " space "];
    private static readonly string[] _names = ["a", "B", "c d", "it's", "x.y", "[0]", "ß", "Z", "name2", "[js: 1]"];
    private static readonly string[] _values = ["0", "-1", "2.50", "1e6", "12345678901234567890", "true", "false", "null", "[]", "{}", """[ 1, null, "[js: 1]" ]""", """{ "b": 1, "a": { "$type": "x" } }"""];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Export_after_import_is_the_package_that_was_imported(int seed)
    {
        var random = new Random(seed);
        await using var site = await RecipeSite.CreateAsync();
        // Read as it stands: what is written here are texts, not scripts.
        var recipe = $$"""{ "name": "Random{{seed}}", "literal": true, "steps": [ {{string.Join(",\n", Steps(random))}} ] }""";
        var outcome = await site.ApplyAsync(recipe);
        output.WriteLine(recipe);
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Result.Problems));
        await site.AssertSurvivesAsync(random.Next(2) == 0 ? 5_000 : 1_000_000);
    }

    private static IEnumerable<string> Steps(Random random)
    {
        yield return """{ "name": "feature", "enable": [ "OrchardCore.Menu", "OrchardCore.Taxonomies", "Some.Unknown.Feature" ] }""";
        yield return $$"""
            { "name": "ContentDefinition", "ContentTypes": [ { "Name": "Thing", "DisplayName": {{Text(random)}}, "Settings": { "ContentTypeSettings": { "Draftable": true, "Versionable": {{Flag(random)}} }, "Odd": {{Value(random)}} },
                "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart", "Settings": {} }, { "PartName": "Thing", "Name": "Thing", "Settings": { "ContentTypePartSettings": { "Position": "{{random.Next(5)}}" } } } ] } ],
              "ContentParts": [ { "Name": "Thing", "Settings": {}, "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField", "Name": "Line", "Settings": {} }, { "FieldName": "NumericField", "Name": "Sum", "Settings": {} } ] } ] }
            """;
        yield return $$"""{ "name": "settings", {{Members(random, "Kept")}}, "SiteName": "Random" }""";
        yield return $$"""{ "name": "Roles", "Roles": [ { "Name": "Editor", "Permissions": [ {{(random.Next(2) == 0 ? "\"EditContent\", \"Zed\"" : "")}} ] }, { "Name": "{{_names[random.Next(2)]}}", "Description": {{Text(random)}}, "Permissions": [ "B", "A" ] } ] }""";
        yield return $$"""{ "name": "content", "data": [ {{string.Join(",\n", Enumerable.Range(0, random.Next(40)).SelectMany(i => Items(random, i)))}} ] }""";
        yield return $$"""{ "name": "Templates", "Templates": { {{string.Join(", ", _names.Where(_ => random.Next(2) == 0).Select(name => $$"""{{Json(name)}}: { "Description": {{Text(random)}}, "Content": {{Text(random)}} }"""))}} } }""";
        yield return $$"""{ "name": "WorkflowType", "data": [ { "WorkflowTypeId": "w{{random.Next(9)}}", "Name": {{Text(random)}}, {{Members(random, "More")}} } ] }""";
        yield return $$"""{ "name": "Translations", "translations": [ { "culture": "fr", "context": "", "key": {{Text(random)}}, "value": {{Text(random)}} }, { "culture": "de", "context": {{Text(random)}}, "key": "k", "value": "v" } ] }""";
        yield return $$"""{ "name": "OpenIdScope", "ScopeName": "s{{random.Next(9)}}", {{Members(random, "Of")}} }""";
    }

    // A published version, a draft, or both.
    private static IEnumerable<string> Items(Random random, int i)
    {
        var (isPublished, isDraft) = random.Next(3) switch { 0 => (true, false), 1 => (false, true), _ => (true, true) };
        if (isPublished)
        {
            yield return Item(random, i, "p", !isDraft, true);
        }

        if (isDraft)
        {
            yield return Item(random, i, "d", true, false);
        }
    }

    private static string Item(Random random, int i, string version, bool isLatest, bool isPublished) => $$"""
        { "ContentItemId": "thing{{i}}", "ContentItemVersionId": "thing{{i}}{{version}}", "ContentType": "Thing", "Latest": {{(isLatest ? "true" : "false")}}, "Published": {{(isPublished ? "true" : "false")}},
          "ModifiedUtc": "2026-0{{random.Next(1, 9)}}-0{{random.Next(1, 9)}}T03:04:0{{random.Next(9)}}.{{random.Next(9)}}Z", "Owner": {{Text(random)}}, "Author": {{Text(random)}},
          "TitlePart": { "Title": {{Text(random)}} }, "Thing": { "Line": { "Text": {{Text(random)}} }, "Sum": { "Value": {{random.Next(100)}} } }, "Unheard": { {{Members(random, "x")}} } }
        """;

    private static string Members(Random random, string prefix) => string.Join(", ", _names.Take(random.Next(1, _names.Length)).Select(name => $"{Json(prefix + name)}: {(random.Next(2) == 0 ? Text(random) : Value(random))}"));

    private static string Text(Random random) => Json(_texts[random.Next(_texts.Length)]);

    private static string Value(Random random) => _values[random.Next(_values.Length)];

    private static string Flag(Random random) => random.Next(2) == 0 ? "true" : "false";

    private static string Json(string text) => SiteJson.Write(JsonValue.Create(text));
}
