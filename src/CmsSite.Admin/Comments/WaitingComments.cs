using CmsSite.Admin.Access;
using CmsSite.Comments;
using CmsSite.Storage.Indexes;

namespace CmsSite.Admin.Comments;

/// <summary>What of the comments waits for a moderator.</summary>
/// <param name="Count">Up to <see cref="CommentQueue.MostCounted"/>.</param>
public sealed record WaitingComments(int Count, IReadOnlyList<QueuedComment> Newest)
{
    /// <summary>Null for those who do not moderate.</summary>
    public static async Task<WaitingComments?> ReadAsync(AdminScope scope, int most)
    {
        if (!CommentScreens.MayModerate(scope))
        {
            return null;
        }

        var queue = scope.Get<CommentQueue>();
        var filter = new QueueFilter(CommentState.Pending);
        return new WaitingComments(await queue.CountAsync(filter), (await queue.PageAsync(filter, size: most)).Comments);
    }
}
