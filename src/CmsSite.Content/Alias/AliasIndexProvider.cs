using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Alias;

public sealed class AliasIndexProvider : IContentIndexProvider
{
    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        if (item.Attached(type, "AliasPart")?["Alias"].AsText() is { Length: > 0 } alias)
        {
            rows.Add(new AliasIndexRow { ContentItemId = item.ContentItemId, Alias = alias.ToLowerInvariant() });
        }
    }

    public IEnumerable<string> Sources(ContentTypeDefinition type) => type.SourceOf("AliasPart");
}
