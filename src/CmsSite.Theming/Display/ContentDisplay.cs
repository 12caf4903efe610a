using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display;

/// <summary>
/// The shapes of content items: one for the item, in it zones (<c>Header</c>, <c>Content</c>, …), in them the shapes of parts and fields by name. Nothing below the item is
/// made before a view asks for it, and no part or field reads anything before its own shape is asked for.
/// </summary>
public sealed class ContentDisplay(DisplayDrivers drivers, Placements placements, IShapeTemplates templates)
{
    /// <summary>The type of the shape that stands for what this reader may not see, or what has no type: it renders to nothing.</summary>
    public const string Nothing = "Nothing";

    /// <param name="displayType"><c>Detail</c>, <c>Summary</c>, or a name of the theme's own.</param>
    public Shape Build(ContentItem item, string displayType, DisplayContext context)
    {
        displayType = string.IsNullOrEmpty(displayType) ? "Detail" : displayType;
        if (context.Definitions.Type(item.ContentType) is not { } type || !MayShow(item, type, context))
        {
            return new Shape(Nothing);
        }

        if (item.ContentItemId.Length > 0)
        {
            context.Dependencies.Add($"contentitemid:{item.ContentItemId}");
        }

        var shape = new Shape(Alternates.Typed(type.Stereotype ?? "Content", displayType)) { ["ContentItem"] = item };
        shape.Metadata.DisplayType = displayType;
        if (type.Stereotype is not null)
        {
            // A stereotype that no view knows is drawn as content is.
            shape.Metadata.Alternates.Add(Alternates.Typed("Content", displayType));
        }

        shape.Metadata.Alternates.AddRange(Alternates.OfItem(item, type.Stereotype, displayType));
        shape.Load = (self, display) => LoadAsync(self, item, type, display);
        return shape;
    }

    /// <summary>Whether this reader may see the item here. What is embedded in another item is seen with it.</summary>
    public static bool MayShow(ContentItem item, ContentTypeDefinition type, DisplayContext context)
    {
        if (item.DocumentId == 0 || context.IsPreview)
        {
            return true;
        }

        var user = context.Request.User;
        context.IsPersonal |= type.Type.Securable && user.Identity?.IsAuthenticated == true;
        return item.Published && context.Permissions.Has(user, Permissions.ViewContent, item);
    }

    private async Task LoadAsync(Shape owner, ContentItem item, ContentTypeDefinition type, DisplayContext context)
    {
        if (type.Stereotype is null)
        {
            context.DisplayedTypes.Add(type.Name);
        }

        var displayType = owner.Metadata.DisplayType;
        var plan = DisplayPlan.Of(type, displayType, drivers);
        foreach (var (part, display) in plan.Acting)
        {
            if (item.Part(part.Name) is { } data)
            {
                await display.DisplayingAsync(new PartDisplayContext(item, type, part, data, owner, context));
            }
        }

        var zones = new Dictionary<string, List<Placed>>();
        foreach (var planned in plan.Shapes)
        {
            if ((planned.NeedsView && !planned.Alternates.Any(name => templates.Find(name) is not null)) || (planned.NeedsData && item.Part(planned.Name) is null))
            {
                continue;
            }

            var placement = placements.Find(planned.ShapeType, () => new PlacementQuestion(displayType, planned.Name, type.Name, planned.Part?.PartName, context.Request.Path));
            if (placement?.IsHidden == true)
            {
                continue;
            }

            var (zone, position) = Split(placement?.Place ?? planned.Place);
            if (zone.StartsWith('/'))
            {
                context.Zone(zone[1..]).Add(Make(planned, placement, owner, item, type, context), position);
                continue;
            }

            if (!zones.TryGetValue(zone, out var shapes))
            {
                zones[zone] = shapes = [];
            }

            shapes.Add(new Placed(planned, placement, position));
        }

        foreach (var (name, shapes) in zones)
        {
            var zone = new Shape("ContentZone") { ["ZoneName"] = name };
            zone.Metadata.Name = name;
            zone.Metadata.DisplayType = displayType;
            zone.Load = (self, display) =>
            {
                foreach (var placed in shapes)
                {
                    self.Add(Make(placed.Shape, placed.Placement, owner, item, type, display), placed.Position);
                }

                return Task.CompletedTask;
            };
            owner.Items.Add(zone);
        }
    }

    private static Shape Make(PlannedShape planned, Placement? placement, Shape owner, ContentItem item, ContentTypeDefinition type, DisplayContext context)
    {
        var shape = new Shape(placement?.ShapeType ?? planned.ShapeType) { ["ContentItem"] = item };
        shape.Metadata.DisplayType = owner.Metadata.DisplayType;
        shape.Metadata.Name = planned.Name;
        shape.Metadata.Differentiator = planned.Name;
        shape.Metadata.Alternates.AddRange(planned.Alternates);
        if (placement is not null)
        {
            shape.Metadata.Alternates.AddRange(placement.Alternates);
            shape.Metadata.Wrappers.AddRange(placement.Wrappers);
        }

        if (planned is { FieldDisplay: { } field, Field: { } definition, Part: { } owning })
        {
            var data = DisplayPlan.DataOf(item, owning.Name, definition.Name);
            shape["Field"] = data;
            shape["Part"] = DisplayPlan.DataOf(item, owning.Name);
            shape["PartFieldDefinition"] = JsonModel.Definition(owning, definition);
            shape.Load = (self, display) => field.FillAsync(self, new FieldDisplayContext(item, owning, definition, data, display));
        }
        else if (planned is { Part: { } part })
        {
            var data = DisplayPlan.DataOf(item, part.Name);
            shape["ContentPart"] = data;
            if (planned.PartDisplay is { } display)
            {
                shape.Load = (self, rendering) => display.FillAsync(self, new PartDisplayContext(item, type, part, data, owner, rendering));
            }
        }

        return shape;
    }

    // "Content:5@group#tab%card|col": what stands behind the position is for editors.
    private static (string Zone, string Position) Split(string place)
    {
        var end = place.IndexOfAny(['@', '#', '%', '|', ';']);
        var rest = end < 0 ? place : place[..end];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (rest, "") : (rest[..colon], rest[(colon + 1)..]);
    }

    private sealed record Placed(PlannedShape Shape, Placement? Placement, string Position);
}
