using CmsSite.Content.Queries;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Search.Statistics;
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
        services.AddScoped<LuceneQuerySource>();
        services.AddScoped<IQuerySource>(provider => provider.GetRequiredService<LuceneQuerySource>());
        services.AddScoped<IQuerySource, ElasticsearchQuerySource>();
        services.AddScoped<SearchRules>();
        services.AddSingleton<SearchCounter>();
        services.AddSingleton<SearchCounting>();
        services.AddScoped<SearchReport>();
        services.AddSingleton<SimilarItems>();
        services.AddScoped<IQuerySource, SimilarQuerySource>();
        return services.AddSingleton<SiteSearch>();
    }
}
