using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;

namespace CmsSite.Content.Versions;

/// <summary>A field that both changed, each in another way.</summary>
/// <param name="Text">Their words merged, where the field is text.</param>
public sealed record BothChanged(ItemField Field, ValueKind Kind, JsonNode? Base, JsonNode? Mine, JsonNode? Theirs, TextMerge? Text);

/// <summary>Which fields two people changed since a version that both began with.</summary>
public sealed record ThreeWay(IReadOnlyList<ItemField> OnlyMine, IReadOnlyList<ItemField> OnlyTheirs, IReadOnlyList<BothChanged> Both)
{
    public static ThreeWay Of(ContentItem @base, ContentItem mine, ContentItem theirs, ContentTypeDefinition type)
    {
        List<ItemField> onlyMine = [], onlyTheirs = [];
        List<BothChanged> both = [];
        foreach (var field in ItemField.Of(type, @base, mine, theirs))
        {
            var (was, my, their) = (field.In(@base), field.In(mine), field.In(theirs));
            if (IsSame(my, their))
            {
                continue;
            }

            if (IsSame(was, my))
            {
                onlyTheirs.Add(field);
            }
            else if (IsSame(was, their))
            {
                onlyMine.Add(field);
            }
            else
            {
                var kind = field.Kind(type);
                both.Add(new BothChanged(field, kind, was, my, their, kind == ValueKind.Choice ? null : TextMerge.Of(ItemField.TextOf(was), ItemField.TextOf(my), ItemField.TextOf(their))));
            }
        }

        return new ThreeWay(onlyMine, onlyTheirs, both);
    }

    /// <summary>Whether two values say the same: nothing, null and an object without anything in it do.</summary>
    public static bool IsSame(JsonNode? one, JsonNode? other) => JsonNode.DeepEquals(one, other) || (IsNothing(one) && IsNothing(other));

    private static bool IsNothing(JsonNode? value) => value is null or JsonObject { Count: 0 };
}
