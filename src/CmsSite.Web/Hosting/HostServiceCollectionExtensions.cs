using CmsSite.Content.Access;
using CmsSite.Content.Media;
using CmsSite.Content.RecycleBin;
using CmsSite.Recipes;
using CmsSite.Recipes.Signing;
using CmsSite.Search;
using CmsSite.Theming;
using CmsSite.Web.Account;
using CmsSite.Web.Background;
using CmsSite.Web.Security;
using CmsSite.Web.Setup;
using CmsSite.Web.Site;
using CmsSite.Web.Site.Comments;
using CmsSite.Web.Site.Feeds;
using CmsSite.Web.Site.Sitemaps;
using CmsSite.Web.Site.Workflows;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Hosting;

public static class HostServiceCollectionExtensions
{
    /// <summary>Where things are, and how the site comes to be.</summary>
    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.AddOptions<CmsSiteOptions>().BindConfiguration(CmsSiteOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HttpOptions>().BindConfiguration(HttpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SiteFolders>();
        services.AddOptions<RecycleBinOptions>().BindConfiguration(RecycleBinOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MediaOptions>().BindConfiguration("Media").ValidateDataAnnotations().ValidateOnStart().Configure<SiteFolders>((media, folders) =>
        {
            media.Folder = folders.Media;
            media.CacheFolder = folders.MediaCache;
        });
        services.AddOptions<ThemingOptions>().BindConfiguration("Theming").ValidateDataAnnotations().ValidateOnStart().Configure<SiteFolders, IHostEnvironment>((theming, folders, environment) =>
        {
            theming.ThemeFolder = folders.Theme;
            theming.IsDevelopment = environment.IsDevelopment();
            theming.EnvironmentName = environment.EnvironmentName;
        });
        services.AddOptions<SearchOptions>().BindConfiguration(SearchOptions.Section).ValidateDataAnnotations().ValidateOnStart().Configure<SiteFolders>((search, folders) => search.Use(folders.Search));
        services.AddOptions<RecipeOptions>().BindConfiguration("Recipes").ValidateOnStart()
            .Validate(recipes => recipes.TrustedKeys.Values.All(key => PublicKey.TryRead(key) is not null), "Recipes:TrustedKeys has a value that is no Ed25519 public key (32 bytes as base64).")
            .Configure<SiteFolders>((recipes, folders) =>
        {
            foreach (var folder in folders.Recipes)
            {
                recipes.Folders.Add(folder);
            }
        });

        services.AddSingleton<SiteState>();
        services.AddSingleton<DatabaseChoice>();
        services.AddSingleton<SiteOpening>();
        services.AddSingleton<SetupToken>();
        services.AddSingleton<SetupRecipes>();
        services.AddSingleton<SiteSetup>();
        services.AddSingleton<SiteStart>();
        services.AddScoped<IUserAccounts, UserAccounts>();
        services.AddSingleton<ISecretProtector, SecretProtector>();
        services.AddHostedService<MemoryAtRest>();
        return services.AddHostedService<BackgroundWork>();
    }

    /// <summary>What the public endpoints need.</summary>
    public static IServiceCollection AddSite(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddProblemDetails();
        services.AddRazorComponents();
        services.AddScoped<PublicItems>();
        services.AddScoped<FormerAddressResponses>();
        services.AddScoped<SiteUrls>();
        services.AddFeeds();
        services.AddSitemaps();
        services.AddSearchPages();
        services.AddCommentPages();
        services.AddWorkflowPages();
        services.AddScoped<IAssetVersions, AssetVersions>();
        services.AddResponseCompression(compression =>
        {
            // Pages that hold a secret switch it off for themselves (CRIME, BREACH).
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/rss+xml", "application/atom+xml", "application/feed+json", "image/svg+xml"];
        });
        return services.AddHealth();
    }
}
