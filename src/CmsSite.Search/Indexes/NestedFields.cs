using CmsSite.Content.Definitions;
using CmsSite.Content.Flows;
using CmsSite.Content.Items;

namespace CmsSite.Search.Indexes;

/// <summary>
/// Fields of the items in a bag or a flow, as Orchard names them: <c>Service.Icon</c>, and with the outer names before it <c>Services.Service.Icon</c> and <c>LandingPage.Services.Service.Icon</c>. As in Orchard only of
/// parts whose index settings say <c>Included</c> and besides it <c>Stored</c> or <c>Keyword</c>.
/// </summary>
internal static class NestedFields
{
    // A widget may hold widgets of its own kind.
    private const int Deepest = 2;

    public static IEnumerable<IndexedField> Of(ContentTypeDefinition type, ContentTypePartDefinition part, ContentDefinitions definitions, int depth)
    {
        if (depth >= Deepest || part.Settings.Get<LuceneContentIndexSettings>() is not { Included: true } asked || !(asked.Stored || asked.Keyword))
        {
            yield break;
        }

        var held = part.PartName == "FlowPart" ? "Widgets" : "ContentItems";
        foreach (var inner in TypesIn(part, definitions))
        {
            foreach (var field in IndexedFields.Of(inner, definitions, depth + 1).Where(field => field.Name.StartsWith($"{inner.Name}.", StringComparison.Ordinal)))
            {
                IEnumerable<object> Values(ContentItem item, ReferredItems referred) => item.Part(part.Name)?[held].AsObjects()
                    .Where(json => json["ContentType"].AsText() == inner.Name).SelectMany(json => field.Values(ContentItem.Embedded(json), referred)) ?? [];
                yield return field with { Values = Values };
                yield return field with { Name = $"{part.Name}.{field.Name}", Values = Values };
                yield return field with { Name = $"{type.Name}.{part.Name}.{field.Name}", Values = Values };
            }
        }
    }

    private static IEnumerable<ContentTypeDefinition> TypesIn(ContentTypePartDefinition part, ContentDefinitions definitions)
    {
        switch (part.PartName)
        {
            case "BagPart":
                var bag = part.Settings.Get<BagPartSettings>();
                return definitions.Types.Where(type => bag?.ContainedContentTypes.Contains(type.Name) == true || (type.Stereotype is { } stereotype && bag?.ContainedStereotypes.Contains(stereotype) == true));
            case "FlowPart":
                var allowed = part.Settings.Get<FlowPartSettings>()?.ContainedContentTypes ?? [];
                return definitions.Types.Where(type => allowed.Length == 0 ? type.Stereotype == "Widget" : allowed.Contains(type.Name));
            default:
                return [];
        }
    }
}
