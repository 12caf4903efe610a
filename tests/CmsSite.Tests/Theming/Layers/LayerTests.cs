using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Storage;
using CmsSite.Tests.Theming.Display;
using CmsSite.Theming.Layers;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Theming.Layers;

public class LayerTests
{
    [Theory]
    [InlineData("[]", false)]
    [InlineData("""[ { "Name": "BooleanCondition", "Value": true } ]""", true)]
    [InlineData("""[ { "Name": "BooleanCondition", "Value": true }, { "Name": "BooleanCondition", "Value": false } ]""", false)]
    [InlineData("""[ { "Name": "HomepageCondition", "Value": true } ]""", false)]
    [InlineData("""[ { "Name": "HomepageCondition", "Value": false } ]""", true)]
    [InlineData("""[ { "Name": "IsAnonymousCondition" } ]""", false)]
    [InlineData("""[ { "$type": "OrchardCore.Rules.Models.IsAuthenticatedCondition, OrchardCore.Rules" } ]""", true)]
    [InlineData("""[ { "Name": "RoleCondition", "Value": "editor", "Operation": { "$type": "OrchardCore.Rules.Models.StringEqualsOperator, OrchardCore.Rules" } } ]""", true)]
    [InlineData("""[ { "Name": "RoleCondition", "Value": "editor", "Operation": { "$type": "X.StringEqualsOperator, X", "CaseSensitive": true } } ]""", false)]
    [InlineData("""[ { "Name": "RoleCondition", "Value": "Author", "Operation": { "$type": "X.StringNotEqualsOperator, X" } } ]""", true)]
    [InlineData("""[ { "Name": "RoleCondition", "Value": "Editor", "Operation": { "$type": "X.StringNotEqualsOperator, X" } } ]""", false)]
    [InlineData("""[ { "Name": "RoleCondition", "Value": "Anonymous" } ]""", false)]
    [InlineData("""[ { "Name": "UrlCondition", "Value": "~/blog", "Operation": { "$type": "X.StringStartsWithOperator, X" } } ]""", true)]
    [InlineData("""[ { "Name": "UrlCondition", "Value": "post", "Operation": { "$type": "X.StringEndsWithOperator, X" } } ]""", true)]
    [InlineData("""[ { "Name": "UrlCondition", "Value": "shop", "Operation": { "$type": "X.StringNotContainsOperator, X" } } ]""", true)]
    [InlineData("""[ { "Name": "CultureCondition", "Value": "fr" } ]""", false)]
    [InlineData("""[ { "Name": "ContentTypeCondition", "Value": "Post" } ]""", true)]
    [InlineData("""[ { "Name": "AnyConditionGroup", "Conditions": [ { "Name": "BooleanCondition", "Value": false }, { "Name": "BooleanCondition", "Value": true } ] } ]""", true)]
    [InlineData("""[ { "Name": "AllConditionGroup", "Conditions": [ { "Name": "BooleanCondition", "Value": false }, { "Name": "BooleanCondition", "Value": true } ] } ]""", false)]
    [InlineData("""[ { "Name": "AllConditionGroup", "Conditions": [] } ]""", false)]
    [InlineData("""[ { "Name": "JavascriptCondition", "Script": "isAuthenticated() && !(url('~/shop*') || isHomepage())" } ]""", true)]
    [InlineData("""[ { "Name": "JavascriptCondition", "Script": "isInRole('Editor') && culture() != 'fr';" } ]""", true)]
    [InlineData("""[ { "Name": "JavascriptCondition", "Script": "new Date() > 0" } ]""", false)]
    [InlineData("""[ { "Name": "WeatherCondition" } ]""", false)]
    public async Task A_rule_holds_when_all_its_conditions_do(string conditions, bool holds)
    {
        await using var site = await DisplaySite.CreateAsync();
        await using var visit = site.Visit("/blog/my-post", user: DisplaySite.User("Editor"));
        visit.Context.Culture = CultureInfo.GetCultureInfo("en");
        visit.Context.DisplayedTypes.Add("Post");
        Assert.Equal(holds, LayerConditions.OfLayer(JsonNode.Parse($$"""{ "Name": "L", "LayerRule": { "Conditions": {{conditions}} } }""")!)(visit.Context));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("isHomepage()", true)]
    [InlineData("isAuthenticated() || url(\"/\")", true)]
    [InlineData("isAnonymous()", true)]
    [InlineData("url('/blog*')", false)]
    public async Task A_layer_of_the_first_generations_has_a_script(string rule, bool holds)
    {
        await using var site = await DisplaySite.CreateAsync();
        await using var visit = site.Visit("/", isHomepage: true);
        Assert.Equal(holds, LayerConditions.OfLayer(new JsonObject { ["Name"] = "L", ["Rule"] = rule })(visit.Context));
    }

    [Theory]
    [InlineData("isHomepage() &&")]
    [InlineData("(true")]
    [InlineData("isInRole(x)")]
    [InlineData("true; false")]
    [InlineData("")]
    public void What_is_not_understood_is_said_to_be(string script) => Assert.False(LayerScript.CanRun(script));

    [Fact]
    public void Parentheses_without_end_are_refused() => Assert.False(LayerScript.CanRun(new string('(', 100_000) + "true"));

    [Fact]
    public async Task Widgets_come_into_their_zone_in_order_with_their_wrapper()
    {
        await using var site = await WidgetSiteAsync(("Views/Widget.Wrapper-Zone-Footer.liquid", "({{ Model.Widget.DisplayText }}:{{ Model.Content.Metadata.Type }}:{{ Model.Content.Classes | join: ' ' }})"));
        await WidgetAsync(site, "second", "Always", 2.5);
        await WidgetAsync(site, "first", "Always", 1);
        await WidgetAsync(site, "elsewhere", "Home", 1);
        await using var visit = site.Visit("/x");
        await visit.Services.GetRequiredService<LayerWidgets>().PlaceAsync(visit.Context);
        Assert.Equal("(first:Widget:widget widget-raw-html)(second:Widget:widget widget-raw-html)", await visit.HtmlAsync(visit.Context.Zone("Footer")));
        Assert.Contains("type:RawHtml", visit.Context.Dependencies);
    }

    [Fact]
    public async Task One_command_fetches_the_widgets_of_all_layers()
    {
        await using var site = await WidgetSiteAsync();
        for (var i = 0; i < 5; i++)
        {
            await WidgetAsync(site, $"w{i}", i % 2 == 0 ? "Always" : "Home", i);
        }

        await using (var warm = site.Visit())
        {
            await warm.Services.GetRequiredService<LayerWidgets>().PlaceAsync(warm.Context);
        }

        // Once, however many pages there are; what is in memory costs none.
        await using var visit = site.Visit();
        Assert.Equal(0, await DisplaySite.CommandsAsync(() => visit.Services.GetRequiredService<LayerWidgets>().PlaceAsync(visit.Context)));
        await using var anew = site.Visit();
        await anew.Services.GetRequiredService<LayerWidgets>().PlaceAsync(anew.Context);
        site.Forget();
        await using var forgetful = site.Visit();
        var commands = await DisplaySite.CommandsAsync(() => forgetful.Services.GetRequiredService<LayerWidgets>().PlaceAsync(forgetful.Context));
        Assert.InRange(commands, 1, 6);
    }

    [Fact]
    public async Task Widgets_of_an_item_fill_zones_of_its_own_page()
    {
        await using var site = await WidgetSiteAsync();
        await site.DefineAsync("Page", parts: ["WidgetsListPart"]);
        var page = await site.PublishAsync("Page", "P", """{ "WidgetsListPart": { "Widgets": { "AsideFirst": [ { "ContentType": "RawHtml", "RawHtml": { "Content": { "Html": "<b>aside</b>" } } } ] } } }""");
        await using var visit = site.Visit();
        Assert.DoesNotContain("aside", await visit.HtmlAsync(page), StringComparison.Ordinal);
        Assert.Contains("<b>aside</b>", await visit.HtmlAsync(visit.Context.Zone("AsideFirst")), StringComparison.Ordinal);
    }

    private static async Task<DisplaySite> WidgetSiteAsync(params (string, string)[] files)
    {
        var site = await DisplaySite.CreateAsync(files);
        await site.DefineAsync("RawHtml", ["Content:HtmlField"], stereotype: "Widget");
        await site.PutAsync(SiteDocumentKinds.Layer, "Always", """{ "Name": "Always", "LayerRule": { "Conditions": [ { "Name": "BooleanCondition", "Value": true } ] } }""");
        await site.PutAsync(SiteDocumentKinds.Layer, "Home", """{ "Name": "Home", "LayerRule": { "Conditions": [ { "Name": "HomepageCondition", "Value": true } ] } }""");
        return site;
    }

    private static Task WidgetAsync(DisplaySite site, string name, string layer, double position) => site.PublishAsync("RawHtml", name, string.Create(CultureInfo.InvariantCulture,
        $$"""{ "RawHtml": { "Content": { "Html": "<b>{{name}}</b>" } }, "LayerMetadata": { "RenderTitle": false, "Position": {{position}}, "Zone": "Footer", "Layer": "{{layer}}" } }"""));
}
