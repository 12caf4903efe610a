using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Layers;

/// <summary>Widgets that layers show. The metadata is welded: no type has it in its definition.</summary>
public sealed class LayerMetadataIndexProvider : IContentIndexProvider
{
    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        if (item.Part("LayerMetadata") is { } metadata && metadata["Zone"].AsText() is { Length: > 0 } zone)
        {
            rows.Add(new LayerMetadataIndexRow { Zone = zone, Layer = metadata["Layer"].AsText() ?? "", Position = (double)(metadata["Position"].AsNumber() ?? 0) });
        }
    }
}
