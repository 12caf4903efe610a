using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CmsSite.Comments;

/// <summary>Forgets from which network a comment came, once <see cref="CommentOptions.NetworkDays"/> are over.</summary>
public sealed class CommentNetworkCleaning(IServiceScopeFactory scopes, SiteDatabase site, TimeProvider clock, IOptions<CommentOptions> options, ILogger<CommentNetworkCleaning> logger)
{
    private static readonly TimeSpan _between = TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (site.Options is not null)
                {
                    await CleanAsync(cancellationToken);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "The networks of old comments could not be forgotten; trying again in {Hours} h.", _between.TotalHours);
            }

            await Task.Delay(_between, clock, cancellationToken);
        }
    }

    /// <summary>Returns of how many comments.</summary>
    public async Task<int> CleanAsync(CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
        var until = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.NetworkDays);
        await session.BeginAsync(cancellationToken);
        var forgotten = await session.Database.CommentSources.Where(source => source.Network != null && source.ReceivedUtc < until)
            .ExecuteUpdateAsync(source => source.SetProperty(s => s.Network, (string?)null), cancellationToken);
        await session.CommitAsync(cancellationToken);
        return forgotten;
    }
}
