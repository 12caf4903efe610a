using CmsSite.Content.Access;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Web.Hosting;
using CmsSite.Web.Setup;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CmsSite.Web.Site;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work, or says why not. Libraries add checks of their own with <c>AddHealthChecks()</c>.</summary>
public static class Health
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<SetupCheck>("setup").AddCheck<DatabaseCheck>("database").AddCheck<DiskCheck>("disk").AddCheck<FollowerCheck>("followers");
        return services;
    }

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync });
        return endpoints;
    }

    private static Task WriteAsync(HttpContext http, HealthReport report)
    {
        var status = report.Status.ToString();
        return MaySeeReasons(http)
            ? http.Response.WriteAsJsonAsync(new
            {
                status,
                checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), reason = entry.Value.Description }),
            }, http.RequestAborted)
            : http.Response.WriteAsJsonAsync(new { status }, http.RequestAborted);
    }

    // A proxy on this machine is local too; what it forwards is not.
    private static bool MaySeeReasons(HttpContext http) =>
        (http.Connection.RemoteIpAddress is { } address && System.Net.IPAddress.IsLoopback(address) && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded"))
        || (http.RequestServices.GetRequiredService<SiteState>().IsOpen
            && http.User.Identity?.IsAuthenticated == true
            && http.RequestServices.GetRequiredService<PermissionChecker>().Has(http.User, Permissions.ManageSettings));

    private sealed class SetupCheck(SiteState state) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
            state.IsOpen ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(state.LastFailure ?? "The site is not set up yet: open it in a browser."));
    }

    private sealed class DatabaseCheck(SiteState state, IServiceScopeFactory scopes) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!state.IsOpen)
            {
                return HealthCheckResult.Healthy("No database is in use yet.");
            }

            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<CmsDbContext>().Database;
            if (!await database.CanConnectAsync(cancellationToken))
            {
                return HealthCheckResult.Unhealthy("The database cannot be reached.");
            }

            var pending = (await database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            return pending.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"The database's schema is older than this program; it lacks {string.Join(", ", pending)}.");
        }
    }

    private sealed class DiskCheck(SiteFolders folders) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                Directory.CreateDirectory(folders.Site);
                var probe = Path.Combine(folders.Site, $".probe-{Environment.ProcessId}-{Guid.NewGuid():N}");
                await using var stream = new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
                await stream.WriteAsync(new byte[512], cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return HealthCheckResult.Unhealthy($"App_Data cannot be written: {exception.Message}");
            }
        }
    }

    /// <summary>Followers that are long behind: pages are served, but search or caches are out of date.</summary>
    private sealed class FollowerCheck(SiteState state, IServiceScopeFactory scopes, IEnumerable<IChangeFollower> followers, TimeProvider clock) : IHealthCheck
    {
        private static readonly TimeSpan _tolerated = TimeSpan.FromMinutes(5);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!state.IsOpen)
            {
                return HealthCheckResult.Healthy();
            }

            await using var scope = scopes.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<CmsDbContext>();
            var before = clock.GetUtcNow().UtcDateTime - _tolerated;
            var overdue = await database.Changes.Where(change => change.WhenUtc < before).MaxAsync(change => (long?)change.Number, cancellationToken) ?? 0;
            var positions = await database.Followers.AsNoTracking().ToDictionaryAsync(follower => follower.Name, follower => follower.Position, cancellationToken);
            var late = followers.Where(follower => follower.IsDurable && positions.GetValueOrDefault(follower.Name) < overdue).Select(follower => follower.Name).ToList();
            return late.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded($"More than {_tolerated.TotalMinutes} minutes behind: {string.Join(", ", late)}.");
        }
    }
}
