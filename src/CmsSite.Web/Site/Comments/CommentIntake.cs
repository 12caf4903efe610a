using System.Collections.Concurrent;
using CmsSite.Comments;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;

namespace CmsSite.Web.Site.Comments;

/// <summary>
/// Stores comments that come in. Those that wait for each other are stored together: a commit waits for the disk, and one for twenty comments takes no longer than one for a single comment.
/// Whoever is first writes for all that have come meanwhile.
/// </summary>
internal sealed class CommentIntake(IServiceScopeFactory scopes) : IDisposable
{
    private const int Most = 50;
    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Completes when the comment is stored, or refused. Not cancelled once it is begun: others are stored with it.</summary>
    public async Task<SubmitCommentResult> SubmitAsync(CommentSubmission comment)
    {
        var mine = new Waiting(comment);
        _waiting.Enqueue(mine);
        await _one.WaitAsync();
        try
        {
            while (!mine.Done.Task.IsCompleted)
            {
                await WriteAsync(Take());
            }
        }
        finally
        {
            _one.Release();
        }

        return await mine.Done.Task;
    }

    public void Dispose() => _one.Dispose();

    private List<Waiting> Take()
    {
        var taken = new List<Waiting>();
        while (taken.Count < Most && _waiting.TryDequeue(out var next))
        {
            taken.Add(next);
        }

        return taken;
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
            var results = await scope.ServiceProvider.GetRequiredService<CommentSubmissions>().SubmitAsync([.. batch.Select(waiting => waiting.Comment)]);
            foreach (var (waiting, result) in batch.Zip(results))
            {
                await AskAsync(scope.ServiceProvider, session, waiting.Comment, result);
            }

            await session.CommitAsync();
            foreach (var (waiting, result) in batch.Zip(results))
            {
                waiting.Done.SetResult(result);
            }
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One of them cannot be stored: the others shall not suffer from it.
            foreach (var waiting in batch)
            {
                await WriteAsync([waiting]);
            }
        }
        catch (Exception exception)
        {
            batch[0].Done.SetException(exception);
        }
    }

    private static async Task AskAsync(IServiceProvider services, SiteSession session, CommentSubmission comment, SubmitCommentResult result)
    {
        var mails = services.GetRequiredService<CommentMails>();
        if (comment.WantsReplies && mails.IsOn && result is (SubmitCommentResult.Published or SubmitCommentResult.Held { Comment.State: CommentState.Pending })
            && await services.GetRequiredService<CommentWriters>().AskAsync(comment.Email))
        {
            // A file, written when everything else is: nobody is asked about a comment that was not stored.
            session.BeforeCommit(cancellationToken => mails.AskAsync(comment.Email, cancellationToken));
        }
    }

    private sealed record Waiting(CommentSubmission Comment)
    {
        public TaskCompletionSource<SubmitCommentResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
