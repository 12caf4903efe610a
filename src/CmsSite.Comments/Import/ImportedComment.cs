namespace CmsSite.Comments.Import;

/// <summary>A comment of another system.</summary>
/// <param name="Id">Its id there: the same comment is imported once, however often its file is.</param>
/// <param name="ParentId">The id there of what it answers; null for the article.</param>
/// <param name="ArticleUrl">Where the article was.</param>
public sealed record ImportedComment(
    string Id, string? ParentId, string ArticleUrl, string Name, string? Email, string? Website, string Body, DateTime CreatedUtc, CmsSite.Storage.Indexes.CommentState State, string? Ip);

/// <summary>A file that is no export of comments, with what was expected.</summary>
public sealed class CommentImportException(string message) : Exception(message);
