using System.Text.Json.Nodes;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Comments;

/// <summary>
/// Whoever brings a comment, from the form or from a recipe: its writer's address goes where only moderators can read it, never into the item; and it gets its place behind what
/// it answers.
/// </summary>
public sealed class CommentPartHandler(SiteSession session, ContentItems items, CommentSources sources, TimeProvider clock) : ContentPartHandler
{
    public override string PartName => Comment.PartName;

    public override async Task SavingAsync(PartContext context, CancellationToken cancellationToken)
    {
        var comment = new Comment(context.Item);
        if ((context.Data["Email"] as JsonObject)?["Text"].AsText() is { Length: > 0 } email)
        {
            await session.BeginAsync(cancellationToken);
            await sources.SetEmailAsync(comment.Id, email, cancellationToken);
        }

        context.Data.Remove("Email");
        context.Data.Remove("IpAddress");
        if (comment.Place is null && comment.ArticleId.Length > 0)
        {
            context.Item.CreatedUtc ??= clock.GetUtcNow().UtcDateTime;
            var parent = comment.ParentId is { } id ? await items.GetAsync(id, VersionOptions.Latest, cancellationToken) : null;
            comment.SetPlace(CommentPlace.Of(parent is null ? null : new Comment(parent).Place, comment.CreatedUtc, comment.Id));
        }
    }
}
