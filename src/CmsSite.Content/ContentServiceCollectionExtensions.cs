using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Lists;
using CmsSite.Content.Media;
using CmsSite.Content.Recipes;
using CmsSite.Content.Settings;
using CmsSite.Content.Taxonomies;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Content;

public static class ContentServiceCollectionExtensions
{
    /// <summary>Content items, definitions, settings, media, queries, and the recipe steps that write them. Needs storage and recipes.</summary>
    public static IServiceCollection AddContent(this IServiceCollection services)
    {
        services.AddScoped<ContentDefinitions>();
        services.AddScoped<SiteSettings>();
        services.AddScoped<PermissionChecker>();
        services.AddScoped<PendingItems>();
        services.AddScoped<ContentItems>();
        services.AddScoped<ContentIndexing>();
        services.AddScoped<ContentHandlers>();
        services.AddScoped<ContentManager>();
        services.AddScoped<ContentLists>();
        services.AddScoped<Terms>();
        services.AddScoped<MediaLibrary>();
        services.AddScoped<MediaUrlSigner>();
        services.AddSingleton<ImageRenditions>();
        services.AddOptions<MediaOptions>();
        services.AddRecipeSteps();
        return services;
    }
}
