using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Autoroute;

/// <summary>The address of an item, and those of the items inside it.</summary>
public sealed class AutorouteIndexProvider(ContentDefinitions definitions) : IContentIndexProvider
{
    public void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows)
    {
        if (item.Attached(type, "AutoroutePart") is not { } part || part["Disabled"].AsFlag() == true
            || part["Path"].AsText() is not { } given || ContentRoute.Normalize(given) is not { Length: > 0 } path)
        {
            return;
        }

        rows.Add(new AutorouteIndexRow { ContentItemId = item.ContentItemId, Path = path });
        foreach (var route in ContainedRoute.Of(item, type, definitions.Type))
        {
            rows.Add(new AutorouteIndexRow
            {
                ContentItemId = item.ContentItemId,
                ContainedContentItemId = route.ContentItemId,
                JsonPath = route.JsonPath,
                Path = ContentRoute.Normalize(route.Path),
            });
        }
    }

    public IEnumerable<string> Sources(ContentTypeDefinition type) => type.SourceOf("AutoroutePart").SelectMany(own => (string[])[own, .. ContainedRoute.Sources(type, definitions.Types)]);
}
