using CmsSite.Search.Indexes;
using CmsSite.Web.Hosting;
using CmsSite.Web.Setup;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Site;

/// <summary>Whether readers find things: pages are served without search, so it never says more than <c>Degraded</c>.</summary>
internal sealed class SearchCheck(SiteState state, SearchIndexes indexes, IOptions<CmsSiteOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!state.IsOpen || !options.Value.BackgroundWork)
        {
            return Task.FromResult(HealthCheckResult.Healthy());
        }

        var troubles = indexes.States.Where(index => !index.IsSearchable || index.Problem is not null).Select(index =>
            $"{index.Name}: {index.Problem ?? "It is being made."}{(index.Progress is { Total: > 0 } progress ? $" ({progress.Done} of {progress.Total})" : "")}").ToList();
        return Task.FromResult(troubles.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join(" ", troubles)));
    }
}
