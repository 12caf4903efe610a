using System.Text.Json.Nodes;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Admin.Contents.Editors.Blocks;

/// <summary>An item inside the one that is edited: a widget, a menu item, a term. Edited in place, in the outer item's JSON.</summary>
public sealed class EmbeddedItem(EditedContent outer, JsonObject json, ContentTypeDefinition type) : EditedContent
{
    public JsonObject Json => json;

    // Made anew each time, so that no title of yesterday is written over today's.
    public override ContentItem Item => ContentItem.Embedded(json);

    public override ContentTypeDefinition Type => type;

    public override EditedItem Root => outer.Root;

    public override IReadOnlyList<ContentProblem> Problems
    {
        get
        {
            if (outer.Problems.Count == 0)
            {
                return [];
            }

            var prefix = Prefix;
            return [.. outer.Problems.Where(problem => problem.Path.StartsWith(prefix, StringComparison.Ordinal)).Select(problem => problem with { Path = problem.Path[prefix.Length..] })];
        }
    }

    public override void Touch(string? path = null)
    {
        if (string.IsNullOrEmpty(json["ContentItemId"].AsText()))
        {
            json["ContentItemId"] = RecipeIds.New();
        }

        outer.Touch(path is null ? null : Prefix + path);
    }

    public override void SetTitle(string? title) => json["DisplayText"] = title;

    public override string PlaceOf(string path) => ProblemPlaces.IdOf(json["ContentItemId"].AsText() is { Length: > 0 } id ? $"{id}.{path}" : Prefix + path);

    // As the handlers name it: FlowPart.Widgets[2].
    private string Prefix
    {
        get
        {
            var path = "";
            for (JsonNode node = json; node.Parent is { } parent && !ReferenceEquals(node, outer.Item.Content); node = parent)
            {
                path = parent is JsonArray ? $"[{node.GetElementIndex()}]{path}" : $".{node.GetPropertyName()}{path}";
            }

            return path.TrimStart('.') + ".";
        }
    }
}
