using System.Net;
using CmsSite.Content.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

public class SelfSetupTests
{
    [Fact]
    public async Task Orchards_AutoSetup_configuration_sets_the_site_up_at_its_start()
    {
        await using var app = new CmsApplication();
        using var visitor = app.CreateVisitor();

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/")).StatusCode);
        await app.InScopeAsync(services =>
        {
            var settings = services.GetRequiredService<SiteSettings>();
            Assert.Equal("Test site", settings.SiteName);
            Assert.Equal("Europe/Berlin", settings.TimeZone.Id);
            return Task.FromResult(true);
        });
        using var admin = await app.SignInAsync(CmsApplication.AdminName, CmsApplication.AdminPassword);
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains(CmsApplication.AdminPassword));
    }

    [Fact]
    public async Task An_AutoSetup_that_fails_says_why_in_log_and_health_and_leaves_the_form()
    {
        await using var app = new BrokenAutoSetup();
        using var visitor = app.CreateVisitor();

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/")).StatusCode);
        Assert.Contains(app.Log.Lines, line => line.Contains("NobodyKnowsThisStep"));
        visitor.DefaultRequestHeaders.Add(FromAddress.Header, "127.0.0.1");
        var health = await visitor.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains("NobodyKnowsThisStep", await health.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task In_development_a_new_site_is_there_without_a_question()
    {
        await using var app = new DevelopmentSite();
        using var visitor = app.CreateVisitor();

        Assert.Contains("From the recipe", await visitor.GetStringAsync("/"));
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains("password", StringComparison.OrdinalIgnoreCase));
    }

    private sealed class BrokenAutoSetup : CmsApplication
    {
        protected override string? Recipe => "Broken";
    }

    private sealed class DevelopmentSite : CmsApplication
    {
        protected override string? Recipe => null;

        protected override string EnvironmentName => "Development";

        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:SetupRecipe", "WebTest")];
    }
}
