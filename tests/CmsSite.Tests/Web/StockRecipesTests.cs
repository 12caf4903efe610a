using System.Net;
using System.Text.RegularExpressions;
using CmsSite.Content.Workflows;
using CmsSite.Storage;
using CmsSite.Tests.Web.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace CmsSite.Tests.Web;

/// <summary>
/// Sites set up from the recipes that Orchard Core comes with, as they are. The files that they bring along (pictures, pieces of Liquid) are not here: others of the same names stand in for them.
/// </summary>
public sealed partial class StockRecipesTests
{
    private static readonly string _folder = Path.Combine(Repository.Root, "..", "shared", "orchard", "recipes", "hyzx86+OrchardCore");

    [SkippableTheory]
    [InlineData("Blank", "src__OrchardCore.Themes__TheAdmin__Recipes__blank.recipe.json", null)]
    [InlineData("Headless", "src__OrchardCore.Themes__TheAdmin__Recipes__headless.recipe.json", null)]
    [InlineData("SaaS", "src__OrchardCore.Themes__TheTheme__Recipes__saas.recipe.json", null)]
    [InlineData("Agency", "src__OrchardCore.Themes__TheAgencyTheme__Recipes__agency.recipe.json", "Services")]
    [InlineData("ComingSoon", "src__OrchardCore.Themes__TheComingSoonTheme__Recipes__comingsoon.recipe.json", "Notify Me!")]
    public async Task A_site_is_set_up_from_it_and_shows(string name, string file, string? shows)
    {
        await using var site = Site.Of(name, file);
        using var visitor = site.CreateVisitor(followRedirects: true);
        var answer = await visitor.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains(shows ?? "Test site", html);
        Assert.DoesNotContain(site.Log.Lines, line => line.Contains("rror", StringComparison.Ordinal) && line.Contains("emplate", StringComparison.Ordinal));
        using var admin = await site.SignInAsync(CmsApplication.AdminName, CmsApplication.AdminPassword);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/Admin")).StatusCode);
    }

    [SkippableFact]
    public async Task Who_signs_up_at_the_coming_site_gets_an_account_and_a_mail()
    {
        await using var site = Site.Of("ComingSoon", "src__OrchardCore.Themes__TheComingSoonTheme__Recipes__comingsoon.recipe.json");
        using var visitor = site.CreateVisitor();
        var html = await visitor.GetStringAsync("/");
        var question = Question().Match(html);
        var sum = question.Groups.Values.Skip(1).Sum(group => int.Parse(group.Value, System.Globalization.CultureInfo.InvariantCulture));

        var wrong = await WorkflowSite.SendAsync(visitor, "/", ("Email", "ann@reader.example"), (HumanQuestions.Field, "1"));
        Assert.Contains("Please answer the question", await wrong.Content.ReadAsStringAsync());
        var right = await WorkflowSite.SendAsync(visitor, "/", ("Email", "ann@reader.example"), (HumanQuestions.Field, $"{sum}"));
        Assert.Contains("Thank you. A confirmation email has been sent.", await right.Content.ReadAsStringAsync());
        Assert.Equal("ann+reader.example", await site.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Users.Where(user => user.Email == "ann@reader.example").Select(user => user.UserName).SingleAsync()));
        Assert.Contains("click here", (await MimeKit.MimeMessage.LoadAsync(Assert.Single(Directory.GetFiles(Path.Combine(site.AppData, "Mail"), "*.eml")))).HtmlBody);
    }

    [GeneratedRegex(@"How much is (\d+) plus (\d+)\?")]
    private static partial Regex Question();

    private sealed partial class Site(string name, string folder) : CmsApplication
    {
        protected override string? Recipe => name;

        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:RecipeFolders:1", folder), ("Workflows:NetworkPerMinute", "0"), ("Workflows:SitePerMinute", "0")];

        public static Site Of(string name, string file)
        {
            var source = Path.Combine(_folder, file);
            Skip.IfNot(File.Exists(source), $"No recipes of Orchard: there is no {source}.");
            var folder = Directory.CreateTempSubdirectory("cmssite-stock-").FullName;
            var recipes = Directory.CreateDirectory(Path.Combine(folder, "Recipes")).FullName;
            var recipe = File.ReadAllText(source);
            File.WriteAllText(Path.Combine(recipes, $"{name}.recipe.json"), recipe);
            foreach (var path in Snippets().Matches(recipe).Select(match => match.Groups[1].Value))
            {
                Put(Path.Combine(recipes, path), System.Text.Encoding.UTF8.GetBytes(path switch
                {
                    "Snippets/Widget__Register.liquid" => """<input name="{{ Model.ContentItem.Content.Register.InputFieldName.Text }}" type="email"><button>{{ Model.ContentItem.Content.Register.Button.Text }}</button>""",
                    "Snippets/Content__ComingSoon.liquid" => "<h1>{{ Model.ContentItem }}</h1>{% for item in Model.ContentItem.Content.FlowPart.Widgets %}{{ item | shape_build_display | shape_render }}{% endfor %}",
                    "Snippets/landingpage.liquid" => "{% for service in Model.ContentItem.Content.Services.ContentItems %}<h4>{{ service.DisplayText }}</h4>{% endfor %}",
                    _ => "<footer>Footer</footer>",
                }));
            }

            foreach (var path in Brought().Matches(recipe).Select(match => match.Groups[1].Value))
            {
                Put(Path.GetFullPath(Path.Combine(recipes, path)), path.EndsWith(".svg", StringComparison.Ordinal) ? "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray() : Content.Media.Pictures.Plain(8, 8, path.EndsWith(".png", StringComparison.Ordinal) ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Jpeg));
            }

            return new Site(name, folder);
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        private static void Put(string path, byte[] bytes)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }

        [GeneratedRegex(@"\[file:text\('([^']+)'\)\]")]
        private static partial Regex Snippets();

        [GeneratedRegex("\"SourcePath\": \"([^\"]+)\"")]
        private static partial Regex Brought();
    }
}
