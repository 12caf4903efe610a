using System.CommandLine;
using System.IO.Compression;
using System.Text.Json.Nodes;
using CmsSite.Web.CommandLine;

namespace CmsSite.Tests.Web;

public sealed class CensusCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cmssite-census-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Recipes_by_name_by_shape_and_in_packages_are_read_and_bad_files_stop_nothing()
    {
        Write("good.recipe.json", """{ "steps": [ { "name": "settings", "SiteName": "{{ 'a' | product }}" } ] }""");
        Write("shaped.json", """{ "steps": [ { "name": "Templates", "Templates": { "A": { "Content": "[file: text('a.liquid')]" } } } ] }""");
        Write("a.liquid", "{% nobody %}");
        Write("package.json", """{ "name": "no recipe", "version": 1 }""");
        Write("broken.recipe.json", """{ "steps": [ """);
        Write("scripts/scripts.recipe.json", """{ "steps": [ { "name": "settings", "SiteName": "[js: uuid() + nobody()]" } ] }""");
        Write("not.zip", "this is no archive");
        using (var zip = ZipFile.Open(Path.Combine(_folder, "package.zip"), ZipArchiveMode.Create))
        {
            Add(zip, "Recipe.json", """{ "steps": [ { "name": "recipes", "Values": [ { "name": "Inner" } ] } ] }""");
            Add(zip, "Inner.recipe.json", """{ "name": "Inner", "steps": [ { "name": "NobodyKnowsThisStep" } ] }""");
        }

        var (code, output) = await RunAsync("--json");

        Assert.Equal(0, code);
        var census = JsonNode.Parse(output)!;
        Assert.Equal((6, 5), ((int)census["recipes"]!, (int)census["readable"]!));
        Assert.Equal(["NobodyKnowsThisStep", "nobody", "nobody", "product"], census["gaps"]!.AsArray().Select(gap => (string)gap!["name"]!).Order(StringComparer.Ordinal));
        Assert.Equal("not.zip", (string?)Assert.Single(census["unreadable"]!.AsArray())!["file"]);
        Assert.Contains(census["failing"]!.AsArray(), failing => (string?)failing!["file"] == "broken.recipe.json");
        Assert.Contains(census["names"]!.AsArray(), name => (string?)name!["kind"] == "function" && (string?)name["name"] == "uuid" && (string?)name["state"] == "runs");
    }

    [Fact]
    public async Task The_totals_are_the_last_lines()
    {
        Write("a.recipe.json", """{ "steps": [ { "name": "settings", "SiteName": "A" } ] }""");

        var (_, output) = await RunAsync();

        Assert.Contains("    1  100.0 %  use nothing of Orchard Core that is unknown or merely kept here", output);
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, name))!);
        File.WriteAllText(Path.Combine(_folder, name), text);
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] options)
    {
        await using var app = new NewSite();
        using var output = new StringWriter();
        var code = await SiteCommandLine.Parse(["recipes", "census", _folder, .. options]).RunAsync(app.Services, new InvocationConfiguration { Output = output, Error = TextWriter.Null });
        return (code, output.ToString());
    }
}
