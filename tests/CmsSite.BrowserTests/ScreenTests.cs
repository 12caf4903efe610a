using System.Reflection;
using System.Text.Json.Nodes;
using CmsSite.Admin;
using CmsSite.Admin.Recipes;
using CmsSite.Content.Recipes.Conversion;
using CmsSite.Storage;
using CmsSite.Tests;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Every screen of the dashboard, found by its route: axe-core finds nothing on it by day at a desk nor by night on a telephone, and it does not scroll sideways.</summary>
[Collection(Dashboard.Collection)]
public sealed class ScreenTests(Browser browser, CmsServer server) : IClassFixture<CmsServer>
{
    /// <summary>A screen whose route has a parameter is looked at here; one without is looked at anyway, and here too when it has more to show.</summary>
    private static readonly Dictionary<string, string[]> _addresses = new(StringComparer.Ordinal)
    {
        ["/Admin/AuditTrail/{Number:long}"] = ["/Admin/AuditTrail/1"],
        ["/Admin/ContentParts/Edit/{PartName}"] = ["/Admin/ContentParts/Edit/Article"],
        ["/Admin/ContentParts/{PartName}/Fields/{FieldName}/Edit"] = ["/Admin/ContentParts/Article/Fields/Category/Edit"],
        ["/Admin/ContentTypes/AddFieldsTo/{PartName}"] = ["/Admin/ContentTypes/AddFieldsTo/Article"],
        ["/Admin/ContentTypes/AddPartsTo/{TypeName}"] = ["/Admin/ContentTypes/AddPartsTo/Article"],
        ["/Admin/ContentTypes/AddReusablePartTo/{TypeName}"] = ["/Admin/ContentTypes/AddReusablePartTo/Article"],
        ["/Admin/ContentTypes/Edit/{TypeName}"] = ["/Admin/ContentTypes/Edit/Article"],
        ["/Admin/ContentTypes/{TypeName}/ContentParts/{PartName}/Edit"] = ["/Admin/ContentTypes/Article/ContentParts/AutoroutePart/Edit"],
        ["/Admin/Contents/BulkActions/{Id:long}"] = ["/Admin/Contents/BulkActions/{bulk}"],
        ["/Admin/Contents/Calendar"] = ["/Admin/Contents/Calendar?view=week"],
        ["/Admin/Contents/ContentItems"] = ["/Admin/Contents/ContentItems?term=catc1t1es00000000000000000&from=2020-01-01"],
        ["/Admin/Contents/ContentItems/{ContentItemId}/Edit"] = ["/Admin/Contents/ContentItems/{article}/Edit"],
        ["/Admin/Contents/ContentItems/{ContentItemId}/Versions"] = ["/Admin/Contents/ContentItems/{article}/Versions"],
        ["/Admin/Contents/ContentItems/{Type}"] = ["/Admin/Contents/ContentItems/Article?q=nothing+is+called+this"],
        ["/Admin/Contents/ContentTypes/{TypeName}/Create"] = ["/Admin/Contents/ContentTypes/Article/Create", "/Admin/Contents/ContentTypes/Page/Create", "/Admin/Contents/ContentTypes/Menu/Create"],
        ["/Admin/DeploymentPlan/Edit"] = ["/Admin/DeploymentPlan/Edit?plan=Everything"],
        ["/Admin/Layers/Edit/{Name}"] = ["/Admin/Layers/Edit/Homepage"],
        ["/Admin/Media"] = ["/Admin/Media?folder=articles", "/Admin/Media?folder=articles&view=list", "/Admin/Media?q=nothing-is-called-this"],
        ["/Admin/Media/Files/{*FilePath}"] = ["/Admin/Media/Files/articles/swift-map.jpg"],
        ["/Admin/Placements/Edit/{Name}"] = ["/Admin/Placements/Edit/TitlePart"],
        ["/Admin/Queries/Create/{Source}"] = ["/Admin/Queries/Create/Sql", "/Admin/Queries/Create/Lucene"],
        ["/Admin/Queries/Edit/{Name}"] = ["/Admin/Queries/Edit/LatestArticles"],
        ["/Admin/Recipes/Convert/{Id}"] = ["/Admin/Recipes/Convert/{conversion}"],
        ["/Admin/Recipes/Plan/{Id}"] = ["/Admin/Recipes/Plan/{plan}"],
        ["/Admin/Recipes/Runs/{Id:long}"] = ["/Admin/Recipes/Runs/1"],
        ["/Admin/Roles/Edit/{Name}"] = ["/Admin/Roles/Edit/Author", "/Admin/Roles/Edit/Administrator"],
        ["/Admin/Search/Try"] = ["/Admin/Search/Try?q=moon"],
        ["/Admin/Search/Pinned/Edit/{Id}"] = ["/Admin/Search/Pinned/Edit/tides"],
        ["/Admin/Settings/{GroupId}"] = [.. ((string[])["general", "localization", "search", "zones", "feeds", "news", "comments", "robots", "SocialMetaSettings"]).Select(group => $"/Admin/Settings/{group}")],
        ["/Admin/Shortcodes/Edit/{Name}"] = ["/Admin/Shortcodes/Edit/aside"],
        ["/Admin/Templates"] = ["/Admin/Templates?all=true"],
        ["/Admin/Templates/Create"] = ["/Admin/Templates/Create?name=Content__Page"],
        ["/Admin/Templates/Edit/{Name}"] = ["/Admin/Templates/Edit/Colophon"],
        ["/Admin/UrlRewriting/Create/{Source}"] = ["/Admin/UrlRewriting/Create/Redirect", "/Admin/UrlRewriting/Create/Rewrite"],
        ["/Admin/UrlRewriting/Edit/{Id}"] = ["/Admin/UrlRewriting/Edit/old-harbour"],
        ["/Admin/Users/Edit/{UserId}"] = ["/Admin/Users/Edit/{user}"],
        ["/Admin/Workflows/Types/Edit/{Id}"] = ["/Admin/Workflows/Types/Edit/letters"],
    };

    // What it shows is named in its query.
    private const string NeedsQuery = "/Admin/DeploymentPlan/Edit";

    private static IReadOnlyList<string> Routes { get; } =
        [.. typeof(AdminApp).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>()).Select(route => route.Template).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_screen_has_an_address_to_look_at()
    {
        Assert.Empty(Routes.Where(route => route.Contains('{', StringComparison.Ordinal)).Except(_addresses.Keys));
        Assert.Empty(_addresses.Keys.Except(Routes));
    }

    [SkippableFact]
    public async Task No_screen_is_in_anybodys_way_by_day_nor_by_night_on_a_telephone()
    {
        await using var administrator = await Dashboard.SignInAsync(browser, server, "/Admin", new() { ViewportSize = new() { Width = 1280, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var (page, names, found) = (administrator.Page, await PrepareAsync(), new List<string>());
        foreach (var address in Routes.SelectMany(route => _addresses.GetValueOrDefault(route, []).Concat(route.Contains('{', StringComparison.Ordinal) || route == NeedsQuery ? [] : [route])))
        {
            var given = names.Aggregate(address, (text, name) => text.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));
            var response = await page.GotoAsync(given);
            if (response!.Status != 200)
            {
                found.Add($"{given} answers {response.Status}.");
                continue;
            }

            await Dashboard.ReadyAsync(page);
            foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1280), (ColorScheme.Dark, 390) })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.SetViewportSizeAsync(width, 900);
                found.AddRange(await Dashboard.ProblemsAsync(page, $"{given} ({scheme}, {width})"));
            }
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        Assert.Empty(administrator.Complaints);
    }

    // What a new site does not have yet; and the ids that addresses need.
    private Task<Dictionary<string, string>> PrepareAsync() => server.InScopeAsync(async services =>
    {
        var session = services.GetRequiredService<SiteSession>();
        await session.BeginItemsAsync();
        foreach (var (kind, name, json) in new[]
        {
            (SiteDocumentKinds.Template, "Colophon", """{ "Content": "<p>Set in Liberation.</p>" }"""),
            (SiteDocumentKinds.ShortcodeTemplate, "aside", """{ "Content": "<aside>{{ Content | raw }}</aside>", "Hint": "Beside the text", "Categories": ["Text"] }"""),
            (SiteDocumentKinds.Placement, "TitlePart", """[{ "displayType": "Summary", "place": "Header:1" }]"""),
            (SiteDocumentKinds.UrlRewriting, "old-harbour", """{ "Id": "old-harbour", "Name": "The old harbour", "Source": "Redirect", "Pattern": "^/old-harbour$", "SubstitutionPattern": "/articles", "RedirectType": 301, "QueryStringPolicy": 0, "Order": 0 }"""),
            (SiteDocumentKinds.PinnedResult, "tides", """{ "Id": "tides", "Query": "tides", "Match": "Exact", "ContentItemIds": [] }"""),
            (SiteDocumentKinds.DeploymentPlan, "Everything", """{ "Name": "Everything", "Steps": [{ "Type": "AllContentDeploymentStep", "Step": { "Id": "1", "Name": "AllContent" } }] }"""),
            (SiteDocumentKinds.WorkflowType, "letters", """
                { "WorkflowTypeId": "letters", "Name": "Letters", "IsEnabled": true, "Activities": [
                    { "ActivityId": "a", "Name": "HttpRequestEvent", "X": 0, "Y": 0, "IsStart": true, "Properties": { "HttpMethod": "POST", "Url": "/workflows/Invoke?token=x" } },
                    { "ActivityId": "b", "Name": "SomebodyElsesTask", "X": 200, "Y": 0, "Properties": {} }],
                  "Transitions": [{ "SourceActivityId": "a", "SourceOutcomeName": "Done", "DestinationActivityId": "b" }] }
                """),
        })
        {
            await session.PutAsync(kind, name, JsonNode.Parse(json)!);
        }

        var user = await session.Database.Users.Select(account => account.Id).FirstAsync();
        var bulk = new Run { Kind = Run.Bulk, Name = "Publish", Who = "ada", StartedUtc = DateTime.UtcNow, Result = $$"""{"UserId":"{{user}}","Action":"Publish","StartedUtc":"2026-01-01T00:00:00Z","Ids":["gone"],"Total":1,"Refused":1,"State":"Finished","Batches":[]}""" };
        session.Database.Runs.Add(bulk);
        await session.FlushAsync();
        var article = await session.Database.ContentItems.Where(item => item.ContentType == "Article" && item.Published).Select(item => item.ContentItemId).FirstAsync();
        await session.CommitAsync();
        var conversion = await services.GetRequiredService<ConversionJobs>().BeginAsync("harbour.xml", async target =>
        {
            await using var export = File.OpenRead(Path.Combine(Repository.Root, "tests", "CmsSite.Tests", "Web", "Conversion", "harbour.wordpress.xml"));
            await export.CopyToAsync(target);
        }, new ConversionOptions(), user, "ada");
        await UntilAsync(() => conversion.State != ConversionJobState.Converting, changed => conversion.Changed += changed);
        var plan = await services.GetRequiredService<ConversionJobs>().PlanAsync(conversion);
        await UntilAsync(() => plan.State != RecipeJobState.Planning, changed => plan.Changed += changed);
        return new Dictionary<string, string> { ["user"] = user, ["article"] = article, ["conversion"] = conversion.Id, ["plan"] = plan.Id, ["bulk"] = bulk.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) };
    });

    private static async Task UntilAsync(Func<bool> isDone, Action<Action> listen)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        listen(() => { if (isDone()) { done.TrySetResult(); } });
        if (!isDone())
        {
            await done.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }
}
