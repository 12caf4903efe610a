using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Media;

/// <summary>
/// Which files a version uses, as rows of <see cref="FieldIndexRow"/> under a type of their own: where a file is used is then looked up instead of searched for. The rows follow
/// from the item alone, so embedded items and parts that nobody has defined count as well.
/// </summary>
public sealed class MediaIndexProvider : IContentIndexProvider
{
    /// <summary>No field of Orchard's is called so, and no view shows these rows to recipes' queries.</summary>
    public const string FieldType = "MediaReference";

    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        foreach (var (part, data) in item.Content)
        {
            if (data is not JsonObject fields)
            {
                continue;
            }

            foreach (var (field, value) in fields)
            {
                foreach (var path in MediaReferences.In(field == "Paths" ? new JsonObject { [field] = value?.DeepClone() } : value))
                {
                    rows.Add(new FieldIndexRow { FieldType = FieldType, ContentPart = part, ContentField = field, Value = path });
                }
            }
        }
    }
}
