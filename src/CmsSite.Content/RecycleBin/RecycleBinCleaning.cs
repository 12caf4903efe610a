using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CmsSite.Content.RecycleBin;

/// <summary>Deletes for good what has been in the recycle bin for longer than its days, and preview links that ended long ago. One item a transaction: editors wait for nothing.</summary>
public sealed class RecycleBinCleaning(IServiceScopeFactory scopes, SiteDatabase site, TimeProvider clock, IOptions<RecycleBinOptions> options, ILogger<RecycleBinCleaning> logger)
{
    private const int Batch = 100;
    private static readonly TimeSpan _between = TimeSpan.FromHours(1);

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
                logger.LogError(exception, "The recycle bin could not be emptied of what is too old; trying again in {Minutes} min.", _between.TotalMinutes);
            }

            await Task.Delay(_between, clock, cancellationToken);
        }
    }

    /// <summary>Returns how many items are gone for good.</summary>
    public async Task<int> CleanAsync(CancellationToken cancellationToken = default)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.Days);
        var done = 0;
        while (true)
        {
            IReadOnlyList<string> ids;
            await using (var scope = scopes.CreateAsyncScope())
            {
                ids = await scope.ServiceProvider.GetRequiredService<DeletedItems>().BeforeAsync(before, Batch, cancellationToken);
            }

            foreach (var id in ids)
            {
                await using var scope = scopes.CreateAsyncScope();
                var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
                var deleted = scope.ServiceProvider.GetRequiredService<DeletedItems>();
                session.Who = "recycle bin";
                if (await deleted.DeleteForGoodAsync(id, cancellationToken))
                {
                    done++;
                }
                else
                {
                    await deleted.ForgetAsync(id, cancellationToken);
                }

                await session.CommitAsync(cancellationToken);
            }

            if (ids.Count < Batch)
            {
                return done;
            }
        }
    }
}
