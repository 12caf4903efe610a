using CmsSite.Content.Queries;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Storage.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Search;

public static class SearchServiceCollectionExtensions
{
    /// <summary>Search indexes as followers of the change log, and searching in them. The host says where they are (<see cref="SearchOptions.Use"/>).</summary>
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.AddOptions<SearchOptions>();
        services.AddScoped<SearchProfiles>();
        services.AddScoped<SearchItemReader>();
        services.AddSingleton<IndexBuilder>();
        services.AddSingleton<SearchIndexes>();
        services.AddSingleton<IChangeFollower>(provider => provider.GetRequiredService<SearchIndexes>());
        services.AddSingleton<ISearchIndexRebuilds>(provider => provider.GetRequiredService<SearchIndexes>());
        services.AddScoped<IQuerySource, LuceneQuerySource>();
        return services.AddSingleton<SiteSearch>();
    }
}
