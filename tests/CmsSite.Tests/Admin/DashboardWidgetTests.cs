using CmsSite.Content.Recipes;
using CmsSite.Recipes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin;

[Collection(StructureCollection.Name)]
public sealed class DashboardWidgetTests(AdminSite site)
{
    [Fact]
    public async Task What_a_recipe_puts_on_the_dashboard_stands_there_in_order_and_drafts_do_not()
    {
        using var package = RecipePackage.FromText("""
            { "name": "DashboardWidgets", "steps": [
              { "name": "ContentDefinition", "ContentTypes": [ { "Name": "HtmlDashboardWidget", "DisplayName": "Html dashboard widget", "Settings": { "ContentTypeSettings": { "Draftable": true, "Stereotype": "DashboardWidget" } },
                "ContentTypePartDefinitionRecords": [ { "PartName": "TitlePart", "Name": "TitlePart" }, { "PartName": "DashboardPart", "Name": "DashboardPart" }, { "PartName": "HtmlBodyPart", "Name": "HtmlBodyPart" } ] } ] },
              { "name": "content", "data": [
                { "ContentItemId": "dashsecond0000000000000000", "ContentType": "HtmlDashboardWidget", "DisplayText": "Second", "Latest": true, "Published": true, "TitlePart": { "Title": "Second" }, "DashboardPart": { "Position": 2, "Width": 1, "Height": 1 }, "HtmlBodyPart": { "Html": "<p>Ask Bea.</p><script>alert(1)</script>" } },
                { "ContentItemId": "dashfirst00000000000000000", "ContentType": "HtmlDashboardWidget", "DisplayText": "First", "Latest": true, "Published": true, "TitlePart": { "Title": "First" }, "DashboardPart": { "Position": 1.0 }, "HtmlBodyPart": { "Html": "<p>Style guide: <em>short</em> words.</p>" } },
                { "ContentItemId": "dashdraft00000000000000000", "ContentType": "HtmlDashboardWidget", "DisplayText": "Unseen", "Latest": true, "Published": false, "TitlePart": { "Title": "Unseen" }, "DashboardPart": {}, "HtmlBodyPart": { "Html": "<p>Not yet.</p>" } } ] } ] }
            """);
        var outcome = await site.Services.GetRequiredService<RecipeRunner>().ApplyAsync(package, new RecipeRunRequest { Who = "ada" });
        Assert.True(outcome.Succeeded, string.Join('\n', outcome.Result.Problems));

        using var administrator = await site.SignInAsync("Administrator");
        var html = await administrator.GetStringAsync("/Admin");

        Assert.Contains("<p>Style guide: <em>short</em> words.</p>", html);
        Assert.True(html.IndexOf("Style guide", StringComparison.Ordinal) < html.IndexOf("Ask Bea", StringComparison.Ordinal));
        Assert.DoesNotContain("Not yet", html);
        Assert.DoesNotContain("alert(1)", html);
        Assert.DoesNotContain("<h1>First", html);
    }
}
