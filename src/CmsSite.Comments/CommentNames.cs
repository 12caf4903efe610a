using System.Text.Json.Nodes;
using CmsSite.Comments.Spam;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Comments;

/// <summary>Names under which those who are signed in have answered: nobody else's comment passes under one unread. A document a name, so that asking costs nothing.</summary>
public sealed class CommentNames(SiteSession session)
{
    public bool IsTaken(string name) => session.Document(SiteDocumentKinds.CommentName, Folded(name)) is not null;

    /// <summary>The name that somebody used last; null when they never answered.</summary>
    public string? Of(string userId) => session.Documents(SiteDocumentKinds.CommentName).Values.LastOrDefault(document => document["UserId"].AsText() == userId)?["Name"].AsText();

    public Task TakeAsync(string name, string userId, CancellationToken cancellationToken = default) =>
        session.PutAsync(SiteDocumentKinds.CommentName, Folded(name), new JsonObject { ["Name"] = CommentChecks.Line(name), ["UserId"] = userId }, cancellationToken);

    // As it is read, whatever capitals, accents and numbers it is made of.
    private static string Folded(string name) => PhraseMatcher.Fold(CommentChecks.Line(name)).Trim();
}
