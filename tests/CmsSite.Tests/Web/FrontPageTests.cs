using System.Net;
using CmsSite.Content.Recipes;
using CmsSite.Recipes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

public sealed class FrontPageTests
{
    [Theory]
    [InlineData("{ }", HttpStatusCode.OK, "has no front page yet")]
    [InlineData("""{ "Area": "OrchardCore.Admin", "Controller": "Admin", "Action": "Index" }""", HttpStatusCode.Redirect, "")]
    [InlineData("""{ "Area": "OrchardCore.Contents", "ContentItemId": "nothing" }""", HttpStatusCode.NotFound, "")]
    public async Task A_site_without_a_front_page_says_so_and_one_whose_front_page_is_the_dashboard_leads_there(string route, HttpStatusCode status, string said)
    {
        await using var app = new CmsApplication();
        using var visitor = app.CreateVisitor();
        await visitor.GetAsync("/");
        using var package = RecipePackage.FromText($$"""{ "name": "Front", "steps": [ { "name": "settings", "HomeRoute": {{route}} } ] }""");
        Assert.True((await app.Services.GetRequiredService<RecipeRunner>().ApplyAsync(package)).Succeeded);

        using var answer = await visitor.GetAsync("/");

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync());
    }
}
