using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Theming.Display;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Liquid.Values;
using CmsSite.Theming.Shapes;
using Fluid.Values;

namespace CmsSite.Theming.Tags;

/// <summary>Shapes: making and rendering them, changing those that are there.</summary>
internal static class ShapeTags
{
    private static readonly string[] _caching =
        ["cache_id", "cache_fixed_duration", "cache_sliding_duration", "cache_context", "cache_tag", "cache_dependency", "cache_expires_after", "cache_expires_sliding"];

    public static void Register(LiquidParser parser)
    {
        parser.Tag("shape", static call => RenderNewAsync(call, call.Required(0, "type"), call.Properties(["type", .. _caching])));
        parser.Tag("contentitem", ContentItemAsync);
        Change(parser, "shape_clear_alternates", static (shape, _) => shape.Metadata.Alternates.Clear());
        Change(parser, "shape_add_alternates", static (shape, call) => shape.Metadata.Alternates.AddRange(Words(call)));
        Change(parser, "shape_clear_wrappers", static (shape, _) => shape.Metadata.Wrappers.Clear());
        Change(parser, "shape_add_wrappers", static (shape, call) => shape.Metadata.Wrappers.AddRange(Words(call)));
        Change(parser, "shape_clear_classes", static (shape, _) => shape.Classes.Clear());
        Change(parser, "shape_add_classes", static (shape, call) => shape.Classes.AddRange(Words(call)));
        Change(parser, "shape_clear_attributes", static (shape, _) => shape.Attributes.Clear());
        Change(parser, "shape_add_attributes", static (shape, call) =>
        {
            foreach (var (name, value) in call.Named)
            {
                shape.Attributes[Names.Attribute(name)] = value.ToStringValue();
            }
        });
        Change(parser, "shape_type", static (shape, call) => shape.Metadata.Type = call.Required(1, "type"));
        Change(parser, "shape_display_type", static (shape, call) => shape.Metadata.DisplayType = call.Required(1, "display_type"));
        Change(parser, "shape_position", static (shape, call) => shape.Metadata.Position = call.Text(1, "position") ?? "");
        Change(parser, "shape_tab", static (_, _) => { });
        Change(parser, "shape_cache", static (_, _) => { });
        Change(parser, "shape_remove_item", static (shape, call) =>
        {
            if (shape.Child(call.Required(1, "name")) is { } child)
            {
                shape.Items.Remove(child);
            }
        }, load: true);
        Change(parser, "shape_add_properties", static (shape, call) =>
        {
            foreach (var (name, value) in call.Properties())
            {
                shape.Properties[name] = value;
            }
        });
        Change(parser, "shape_remove_property", static (shape, call) => shape.Properties.Remove(call.Required(1, "name")));
        Change(parser, "shape_pager", Pager);
    }

    private static void Change(LiquidParser parser, string name, Action<Shape, TagCall> change, bool load = false) => parser.Tag(name, async call =>
    {
        if (call.Shape() is not { } shape)
        {
            return; // a zone or part that this item does not have
        }

        if (load)
        {
            using (call.Context.Budget.Outside())
            {
                await shape.EnsureLoadedAsync(call.Display);
            }
        }

        change(shape, call);
    });

    private static async ValueTask RenderNewAsync(TagCall call, string type, Dictionary<string, object?> properties)
    {
        if (call.Text("cache_id") is { Length: > 0 } id)
        {
            Fragments.Depend(call.Display, call.Text("cache_tag", "cache_dependency"));
            var key = new FragmentKey(type, id, call.Text("cache_context"), call.Text("cache_fixed_duration", "cache_expires_after") ?? call.Text("cache_sliding_duration", "cache_expires_sliding"));
            call.Write(await Fragments.GetAsync(key, call.Display, async piece => (await piece.Shapes.RenderAsync(await piece.Shapes.CreateAsync(type, properties, piece), piece)).Html));
            return;
        }

        var shape = await Shapes(call).CreateAsync(type, properties, call.Display);
        await call.RenderAsync(shape);
    }

    private static async ValueTask ContentItemAsync(TagCall call)
    {
        var handle = call.Text("handle", "alias") ?? throw new TagException("the tag 'contentitem' needs the argument 'handle', such as \"alias:about\"");
        ContentItem? item;
        using (call.Context.Budget.Outside())
        {
            item = await call.Display.PageItems.GetByHandleAsync(handle, call.Display.Cancellation);
            call.Display.Dependencies.Add(item is null ? handle : $"contentitemid:{item.ContentItemId}");
        }

        if (item is not null)
        {
            var shape = await Shapes(call).BuildDisplayAsync(item, call.Text("display_type") ?? "Detail", call.Display);
            if (call.Text("alternate") is { Length: > 0 } alternate)
            {
                shape.Metadata.Alternates.Add(alternate);
            }

            await call.RenderAsync(shape);
        }
    }

    private static IEnumerable<string> Words(TagCall call) => call.Positional.Skip(1).SelectMany(value => value.Type == FluidValues.Array
        ? value.Enumerate(call.Context).Select(element => element.ToStringValue())
        : value.ToStringValue().Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static void Pager(Shape shape, TagCall call)
    {
        foreach (var (name, value) in call.Named)
        {
            switch (name)
            {
                case "id":
                    shape.Id = value.ToStringValue();
                    break;
                case "classes":
                    shape.Classes.AddRange(ShapeFactory.Words(value.ToObjectValue()));
                    break;
                case "item_classes":
                    shape.Properties["ItemClasses"] = ShapeFactory.Words(value.ToObjectValue()).ToList();
                    break;
                case "tag_name":
                    shape.TagName = value.ToStringValue();
                    break;
                case "attributes":
                    foreach (var (key, attribute) in Json(call, value))
                    {
                        shape.Attributes[key] = attribute?.ToString() ?? "";
                    }

                    break;
                case "item_attributes":
                    shape.Properties["ItemAttributes"] = Json(call, value);
                    break;
                default:
                    shape.Properties[Names.Pascal(name)] = value.ToObjectValue();
                    break;
            }
        }
    }

    private static JsonObject Json(TagCall call, FluidValue value)
    {
        try
        {
            return value is JsonObjectValue json ? json.Json : JsonNode.Parse(value.ToStringValue()) as JsonObject ?? [];
        }
        catch (JsonException exception)
        {
            throw new TagException($"the attributes given to '{call.Tag}' are no JSON: {exception.Message}");
        }
    }

    private static IShapeDisplay Shapes(TagCall call) => call.Display.Shapes;
}
