using System.CommandLine;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Web.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

/// <summary>Recipes with a mistake, applied as a newcomer would: the answer says file, line, column and path, and what to do; the site is as it was.</summary>
public sealed class RecipeErrorTests(RecipeErrorTests.Site app) : IClassFixture<RecipeErrorTests.Site>
{
    public sealed class Site : CmsApplication;

    [Theory]
    [InlineData("syntax", """
        { "name": "settings", "SiteName": "x" }
        { "name": "settings", "PageSize": 5 }
        """, "wrong.recipe.json:3:1 steps: ',' or ']' is expected, not '{'. Put a comma after what stands before it.")]
    [InlineData("an open bracket", """{ "name": "settings", "SiteName": "x" }, { "name": "settings", "PageSize": 5 """,
        "steps[1]: ',' or '}' is expected, not ']'.")]
    [InlineData("an unknown step", """
        { "name": "settings", "SiteName": "x" },
        { "name": "contnet", "data": [] }
        """, "wrong.recipe.json:3:11 steps[1].name: there is no step \"contnet\". Did you mean \"content\"?")]
    [InlineData("a missing file", """
        { "name": "settings", "SiteName": "x" },
        { "name": "media", "Files": [ { "TargetPath": "a.jpg", "SourcePath": "media/a.jpg" } ] }
        """, "wrong.recipe.json:3:70 steps[1].Files[0].SourcePath: there is no file \"media/a.jpg\" in the recipe's package. Paths are relative to the recipe's folder.")]
    [InlineData("a missing text", """
        { "name": "settings", "SiteName": "x" },
        { "name": "templates", "Templates": { "X": { "Content": "[file: text('x.liquid')]" } } }
        """, "wrong.recipe.json:3:57 steps[1].Templates.X.Content: there is no file \"x.liquid\"")]
    [InlineData("an endless script", """
        { "name": "settings", "SiteName": "x" },
        { "name": "settings", "PageSize": "[js: while (true) {}]" }
        """, "wrong.recipe.json:3:35 steps[1].PageSize: the script runs more than 100000 statements. Simplify the script; perhaps it never ends.")]
    [InlineData("a text instead of a part", """
        { "name": "settings", "SiteName": "x" },
        { "name": "content", "data": [ { "ContentItemId": "w1", "ContentType": "Wrong", "TitlePart": "Title" } ] }
        """, "wrong.recipe.json:3:94 steps[1].data[0].TitlePart: TitlePart (TitlePart) is \"Title\" instead of an object. Write { \"Title\": \"…\" }.")]
    [InlineData("a text instead of a field", """
        { "name": "content", "data": [ { "ContentItemId": "w1", "ContentType": "Wrong", "Wrong": { "Summary": "words" } } ] }
        """, "wrong.recipe.json:2:103 steps[0].data[0].Wrong.Summary: Summary (TextField) is \"words\" instead of an object. Write { \"Text\": \"…\" }.")]
    [InlineData("a number instead of a text", """
        { "name": "content", "data": [ { "ContentItemId": "w1", "ContentType": "Wrong", "Wrong": { "Summary": { "Text": 5 } } } ] }
        """, "steps[0].data[0].Wrong.Summary.Text: Text is 5 instead of a text. Write { \"Text\": \"…\" }.")]
    [InlineData("a text instead of a list, inside a bag", """
        { "name": "content", "data": [ { "ContentItemId": "w1", "ContentType": "Wrong", "BagPart": { "ContentItems": [ { "ContentType": "Wrong", "Wrong": { "Tags": { "TermContentItemIds": "one" } } } ] } } ] }
        """, "steps[0].data[0].BagPart.ContentItems[0].Wrong.Tags.TermContentItemIds: TermContentItemIds is \"one\" instead of a list of texts. Write { \"TermContentItemIds\": [ \"…\" ] }.")]
    [InlineData("a date that is none", """
        { "name": "content", "data": [ { "ContentItemId": "w1", "ContentType": "Wrong", "CreatedUtc": "yesterday" } ] }
        """, "steps[0].data[0].CreatedUtc: CreatedUtc is \"yesterday\", which is no date. Write it as 2026-03-01T12:00:00Z.")]
    [InlineData("a path out of the package", """
        { "name": "settings", "SiteName": "x" },
        { "name": "media", "Files": [ { "TargetPath": "a.jpg", "SourcePath": "../../a.jpg" } ] }
        """, "wrong.recipe.json:3:70 steps[1].Files[0].SourcePath: \"../../a.jpg\" leads out of the recipe's package. Put the file into the package.")]
    [InlineData("a path out of the library", """
        { "name": "media", "Files": [ { "TargetPath": "a.pdf", "Base64": "JVBERi0xLjQK" }, { "TargetPath": "../a.pdf", "Base64": "JVBERi0xLjQK" } ] }
        """, "wrong.recipe.json:2:100 steps[0].Files[1].TargetPath: '../a.pdf' leads out of the media library. Give a path inside the media library, such as articles/bridge.jpg.")]
    public async Task What_is_wrong_is_said_with_its_place_and_nothing_is_changed(string what, string steps, string said)
    {
        var before = await StateAsync();
        var file = Path.Combine(app.AppData, "wrong.recipe.json");
        await File.WriteAllTextAsync(file, $$"""{ "name": "Wrong", "steps": [{{"\n"}}{{steps}}{{"\n"}}] }""");

        var (code, _, errors) = await ApplyAsync(file);

        Assert.True(code == 1, what);
        Assert.Contains(said, errors);
        Assert.Contains("was refused; nothing was changed.", errors);
        Assert.Equal(before, await StateAsync());
    }

    [Theory]
    [InlineData("nowhere/site.recipe.json", "there is no file or folder \"nowhere/site.recipe.json\". You are in ")]
    [InlineData("site.zip", "there is no file or folder \"site.zip\"")]
    [InlineData("WebTst", "there is no recipe named \"WebTst\". Did you mean \"WebTest\"?")]
    public async Task A_recipe_that_is_not_there_is_no_riddle(string source, string said)
    {
        var (code, _, errors) = await ApplyAsync(source);
        Assert.Equal(1, code);
        Assert.Contains(said, errors);
    }

    [Fact]
    public async Task What_was_refused_is_listed_with_the_reason()
    {
        var file = Path.Combine(app.AppData, "listed.recipe.json");
        await File.WriteAllTextAsync(file, """{ "name": "Listed", "steps": [ { "name": "nosuch" } ] }""");
        await ApplyAsync(file);
        var (code, output, _) = await RunAsync("recipes", "runs");
        Assert.Equal(0, code);
        Assert.Matches("command line.*Listed +refused: listed.recipe.json:1:42 steps\\[0\\].name: there is no step \"nosuch\"", output);
        Assert.Contains("\"kind\": \"Refused\"", (await RunAsync("recipes", "runs", "--json")).Output);
    }

    private Task<(int Code, string Output, string Errors)> ApplyAsync(string source) => RunAsync("recipes", "apply", source);

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await SiteCommandLine.Parse(args).RunAsync(app.Services, new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }

    private async Task<string> StateAsync()
    {
        await DefineAsync();
        return await app.InScopeAsync(async services =>
        {
            var database = services.GetRequiredService<CmsDbContext>();
            return $"{services.GetRequiredService<SiteSettings>().SiteName} {await database.Changes.CountAsync()} {await database.ContentItems.CountAsync()} {await database.MediaFiles.CountAsync()}";
        });
    }

    // A type with the parts and fields that the wrong items are made of; the second time nothing.
    private async Task DefineAsync()
    {
        var file = Path.Combine(app.AppData, "define.recipe.json");
        await File.WriteAllTextAsync(file, """
            { "name": "Define", "steps": [ { "name": "ContentDefinition",
                "ContentTypes": [ { "Name": "Wrong", "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart" }, { "PartName": "BagPart" }, { "PartName": "Wrong" } ] } ],
                "ContentParts": [ { "Name": "Wrong", "ContentPartFieldDefinitionRecords": [ { "FieldName": "TextField", "Name": "Summary" }, { "FieldName": "TaxonomyField", "Name": "Tags" } ] } ] } ] }
            """);
        Assert.Equal(0, (await ApplyAsync(file)).Code);
    }
}
