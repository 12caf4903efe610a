using CmsSite.Storage.Changes;
using CmsSite.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.PageCache;

public static class PageCacheExtensions
{
    public static IServiceCollection AddPageCache(this IServiceCollection services)
    {
        services.AddOptions<PageCacheOptions>().BindConfiguration(PageCacheOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PageCacheMetrics>();
        services.AddSingleton<PageStore>();
        services.AddSingleton<PageCacheFollower>();
        return services.AddSingleton<IChangeFollower>(provider => provider.GetRequiredService<PageCacheFollower>());
    }

    /// <summary>As early as can be: whoever is answered from memory costs nothing of what comes behind.</summary>
    public static void UsePageCache(this WebApplication app)
    {
        // A process that does not follow the change log would never hear what others change.
        if ((app.Services.GetRequiredService<IOptions<PageCacheOptions>>().Value.Enabled ?? !app.Environment.IsDevelopment())
            && app.Services.GetRequiredService<IOptions<CmsSiteOptions>>().Value.BackgroundWork)
        {
            // It hears of commits from the moment that it is made.
            app.Services.GetRequiredService<PageCacheFollower>();
            app.UseMiddleware<PageCacheMiddleware>();
        }
    }
}
