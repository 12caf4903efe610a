using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Comments;

/// <summary>Writes a comment as what it is to be.</summary>
internal static class CommentStoring
{
    /// <exception cref="InvalidOperationException">The type of comments asks for more than the form does.</exception>
    public static async Task StoreAsync(this ContentManager manager, Comment comment, CommentState state, CancellationToken cancellationToken)
    {
        comment.SetHidden(state);
        var problems = state == CommentState.Published ? await manager.PublishAsync(comment.Item, cancellationToken) : await manager.SaveDraftAsync(comment.Item, cancellationToken);
        if (problems.Count > 0)
        {
            throw new InvalidOperationException($"The comment {comment.Id} cannot be saved: {string.Join(" ", problems.Select(problem => $"{problem.Path}: {problem.Message}"))} Its type asks for more than the form does.");
        }
    }
}
