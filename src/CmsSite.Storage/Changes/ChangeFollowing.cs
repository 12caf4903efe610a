using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CmsSite.Storage.Changes;

/// <summary>Runs one follower: what is new, in order, in batches, position by position.</summary>
public sealed class ChangeFollowing(IServiceScopeFactory scopes, ChangeSignal signal, TimeProvider clock, ILogger<ChangeFollowing> logger)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan _poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(2);

    // What comes thick and fast is followed a few times a second, not a hundred times: each step writes its position, and there is one writer at a time. The first change is followed at once.
    private static readonly TimeSpan _breath = TimeSpan.FromMilliseconds(200);

    /// <summary>Follows until cancelled. Commits of other processes are noticed within five seconds even without a signal.</summary>
    public async Task RunAsync(IChangeFollower follower, CancellationToken cancellationToken)
    {
        try
        {
            await FollowAsync(follower, cancellationToken);
        }
        finally
        {
            if (follower is IPositionedFollower own)
            {
                await own.CloseAsync();
            }
        }
    }

    /// <summary>Handles everything that is committed now; returns how many changes there were.</summary>
    public async Task<int> CatchUpAsync(IChangeFollower follower, CancellationToken cancellationToken = default)
    {
        var from = await PositionAsync(follower, cancellationToken);
        var to = from;
        while (await StepAsync(follower, null, cancellationToken) is { } position)
        {
            to = position;
        }

        return (int)(to - from);
    }

    private async Task FollowAsync(IChangeFollower follower, CancellationToken cancellationToken)
    {
        long? memory = follower.IsDurable || follower is IPositionedFollower ? null : await HeadAsync(cancellationToken);
        while (!cancellationToken.IsCancellationRequested)
        {
            var next = signal.NextAsync;
            var isFollowing = false;
            try
            {
                while (await StepAsync(follower, memory, cancellationToken) is { } position)
                {
                    memory = follower.IsDurable ? null : position;
                    isFollowing = true;
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogError(exception, "Follower {Follower} failed and will try the same changes again in {Seconds} s.", follower.Name, _afterFailure.TotalSeconds);
                await Task.Delay(_afterFailure, clock, cancellationToken);
                continue;
            }

            if (isFollowing)
            {
                await Task.Delay(_breath, cancellationToken);
            }

            await Task.WhenAny(next, Task.Delay(_poll, clock, cancellationToken));
        }
    }

    private async Task<long?> StepAsync(IChangeFollower follower, long? memory, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CmsDbContext>();
        var stored = follower.IsDurable ? await database.Followers.FindAsync([follower.Name], cancellationToken) : null;
        if ((follower is IPositionedFollower own ? await own.PositionAsync(cancellationToken) : memory ?? stored?.Position ?? 0) is not { } position)
        {
            return null;
        }

        var changes = await database.Changes.AsNoTracking().Where(change => change.Number > position)
            .OrderBy(change => change.Number).Take(BatchSize).ToListAsync(cancellationToken);
        if (changes.Count == 0)
        {
            return null;
        }

        await follower.HandleAsync(changes, cancellationToken);
        position = changes[^1].Number;
        if (follower.IsDurable)
        {
            if (stored is null)
            {
                database.Followers.Add(new FollowerPosition { Name = follower.Name, Position = position });
            }
            else
            {
                stored.Position = position;
            }

            await database.SaveChangesAsync(cancellationToken);
        }

        return position;
    }

    private async Task<long> PositionAsync(IChangeFollower follower, CancellationToken cancellationToken)
    {
        if (follower is IPositionedFollower own)
        {
            return await own.PositionAsync(cancellationToken) ?? 0;
        }

        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CmsDbContext>();
        return (await database.Followers.AsNoTracking().FirstOrDefaultAsync(f => f.Name == follower.Name, cancellationToken))?.Position ?? 0;
    }

    private async Task<long> HeadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<CmsDbContext>();
        return await database.Changes.MaxAsync(change => (long?)change.Number, cancellationToken) ?? 0;
    }
}
