using System.Text.Json.Nodes;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Admin.Contents.Editors.Blocks;

/// <summary>A row of a list of embedded items.</summary>
/// <param name="Depth">0 at the top.</param>
public sealed record Block(JsonObject Json, JsonArray Among, int Index, int Depth);

/// <summary>What was taken out, and from where: enough to put it back.</summary>
public sealed record RemovedBlock(JsonObject Json, JsonArray Among, int Index);

/// <summary>
/// The embedded items at one place of an item (<c>FlowPart.Widgets</c>), shown in one list also where they have others below them (sub-menus, narrower terms): all that can be done to
/// their order. Every change is a change of the outer item.
/// </summary>
/// <param name="path">Names from the outer item to the array.</param>
/// <param name="below">Names from an embedded item to the array of those below it; null where there are none.</param>
public sealed class BlockTree(EditedContent outer, string[] path, string[]? below = null)
{
    public bool IsTree => below is not null;

    /// <summary>Parents before their children.</summary>
    public IEnumerable<Block> Rows() => Rows(Find(outer.Item.Content, path), 0);

    /// <summary>Puts one at the end, or below another.</summary>
    public void Add(JsonObject json, JsonObject? parent = null)
    {
        (parent is null ? Ensure(outer.Item.Content, path) : Ensure(parent, below!)).Add((JsonNode)json);
        Touch();
    }

    public RemovedBlock Remove(Block block)
    {
        block.Among.RemoveAt(block.Index);
        Touch();
        return new RemovedBlock(block.Json, block.Among, block.Index);
    }

    public void PutBack(RemovedBlock removed)
    {
        removed.Among.Insert(Math.Min(removed.Index, removed.Among.Count), removed.Json);
        Touch();
    }

    /// <summary>A copy behind it, which shares no id with it.</summary>
    public JsonObject Duplicate(Block block)
    {
        var copy = (JsonObject)block.Json.DeepClone();
        copy["ContentItemId"] = RecipeIds.New();
        EmbeddedItems.RenewIds(copy);
        block.Among.Insert(block.Index + 1, (JsonNode)copy);
        Touch();
        return copy;
    }

    public bool CanMove(Block block, int by) => block.Index + by >= 0 && block.Index + by < block.Among.Count;

    /// <summary>Up or down among its siblings.</summary>
    public void Move(Block block, int by)
    {
        if (CanMove(block, by))
        {
            Put(block, block.Among, block.Index + by);
        }
    }

    public bool CanIndent(Block block) => IsTree && block.Index > 0;

    /// <summary>Below the sibling before it.</summary>
    public void Indent(Block block)
    {
        if (CanIndent(block) && block.Among[block.Index - 1] is JsonObject parent)
        {
            var among = Ensure(parent, below!);
            Put(block, among, among.Count);
        }
    }

    public static bool CanOutdent(Block block) => block.Depth > 0;

    /// <summary>Behind what it is below of.</summary>
    public void Outdent(Block block)
    {
        if (Rows().FirstOrDefault(row => below is not null && ReferenceEquals(Find(row.Json, below), block.Among)) is { } parent)
        {
            Put(block, parent.Among, parent.Index + 1);
        }
    }

    /// <summary>Before or behind another, wherever that is; nothing when that is inside the one to be moved.</summary>
    public void MoveTo(Block block, Block target, bool isBefore)
    {
        for (JsonNode? node = target.Json; node is not null; node = node.Parent)
        {
            if (ReferenceEquals(node, block.Json))
            {
                return;
            }
        }

        var to = target.Index + (isBefore ? 0 : 1);
        Put(block, target.Among, ReferenceEquals(block.Among, target.Among) && block.Index < to ? to - 1 : to);
    }

    private IEnumerable<Block> Rows(JsonArray? among, int depth)
    {
        for (var i = 0; i < among?.Count; i++)
        {
            if (among[i] is JsonObject json)
            {
                yield return new Block(json, among, i, depth);
                foreach (var inner in below is null ? [] : Rows(Find(json, below), depth + 1))
                {
                    yield return inner;
                }
            }
        }
    }

    private void Put(Block block, JsonArray among, int index)
    {
        block.Among.RemoveAt(block.Index);
        among.Insert(index, (JsonNode)block.Json);
        Touch();
    }

    // What is wrong in any of them is at another place now; the next save says where.
    private void Touch() => outer.Touch(string.Join('.', path));

    private static JsonArray? Find(JsonObject from, string[] names)
    {
        JsonNode? node = from;
        foreach (var name in names)
        {
            node = (node as JsonObject)?[name];
        }

        return node as JsonArray;
    }

    private static JsonArray Ensure(JsonObject from, string[] names)
    {
        foreach (var name in names[..^1])
        {
            if (from[name] is not JsonObject next)
            {
                from[name] = next = [];
            }

            from = next;
        }

        if (from[names[^1]] is not JsonArray array)
        {
            from[names[^1]] = array = [];
        }

        return array;
    }
}
