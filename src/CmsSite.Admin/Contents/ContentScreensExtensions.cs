using CmsSite.Admin.Contents.Bulk;
using CmsSite.Admin.Contents.Calendar;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Admin.Contents.Editors;
using CmsSite.Admin.Contents.List;
using CmsSite.Admin.Contents.Preview;
using CmsSite.Admin.Contents.RecycleBin;
using CmsSite.Admin.Contents.Review;
using CmsSite.Admin.Contents.Versions;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Admin.Contents;

internal static class ContentScreensExtensions
{
    public static IServiceCollection AddContentScreens(this IServiceCollection services)
    {
        services.AddSingleton<EditorRegistry>();
        services.AddScoped<ContentAccess>();
        services.AddScoped<ContentList>();
        services.AddScoped<ItemSaving>();
        services.AddScoped<ItemVersions>();
        services.AddScoped<BinList>();
        services.AddScoped<PublicationPlan>();
        services.AddScoped<Reviews>();
        services.AddScoped<PreviewLinks>();
        services.AddSingleton<LivePreviews>();
        services.AddSingleton<EditorPresence>();
        services.AddSingleton<BulkJobs>();
        services.AddHostedService(provider => provider.GetRequiredService<BulkJobs>());
        return services;
    }
}
