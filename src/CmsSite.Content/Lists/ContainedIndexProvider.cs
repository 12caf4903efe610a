using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Lists;

/// <summary>Which list an item belongs to. The part is welded: no type has it in its definition.</summary>
public sealed class ContainedIndexProvider : IContentIndexProvider
{
    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        if (item.Part("ContainedPart") is { } part && part["ListContentItemId"].AsText() is { Length: > 0 } list)
        {
            rows.Add(new ContainedIndexRow
            {
                ContentItemId = item.ContentItemId,
                ListContentItemId = list,
                ListContentType = part["ListContentType"].AsText(),
                Order = part["Order"].AsNumber() is { } order and >= int.MinValue and <= int.MaxValue ? (int)order : 0,
            });
        }
    }
}
