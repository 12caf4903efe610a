using CmsSite.Storage.Changes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CmsSite.Storage;

public static class StorageServiceCollectionExtensions
{
    /// <summary>The database, the session through which it changes, and the change log. The host chooses the database with <see cref="SiteDatabase.Use"/>.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DocumentCache>();
        services.AddSingleton<SiteDatabase>();
        services.AddSingleton<ChangeSignal>();
        services.AddSingleton<ChangeFollowing>();
        services.AddSingleton<PostgresNotices>();
        services.AddSingleton<IChangeFollower, DocumentCacheFollower>();
        services.AddScoped<ScopeDatabase>();
        services.AddScoped(provider => provider.GetRequiredService<ScopeDatabase>().CreateContext());
        services.AddScoped(provider => new SiteSession(
            provider.GetRequiredService<CmsDbContext>(), provider.GetRequiredService<ScopeDatabase>().Cache, provider.GetRequiredService<ChangeSignal>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
