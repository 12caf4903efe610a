using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Localization;

public sealed class LocalizedIndexProvider : IContentIndexProvider
{
    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        if (item.Attached(type, "LocalizationPart") is { } part && part["LocalizationSet"].AsText() is { Length: > 0 } set && part["Culture"].AsText() is { Length: > 0 } culture)
        {
            rows.Add(new LocalizedIndexRow { ContentItemId = item.ContentItemId, LocalizationSet = set, Culture = culture.ToLowerInvariant() });
        }
    }

    public IEnumerable<string> Sources(ContentTypeDefinition type) => type.SourceOf("LocalizationPart");
}
