using CmsSite.Content.Items;
using CmsSite.Theming.Layers;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Display.Parts;

/// <summary>Widgets of an item for the layout's zones on its own page.</summary>
internal sealed class WidgetsListPartDisplay : PartDisplay
{
    public override string PartName => "WidgetsListPart";

    public override IReadOnlyList<PartShape> Shapes => [];

    public override bool ActsOnDisplay => true;

    public override async Task DisplayingAsync(PartDisplayContext context)
    {
        if (context.DisplayType != "Detail" || context.Data["Widgets"] is not System.Text.Json.Nodes.JsonObject zones)
        {
            return;
        }

        var display = context.Display.Services.GetRequiredService<ContentDisplay>();
        foreach (var (zone, list) in zones)
        {
            var widgets = list.AsObjects().Select(ContentItem.Embedded).ToList();
            await context.Display.PageItems.PrepareAsync(widgets, context.Display.Cancellation);
            foreach (var widget in widgets)
            {
                WidgetZones.Add(display, widget, zone, widget.Text("WidgetMetadata", "Position") ?? "", context.Display);
            }
        }
    }
}
