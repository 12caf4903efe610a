namespace CmsSite.Comments;

/// <summary>What somebody sent with the form, as it was typed.</summary>
public sealed record CommentSubmission
{
    public required string ArticleId { get; init; }

    /// <summary>The comment that it answers; null for the article.</summary>
    public string? ParentId { get; init; }
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    public string Website { get; init; } = "";
    public string Body { get; init; } = "";

    /// <summary>A mail is wanted when somebody answers.</summary>
    public bool WantsReplies { get; init; }

    /// <summary>The field that people do not see. Programs fill in all they find.</summary>
    public string Trap { get; init; } = "";
    public CommentToken Token { get; init; }

    /// <summary>The network it came from, never an address; null when that is not known.</summary>
    public string? Network { get; init; }
}

/// <param name="Field">Name, Email, Website, Body; empty for the whole.</param>
public sealed record CommentProblem(string Field, string Message);

/// <summary>What became of a comment that was sent.</summary>
public abstract record SubmitCommentResult
{
    private SubmitCommentResult()
    {
    }

    /// <summary>It is on the page.</summary>
    public sealed record Published(Comment Comment) : SubmitCommentResult;

    /// <summary>It waits for a moderator, or is taken for spam, which its sender is not told.</summary>
    public sealed record Held(Comment Comment) : SubmitCommentResult;

    /// <summary>Something has to be corrected.</summary>
    public sealed record Invalid(IReadOnlyList<CommentProblem> Problems) : SubmitCommentResult;

    /// <summary>Nobody may comment there (any more).</summary>
    public sealed record Closed : SubmitCommentResult;

    /// <summary>There is nothing to comment on.</summary>
    public sealed record NotThere : SubmitCommentResult;
}
