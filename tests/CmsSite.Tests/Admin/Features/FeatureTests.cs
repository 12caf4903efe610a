using System.Net;
using CmsSite.Admin.Access;
using CmsSite.Admin.Features;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Tests.Admin.ContentTypes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Admin.Features;

/// <summary>Features in the dashboard: what each is here, and what can be switched.</summary>
[Collection(StructureCollection.Name)]
public class FeatureTests(AdminSite app)
{
    [Fact]
    public async Task The_sitemap_is_switched_off_and_on_again()
    {
        using var visitor = app.CreateVisitor();
        Assert.Contains("Sitemap:", await visitor.GetStringAsync("/robots.txt"));
        Assert.Null(await app.AsAsync("Administrator", scope => FeatureChanges.SwitchOffAsync(scope, "OrchardCore.Sitemaps")));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/sitemap.xml")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/sitemap-news.xml")).StatusCode);
        Assert.DoesNotContain("Sitemap:", await visitor.GetStringAsync("/robots.txt"));

        await app.AsAsync("Administrator", scope => FeatureChanges.SwitchOnAsync(scope, "OrchardCore.Sitemaps"));
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/sitemap.xml")).StatusCode);
        Assert.Contains("Sitemap:", await visitor.GetStringAsync("/robots.txt"));
    }

    [Fact]
    public async Task What_a_feature_needs_comes_with_it_and_stays_while_it_is_needed()
    {
        var switched = await app.AsAsync("Administrator", scope => FeatureChanges.SwitchOnAsync(scope, "OrchardCore.ReCaptcha.Forms"));
        Assert.Equal(["OrchardCore.ReCaptcha", "OrchardCore.Forms", "OrchardCore.ReCaptcha.Forms"], switched.Where(id => !id.EndsWith("Widgets", StringComparison.Ordinal) && !id.EndsWith("Flows", StringComparison.Ordinal)));
        Assert.Contains("OrchardCore.ReCaptcha.Forms needs it", await app.AsAsync("Administrator", scope => FeatureChanges.SwitchOffAsync(scope, "OrchardCore.ReCaptcha")));
        await app.AsAsync("Administrator", scope =>
        {
            Assert.NotNull(scope.Get<ContentDefinitions>().Type("TextArea"));
            return Task.FromResult(true);
        });
        Assert.Null(await app.AsAsync("Administrator", scope => FeatureChanges.SwitchOffAsync(scope, "OrchardCore.ReCaptcha.Forms")));
        Assert.Null(await app.AsAsync("Administrator", scope => FeatureChanges.SwitchOffAsync(scope, "OrchardCore.ReCaptcha")));
        var lines = await app.AsAsync("Administrator", scope => scope.Session.Database.Changes.AsNoTracking().CountAsync(change => change.Kind == SiteDocumentKinds.Feature && change.Subject == "OrchardCore.ReCaptcha" && change.Who == "ada"));
        Assert.Equal(2, lines);
    }

    [Fact]
    public async Task Each_feature_says_what_it_is_here_and_why_it_cannot_be_switched()
    {
        await app.AsAsync("Administrator", async scope =>
        {
            await scope.Get<SiteFeatures>().SwitchOnAsync("Vendor.Clouds");
            await scope.Session.CommitAsync();
            return true;
        });
        var rows = await app.AsAsync("Administrator", scope => Task.FromResult(FeatureRow.All(scope.Get<SiteFeatures>())));
        Assert.All(rows, row => Assert.True(row.Action is not null || row.Why is not null, row.Id));
        Assert.Equal((RecipeNameState.Unknown, "Forget"), rows.Where(row => row.Id == "Vendor.Clouds").Select(row => (row.State, row.Action)).Single());
        Assert.Equal((true, null), rows.Where(row => row.Id == "OrchardCore.Title").Select(row => (row.IsOn, row.Action)).Single());
        Assert.Contains("nothing here does it", rows.Single(row => row.Id == "OrchardCore.Tenants").Why);
    }

    [Fact]
    public async Task Who_may_not_switch_features_neither_sees_nor_switches_them()
    {
        using var author = await app.SignInAsync("Author");
        Assert.Equal(HttpStatusCode.Forbidden, (await author.GetAsync("/Admin/Features")).StatusCode);
        using var administrator = await app.SignInAsync("Administrator");
        Assert.Contains("OrchardCore.Sitemaps", await administrator.GetStringAsync("/Admin/Features"));
        await app.AsAsync("Author", async scope =>
        {
            await Assert.ThrowsAsync<RefusedException>(() => FeatureChanges.SwitchOnAsync(scope, "OrchardCore.Forms"));
            await Assert.ThrowsAsync<RefusedException>(() => FeatureChanges.SwitchOffAsync(scope, "OrchardCore.Sitemaps"));
            return true;
        });
    }
}
