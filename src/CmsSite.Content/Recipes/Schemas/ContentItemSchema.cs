using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;

namespace CmsSite.Content.Recipes.Schemas;

/// <summary>What a content item may hold: what every one has, the parts that are code, and for each type of the site its parts and fields.</summary>
internal static class ContentItemSchema
{
    private const string Own = "ContentItemId:text ContentItemVersionId:text ContentType:text DisplayText:text Latest:flag Published:flag ModifiedUtc:date PublishedUtc:date CreatedUtc:date Owner:text Author:text Terms:@contentItem*";

    public static JsonObject Make(IReadOnlyCollection<ContentTypeDefinition> types)
    {
        var properties = MemberNotation.Read(Own);
        properties["ContentType"] = MemberNotation.Suggestions(types.Select(type => type.Name).Concat(BuiltInTypes.Names).Distinct().Order(StringComparer.Ordinal));
        foreach (var (part, members) in DataMembers.Parts)
        {
            properties[part] = MemberNotation.Object(MemberNotation.Read(members));
        }

        var item = MemberNotation.Object(properties);
        if (types.Count > 0)
        {
            item["allOf"] = new JsonArray([.. types.OrderBy(type => type.Name, StringComparer.Ordinal).Select(Of)]);
        }

        return item;
    }

    private static JsonObject Of(ContentTypeDefinition type) => new()
    {
        ["if"] = new JsonObject { ["required"] = new JsonArray("ContentType"), ["properties"] = new JsonObject { ["ContentType"] = new JsonObject { ["const"] = type.Name } } },
        ["then"] = new JsonObject { ["properties"] = new JsonObject(type.Parts.DistinctBy(part => part.Name).Select(part => KeyValuePair.Create(part.Name, (JsonNode?)Of(part)))) },
    };

    // The data of a part that is code, and of the fields that the part has.
    private static JsonObject Of(ContentTypePartDefinition attached)
    {
        var properties = DataMembers.Parts.TryGetValue(attached.PartName, out var members) ? MemberNotation.Read(members) : [];
        foreach (var field in attached.Part.Fields.DistinctBy(field => field.Name))
        {
            properties[field.Name] = DataMembers.Fields.ContainsKey(field.FieldType) ? RecipeSchema.Reference(field.FieldType) : [];
        }

        return MemberNotation.Object(properties);
    }
}
