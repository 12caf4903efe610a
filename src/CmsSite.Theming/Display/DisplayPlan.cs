using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display;

/// <summary>One shape that items of a type have in one display type, with all that does not depend on the item.</summary>
internal sealed record PlannedShape(string ShapeType, string Name, string Place, ContentTypePartDefinition? Part, PartDisplay? PartDisplay, ContentPartFieldDefinition? Field, FieldDisplay? FieldDisplay)
{
    public required IReadOnlyList<string> Alternates { get; init; }

    /// <summary>Only shown when there is a view for it: a part without code of its own.</summary>
    public bool NeedsView { get; init; }

    /// <summary>Only shown when the item has the part.</summary>
    public bool NeedsData { get; init; }
}

/// <summary>What items of one type show in one display type. Made once and kept as long as the type's definition.</summary>
internal sealed class DisplayPlan
{
    private static readonly ConditionalWeakTable<ContentTypeDefinition, ConcurrentDictionary<string, DisplayPlan>> _plans = [];
    private static readonly JsonObject _empty = [];

    // Parts that say something about an item without showing anything.
    private static readonly HashSet<string> _silent =
    [
        "AliasPart", "ArchiveLaterPart", "AuditTrailPart", "AutoroutePart", "CommonPart", "ContainedPart", "ContentMenuItemPart", "DashboardPart", "FormElementPart", "HtmlMenuItemPart", "LinkMenuItemPart",
        "LocalizationPart", "MenuItemPermissionPart", "MenuItemsListPart", "MenuPart", "PreviewPart", "PublishLaterPart", "SitemapPart",
    ];

    public required IReadOnlyList<PlannedShape> Shapes { get; init; }

    /// <summary>Parts that do something to the page when the item is displayed.</summary>
    public required IReadOnlyList<(ContentTypePartDefinition Part, PartDisplay Display)> Acting { get; init; }

    public static DisplayPlan Of(ContentTypeDefinition type, string displayType, DisplayDrivers drivers) =>
        _plans.GetOrCreateValue(type).GetOrAdd(displayType, _ => Make(type, displayType, drivers));

    public static JsonObject DataOf(ContentItem item, string part) => item.Part(part) ?? _empty;

    public static JsonObject DataOf(ContentItem item, string part, string field) => item.Field(part, field) ?? _empty;

    private static DisplayPlan Make(ContentTypeDefinition type, string displayType, DisplayDrivers drivers)
    {
        var shapes = new List<PlannedShape>();
        var acting = new List<(ContentTypePartDefinition, PartDisplay)>();
        var contentType = ShapeNames.Encode(type.Name);
        if (displayType == "Detail")
        {
            shapes.Add(new PlannedShape("ContentsMetadata", "ContentsMetadata", "Content:before", null, null, null, null) { Alternates = Metadata(type.Stereotype, displayType) });
        }

        foreach (var part in type.Parts)
        {
            if (drivers.Part(part.PartName) is { } display)
            {
                AddPart(part, display, isWelded: false);
            }
            else if (!_silent.Contains(part.PartName))
            {
                shapes.Add(new PlannedShape("ContentPart", part.Name, "Content", part, null, null, null) { Alternates = WithoutCode(contentType, type.Stereotype, part, displayType), NeedsView = true });
            }

            foreach (var field in part.Part.Fields)
            {
                if (drivers.Field(field.FieldType) is { } fieldDisplay)
                {
                    shapes.Add(new PlannedShape(field.FieldType, $"{part.Name}-{field.Name}", "Content", part, null, field, fieldDisplay)
                    {
                        Alternates = [.. Alternates.OfField(contentType, part, field, displayType)],
                    });
                }
            }
        }

        foreach (var display in drivers.Welded.Where(display => !type.Has(display.PartName)))
        {
            AddPart(ContentTypePartDefinition.Welded(display.PartName), display, isWelded: true);
        }

        return new DisplayPlan { Shapes = shapes, Acting = acting };

        void AddPart(ContentTypePartDefinition part, PartDisplay display, bool isWelded)
        {
            var isAdmin = displayType.EndsWith("Admin", StringComparison.Ordinal);
            foreach (var shape in display.IsShown(part) ? display.Shapes.Where(shape => shape.DisplayTypes?.Contains(displayType) ?? !isAdmin) : [])
            {
                var name = shape.ShapeType == part.PartName ? part.Name : $"{part.Name}-{shape.ShapeType}";
                shapes.Add(new PlannedShape(shape.ShapeType, name, shape.Place, part, display, null, null)
                {
                    Alternates = [.. Alternates.OfPart(contentType, type.Stereotype, part, shape.ShapeType, displayType)],
                    NeedsData = isWelded,
                });
            }

            if (display.ActsOnDisplay)
            {
                acting.Add((part, display));
            }
        }
    }

    private static string[] Metadata(string? stereotype, string displayType) => stereotype is null
        ? [$"ContentsMetadata_{displayType}"]
        : [$"{stereotype}__ContentsMetadata", $"ContentsMetadata_{displayType}", $"{stereotype}_{displayType}__ContentsMetadata"];

    private static List<string> WithoutCode(string contentType, string? stereotype, ContentTypePartDefinition part, string displayType)
    {
        var partType = ShapeNames.Encode(part.PartName);
        var names = new List<string>();
        foreach (var infix in new[] { "", $"_{displayType}" })
        {
            names.Add($"ContentPart{infix}__{partType}");
            names.Add($"{partType}{infix}");
        }

        // The first of them is the shape's type with the display type, which only a part with code has.
        names.AddRange(Alternates.OfPart(contentType, stereotype, part, partType, displayType).Skip(1));
        return names;
    }
}

/// <summary>The displays of parts and fields by class.</summary>
public sealed class DisplayDrivers(IEnumerable<PartDisplay> parts, IEnumerable<FieldDisplay> fields)
{
    private readonly Dictionary<string, PartDisplay> _parts = parts.ToDictionary(part => part.PartName, StringComparer.Ordinal);
    private readonly Dictionary<string, FieldDisplay> _fields = fields.ToDictionary(field => field.FieldType, StringComparer.Ordinal);

    /// <summary>Those that items carry by themselves.</summary>
    public IReadOnlyList<PartDisplay> Welded { get; } = [.. parts.Where(part => part.IsWelded)];

    public PartDisplay? Part(string partName) => _parts.GetValueOrDefault(partName);

    public FieldDisplay? Field(string fieldType) => _fields.GetValueOrDefault(fieldType);
}
