using System.Text.Json.Nodes;
using CmsSite.Content.Flows;
using CmsSite.Content.Items;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Display.Parts;

/// <summary>A part that holds items. Without any it is another shape, <c>BagPart_Empty</c>, that themes rarely draw.</summary>
internal abstract class EmbeddedPartDisplay : PartDisplay
{
    public override IReadOnlyList<PartShape> Shapes => [new PartShape(PartName, "Content", PartShape.Detail)];

    protected static async Task<List<ContentItem>> ItemsAsync(JsonNode? list, DisplayContext display)
    {
        // What lies in an item is read with it; of types that are gone nothing is shown.
        var items = list.AsObjects().Select(ContentItem.Embedded).Where(item => display.Definitions.Type(item.ContentType) is not null).ToList();
        await display.PageItems.PrepareAsync(items, display.Cancellation);
        return items;
    }

    protected void BecomeEmpty(Shape shape, PartDisplayContext context)
    {
        var type = $"{PartName}_Empty";
        shape.Metadata.Type = type;
        shape.Metadata.Alternates.Clear();
        shape.Metadata.Alternates.AddRange(Alternates.OfPart(ShapeNames.Encode(context.Type.Name), context.Type.Stereotype, context.Part, type, context.DisplayType));
    }
}

internal sealed class BagPartDisplay : EmbeddedPartDisplay
{
    public override string PartName => "BagPart";

    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        var items = await ItemsAsync(context.Data["ContentItems"], context.Display);
        var settings = context.Settings<BagPartSettings>();
        shape["BagPart"] = new Dictionary<string, object?> { ["ContentItems"] = items };
        shape["ContentItems"] = items;
        shape["Settings"] = new Dictionary<string, object?> { ["DisplayType"] = settings.DisplayType };
        shape["DisplayType"] = string.IsNullOrEmpty(settings.DisplayType) ? "Summary" : settings.DisplayType;
        if (items.Count == 0)
        {
            BecomeEmpty(shape, context);
        }
    }
}

internal sealed class FlowPartDisplay : EmbeddedPartDisplay
{
    private static readonly string[] _alignments = ["left", "center", "right", "justify", "inherit"];

    public override string PartName => "FlowPart";

    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        var widgets = await ItemsAsync(context.Data["Widgets"], context.Display);
        shape["FlowPart"] = new Dictionary<string, object?> { ["Widgets"] = widgets };
        shape["Widgets"] = widgets;
        var display = context.Display.Services.GetRequiredService<ContentDisplay>();
        foreach (var widget in widgets)
        {
            var child = display.Build(widget, "Detail", context.Display);
            child.Classes.AddRange(["widget", $"widget-{ShapeNames.Classify(widget.ContentType)}", .. Layout(widget)]);
            shape.Items.Add(child);
        }

        if (widgets.Count == 0)
        {
            BecomeEmpty(shape, context);
        }
    }

    private static IEnumerable<string> Layout(ContentItem widget)
    {
        var metadata = widget.Part("FlowMetadata");
        var alignment = (int)(metadata?["Alignment"].AsNumber() ?? 3);
        var size = Math.Clamp((int)(metadata?["Size"].AsNumber() ?? 100), 0, 100);
        return [$"widget-align-{_alignments.ElementAtOrDefault(alignment) ?? "justify"}", $"widget-size-{size}"];
    }
}

internal sealed class TaxonomyPartDisplay : EmbeddedPartDisplay
{
    public override string PartName => "TaxonomyPart";

    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        var terms = await ItemsAsync(context.Data["Terms"], context.Display);
        shape["TaxonomyPart"] = new Dictionary<string, object?> { ["Terms"] = terms, ["TermContentType"] = context.Data["TermContentType"].AsText() };
        shape["Terms"] = terms;
        if (terms.Count == 0)
        {
            BecomeEmpty(shape, context);
        }
    }
}
