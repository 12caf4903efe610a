using System.Text.Json.Nodes;
using CmsSite.Content.Features;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Naming;

/// <summary>The types, parts and fields that content items use.</summary>
internal static class ItemNames
{
    private static readonly HashSet<string> _properties = new(StringComparer.Ordinal)
    {
        "ContentItemId", "ContentItemVersionId", "ContentType", "DisplayText", "Latest", "Published", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author",
    };

    public static IEnumerable<RecipeName> Of(JsonObject item, DefinedNames defined)
    {
        var type = item["ContentType"].AsText() ?? "";
        var isDefined = defined.HasType(type);
        yield return new RecipeName("type", type, isDefined ? RecipeNameState.Runs : RecipeNameState.Unknown, isDefined ? null : "no such content type is defined");

        foreach (var (name, value) in item)
        {
            if (_properties.Contains(name) || value is not JsonObject part)
            {
                continue;
            }

            if (defined.Attached(type, name) is { } partName)
            {
                yield return new RecipeName("part", partName, defined.State(partName));
                foreach (var (field, data) in part)
                {
                    if (data is JsonObject && PartCatalog.Part(partName) is null && defined.State(partName) == RecipeNameState.Runs && defined.Field(partName, field) is null)
                    {
                        yield return new RecipeName("field", $"{partName}.{field}", RecipeNameState.Unknown, "items have it, no definition does");
                    }
                }
            }
            else if (PartCatalog.Part(name) is { } known)
            {
                yield return new RecipeName("part", name, known);
            }
            else if (isDefined && !PartCatalog.IsWelded(name) && !BuiltInTypes.Names.Contains(type))
            {
                yield return new RecipeName("part", name, RecipeNameState.Unknown, $"items of type {type} have it, the type does not");
            }
        }

        foreach (var (_, embedded) in EmbeddedItems.In(item))
        {
            foreach (var name in Of(embedded, defined))
            {
                yield return name;
            }
        }
    }
}
