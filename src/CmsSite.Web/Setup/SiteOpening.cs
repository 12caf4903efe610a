using CmsSite.Comments;
using CmsSite.Content.Media;
using CmsSite.Content.Workflows;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CmsSite.Web.Setup;

/// <summary>Turns the process to the site's database, if there is one with a site in it, and brings its schema up to date.</summary>
public sealed class SiteOpening(DatabaseChoice choice, SiteDatabase database, SiteState state, IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan _betweenLooks = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _one = new(1);
    private DateTimeOffset _lastLook = DateTimeOffset.MinValue;

    public void Dispose() => _one.Dispose();

    /// <summary>True when the site is open, now or since long.</summary>
    public async Task<bool> TryOpenAsync(CancellationToken cancellationToken)
    {
        if (state.IsOpen)
        {
            return true;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            return state.IsOpen || (choice.Current is { } chosen && await IsSetUpAsync(chosen, cancellationToken) && await OpenAsync(chosen, cancellationToken));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>As <see cref="TryOpenAsync"/>, for callers that anybody may set off: it looks at the database at most once a second, and takes one that cannot be reached for none.</summary>
    public async Task<bool> TryOpenNowAndThenAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!state.IsOpen && now - _lastLook < _betweenLooks)
        {
            return false;
        }

        _lastLook = now;
        try
        {
            return await TryOpenAsync(cancellationToken);
        }
        catch (Exception exception) when (SetupDatabase.IsFailure(exception))
        {
            return false;
        }
    }

    /// <summary>Whether a set-up has been committed there. A database that does not exist is not created by asking.</summary>
    public static async Task<bool> IsSetUpAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        await using var context = SiteDatabase.CreateContext(options);
        return await context.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancellationToken)
            && (await context.Database.GetAppliedMigrationsAsync(cancellationToken)).Any()
            && await context.Runs.AnyAsync(run => run.Kind == SiteSetup.RunKind, cancellationToken);
    }

    private async Task<bool> OpenAsync(DatabaseOptions chosen, CancellationToken cancellationToken)
    {
        database.Use(chosen);
        await database.MigrateAsync(cancellationToken);
        await using (var scope = scopes.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<MediaUsageRows>().CompleteAsync(cancellationToken);
            await scope.ServiceProvider.GetRequiredService<CommentRows>().CompleteAsync(cancellationToken);
            await scope.ServiceProvider.GetRequiredService<WorkflowKeys>().EnsureAsync(cancellationToken);
            await scope.ServiceProvider.GetRequiredService<SiteSession>().CommitAsync(cancellationToken);
        }

        state.Open();
        return true;
    }
}
