using CmsSite.Content.Definitions;
using CmsSite.Content.Fields;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Comments;

/// <summary>A row for each comment that is on something.</summary>
public sealed class CommentIndexProvider : IContentIndexProvider
{
    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        if (item.Part(Comment.PartName) is null || type?.Has(Comment.PartName) == false || CommentFields.ArticleOf(item.Content) is not { } article)
        {
            return;
        }

        var comment = new Comment(item);
        var place = comment.Place ?? CommentPlace.Of(null, comment.CreatedUtc, comment.Id);
        rows.Add(new CommentIndexRow
        {
            ContentItemId = comment.Id,
            ArticleId = article,
            ParentId = comment.ParentId,
            State = comment.State,
            CreatedUtc = comment.CreatedUtc,
            RootPlace = CommentPlace.RootOf(place),
            Place = place,
        });
    }

    public IEnumerable<string> Sources(ContentTypeDefinition type) => type.Has(Comment.PartName) ? [Comment.PartName] : [];
}
