using System.Runtime;
using CmsSite.Admin;
using CmsSite.Comments;
using CmsSite.Content;
using CmsSite.Recipes;
using CmsSite.Search;
using CmsSite.Storage;
using CmsSite.Theming;
using CmsSite.Web.Account;
using CmsSite.Web.CommandLine;
using CmsSite.Web.Hosting;
using CmsSite.Web.Mail;
using CmsSite.Web.Media;
using CmsSite.Web.PageCache;
using CmsSite.Web.Security;
using CmsSite.Web.Setup;
using CmsSite.Web.Site;
using CmsSite.Web.Site.Comments;
using CmsSite.Web.Site.Feeds;
using CmsSite.Web.Site.Sitemaps;
using CmsSite.Web.Site.Workflows;

var commandLine = SiteCommandLine.Parse(args);
if (commandLine.IsAnswered)
{
    return await commandLine.RunAsync(); // help, or a wrong option
}

if (!commandLine.IsServe)
{
    CommandLinePriority.Lower(); // first of all: threads take it from the one that makes them
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = commandLine.HostArguments, ContentRootPath = SiteFolders.PublishedContentRoot });
builder.AddSiteConfiguration(isServe: commandLine.IsServe);
builder.WebHost.UseStaticWebAssets(); // unpublished, the dashboard's files lie beside its source
builder.Services
    .AddHosting()
    .AddStorage()
    .AddRecipes()
    .AddContent()
    .AddTheming()
    .AddSearch()
    .AddComments()
    .AddSecurity()
    .AddMail()
    .AddSite()
    .AddAdmin()
    .AddPageCache();
builder.Services.AddAccounts().AddSignIn().ReadKeysWhenNeeded();

var app = builder.Build();
if (!commandLine.IsServe)
{
    // Nobody waits for an answer while memory is tidied up, and doing it beside the work costs more.
    GCSettings.LatencyMode = GCLatencyMode.Batch;
    return await commandLine.RunAsync(app);
}

// The database is opened and the theme is read on other cores, while the rest is put together here.
var start = Task.Run(() => app.Services.GetRequiredService<SiteStart>().RunAsync(app.Lifetime.ApplicationStopping));
app.Services.ReadThemeAhead();

app.UseForwardedHeaders();
app.UseRequestPolicies();
app.UsePageCache();
app.UseSecurityHeaders();
app.UseErrorPages();
app.UseHttps();
app.UseResponseCompression();
app.UseStaticFiles();
app.UseSetupGate();
app.UseThemeAssets();
app.UseUrlRewriting();
app.UseRouting();
app.UseRequestTimeouts();
app.UseApiCors();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();

app.MapHealth();
app.MapSetup();
app.MapAccount();
app.MapAdmin().WithMetadata(new ResponseIsPrivate());
app.MapPreview();
app.MapMedia();
app.MapFeeds();
app.MapSitemaps();
app.MapRobots();
app.MapSearch();
app.MapQueries();
app.MapComments();
app.MapWorkflows();
app.MapContent(); // last: any other address may be a content item

if (!await start)
{
    return 1;
}

await app.RunAsync();
return 0;
