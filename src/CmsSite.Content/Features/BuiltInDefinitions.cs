using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;

namespace CmsSite.Content.Features;

/// <summary>Makes the content types and parts that a feature brings, where the site has none of the name: what is there already belongs to the site.</summary>
public sealed class BuiltInDefinitions(ContentDefinitions definitions, ContentDefinitionManager manager)
{
    public async Task AddAsync(string featureId, CancellationToken cancellationToken = default)
    {
        if (BuiltInTypes.Of(featureId) is not { } records)
        {
            return;
        }

        foreach (var type in records["ContentTypes"].AsObjects().Where(type => definitions.Type(type["Name"].AsText()!) is null).ToList())
        {
            await manager.PutTypeAsync(type["Name"].AsText()!, (JsonObject)type.DeepClone(), cancellationToken);
        }

        foreach (var part in records["ContentParts"].AsObjects().Where(part => definitions.Part(part["Name"].AsText()!) is null).ToList())
        {
            await manager.PutPartAsync(part["Name"].AsText()!, (JsonObject)part.DeepClone(), cancellationToken);
        }

        await manager.ReindexAsync(cancellationToken);
    }
}
