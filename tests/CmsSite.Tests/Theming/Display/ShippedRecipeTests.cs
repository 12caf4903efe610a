using System.Text;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Tests.Content.Recipes;
using CmsSite.Tests.OrchardCore;
using CmsSite.Theming;
using CmsSite.Theming.Display;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Theming.Display;

/// <summary>Every address of the sites that are shipped, drawn with the theme that is shipped.</summary>
public class ShippedRecipeTests
{
    [Theory]
    [InlineData("cmssite")]
    [InlineData("notebook")]
    public Task Every_page_comes_out_whole(string recipe) => PagesComeOutWholeAsync(recipe, Path.Combine(Repository.Root, "src", "CmsSite.Theme"));

    /// <summary>The views of the host on stock Orchard Core keep to the common dialect, so this engine can draw them too.</summary>
    [Fact]
    public async Task Every_page_comes_out_whole_with_the_views_of_the_second_host()
    {
        var folder = Directory.CreateTempSubdirectory("cmssite-second-host-");
        try
        {
            var views = folder.CreateSubdirectory("Views").FullName;
            var own = Path.Combine(TwoHosts.Theme, "Views");
            foreach (var view in TwoHosts.Views.Select(view => $"{view.Name}.liquid"))
            {
                var replaced = Path.Combine(own, view);
                File.Copy(File.Exists(replaced) ? replaced : Path.Combine(Repository.Root, "src", "CmsSite.Theme", "Views", view), Path.Combine(views, view));
            }

            await PagesComeOutWholeAsync("cmssite", folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PagesComeOutWholeAsync(string recipe, string theme)
    {
        await using var site = await RecipeSite.CreateAsync(services => services.Configure<ThemingOptions>(options => options.ThemeFolder = theme));
        var outcome = await site.ApplyFileAsync(Path.Combine(Repository.Root, "recipes", recipe, $"{recipe}.recipe.json"));
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Result.Problems));
        var paths = await site.InScopeAsync(services => services.GetRequiredService<SiteSession>().Database.Autoroutes.Select(row => row.Path).Distinct().ToListAsync());
        Assert.NotEmpty(paths);
        var problems = new List<string>();
        foreach (var path in paths.Prepend(""))
        {
            await site.InScopeAsync(async services =>
            {
                problems.AddRange(await ProblemsAsync(services, path));
                return true;
            });
        }

        Assert.Empty(problems);
    }

    // By whoever may edit templates: nobody else is told what fails in them.
    private static async Task<IReadOnlyList<string>> ProblemsAsync(IServiceProvider services, string path)
    {
        var context = services.GetRequiredService<DisplayContext>();
        context.Request = new PageRequest { Path = "/" + path, IsHomepage = path.Length == 0, User = DisplaySite.User("Administrator") };
        var pages = services.GetRequiredService<PageRenderer>();
        var route = path.Length == 0 ? await pages.FindHomeAsync() : await services.GetRequiredService<ContentItems>().FindRouteAsync(path);
        if (route is null)
        {
            return path.Length == 0 ? ["/: there is no home page"] : []; // a draft's address
        }

        var page = await pages.RenderContentAsync(route);
        var html = Encoding.UTF8.GetString(page.Html.Span);
        var problems = page.TemplateErrors.Select(error => $"/{path}: {error}").ToList();
        if (page.StatusCode != 200 || !html.StartsWith("<!DOCTYPE html>", StringComparison.Ordinal) || !html.Contains("</html>", StringComparison.Ordinal))
        {
            problems.Add($"/{path}: status {page.StatusCode}, {html.Length} characters");
        }

        var name = route.Item.DisplayText ?? "";
        if (!html.Contains(System.Net.WebUtility.HtmlEncode(name), StringComparison.Ordinal) && !html.Contains(name, StringComparison.Ordinal) && path.Length > 0)
        {
            problems.Add($"/{path}: its name '{name}' is nowhere on the page");
        }

        return problems;
    }
}
