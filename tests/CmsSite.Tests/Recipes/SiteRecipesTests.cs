using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Tests.Theme;

namespace CmsSite.Tests.Recipes;

/// <summary>The sites that ship in <c>recipes/</c>: what they name must be there, and a second run must find nothing to write.</summary>
public sealed partial class SiteRecipesTests
{
    // Text between the brackets of a script, or text that is none.
    [GeneratedRegex(@"^\[file:text\('(.+)'\)\]$")]
    private static partial Regex FileText();

    [GeneratedRegex(@"^\[js: variables\('(.+)'\)\]$")]
    private static partial Regex Variable();

    public static TheoryData<string> Sites => ["cmssite", "notebook"];

    [Theory, MemberData(nameof(Sites))]
    public void Every_file_that_a_recipe_names_lies_beside_it(string site)
    {
        var named = Strings(Recipe(site)).Select(text => FileText().Match(text)).Where(match => match.Success).Select(match => match.Groups[1].Value)
            .Concat(Objects(Recipe(site)).Select(o => o["SourcePath"]?.GetValue<string>()).OfType<string>()).ToArray();

        Assert.NotEmpty(named);
        Assert.All(named, path => Assert.True(File.Exists(Path.Combine(Folder(site), path)), $"{site}: no file {path}"));
    }

    [Theory, MemberData(nameof(Sites))]
    public void Every_content_item_has_an_id_of_its_own_in_the_alphabet_of_ids(string site)
    {
        var ids = Items(site).Select(item => Id(site, item["ContentItemId"]!)).ToArray();

        Assert.All(ids, id => Assert.Matches("^[0-9a-hjkmnp-tv-z]{26}$", id));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Theory, MemberData(nameof(Sites))]
    public void Every_top_level_item_fixes_its_version_and_its_dates_so_that_a_second_run_writes_nothing(string site)
    {
        var data = Data(site);

        Assert.All(data, item => Assert.Matches("^[0-9a-hjkmnp-tv-z]{26}$", item["ContentItemVersionId"]!.GetValue<string>()));
        Assert.Equal(data.Count, data.Select(item => item["ContentItemVersionId"]!.GetValue<string>()).Distinct().Count());
        Assert.All(data, item => Assert.All(["CreatedUtc", "ModifiedUtc"], name => Assert.NotNull(item[name])));
        Assert.DoesNotContain(Strings(Recipe(site)), text => text.Contains("uuid()", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Sites))]
    public void Every_id_that_an_item_refers_to_is_in_the_recipe(string site)
    {
        var ids = Items(site).Select(item => Id(site, item["ContentItemId"]!)).ToHashSet();
        var referred = Objects(Recipe(site))
            .SelectMany(o => new[] { o["ContentItemIds"], o["TermContentItemIds"] }.OfType<JsonArray>().SelectMany(list => list).Append(o["TaxonomyContentItemId"]).Append(o["ListContentItemId"]))
            .OfType<JsonNode>().Select(node => Id(site, node));

        Assert.All(referred, id => Assert.Contains(id, ids));
    }

    [Theory, MemberData(nameof(Sites))]
    public void Every_picture_is_imported_and_described_and_has_a_focal_point(string site)
    {
        var imported = Objects(Recipe(site)).Select(o => o["TargetPath"]?.GetValue<string>()).OfType<string>().ToHashSet();
        foreach (var picture in Objects(Recipe(site)).Where(o => o["Paths"] is JsonArray))
        {
            var paths = picture["Paths"]!.AsArray();
            Assert.All(paths, path => Assert.Contains(path!.GetValue<string>(), imported));
            Assert.Equal(paths.Count, picture["Anchors"]!.AsArray().Count);
            Assert.Equal(paths.Count, picture["MediaTexts"]!.AsArray().Count(text => text!.GetValue<string>().Length > 20));
        }
    }

    [Fact]
    public void Every_query_that_a_view_asks_for_is_in_the_recipe_of_the_site()
    {
        var queries = Step("cmssite", "queries")["Queries"]!.AsArray().Select(query => query!["Name"]!.GetValue<string>()).ToHashSet();
        var asked = ThemeFiles.Views.SelectMany(view => Regex.Matches(view.Text, @"Queries\.(\w+)")).Select(match => match.Groups[1].Value);

        // Every site has this one.
        queries.Add("SimilarItems");
        Assert.All(asked, name => Assert.Contains(name, queries));
    }

    private static string Folder(string site) => Path.Combine(Repository.Root, "recipes", site);

    private static JsonObject Recipe(string site) => JsonNode.Parse(
        File.ReadAllText(Path.Combine(Folder(site), $"{site}.recipe.json")),
        documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();

    private static JsonObject Step(string site, string name) =>
        Recipe(site)["steps"]!.AsArray().Select(step => step!.AsObject()).Single(step => step["name"]!.GetValue<string>() == name);

    private static List<JsonObject> Data(string site) => [.. Step(site, "content")["data"]!.AsArray().Select(item => item!.AsObject())];

    private static IEnumerable<JsonObject> Items(string site) => Data(site).SelectMany(item => Objects(item)).Where(o => o.ContainsKey("ContentItemId") && o.ContainsKey("ContentType"));

    private static string Id(string site, JsonNode node)
    {
        var text = node.GetValue<string>();
        return Variable().Match(text) is { Success: true } match ? Recipe(site)["variables"]![match.Groups[1].Value]!.GetValue<string>() : text;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(property => Objects(property.Value)).Prepend(o),
        JsonArray array => array.SelectMany(Objects),
        _ => [],
    };

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(property => Strings(property.Value)),
        JsonArray array => array.SelectMany(Strings),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };
}
