using System.Globalization;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming.Display;
using CmsSite.Theming.Shapes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Theming.Layers;

/// <summary>Puts the widgets of the layers that hold on a page into the layout's zones: one command, and none when no layer holds.</summary>
public sealed class LayerWidgets(SiteSession session, ContentItems items, ContentDisplay display)
{
    /// <summary>Called when the body has been drawn, since layers may ask what was displayed.</summary>
    public async Task PlaceAsync(DisplayContext context)
    {
        // A change to any layer, and a widget that appears or goes, concerns every page.
        context.Dependencies.Add($"document:{SiteDocumentKinds.Layer}");
        context.Dependencies.UnionWith(context.Definitions.Types.Where(type => type.Stereotype == "Widget").Select(type => $"type:{type.Name}"));
        var holding = session.Project(SiteDocumentKinds.Layer, Layers.Of).All.Where(layer => layer.Condition(context)).Select(layer => layer.Name).ToList();
        if (holding.Count == 0)
        {
            return;
        }

        var widgets = await FindAsync(holding, context.Cancellation);
        await context.PageItems.PrepareAsync([.. widgets.Select(widget => widget.Item)], context.Cancellation);
        foreach (var (zone, position, item) in widgets)
        {
            WidgetZones.Add(display, item, zone, position.ToString(CultureInfo.InvariantCulture), context);
        }
    }

    private ValueTask<List<(string Zone, double Position, ContentItem Item)>> FindAsync(List<string> layers, CancellationToken cancellationToken) =>
        session.RememberAsync("widgets", string.Join('\n', layers), async () =>
        {
            var memory = session.Memory;
            await session.FlushAsync(cancellationToken);
            var found = await (from row in session.Database.LayerWidgets
                               join item in items.Versions(VersionOptions.Published) on row.DocumentId equals item.Id
                               where layers.Contains(row.Layer)
                               orderby row.Position, item.Id
                               select new { row.Zone, row.Position, item }).ToListAsync(cancellationToken);
            var shared = PublishedItems.Share(memory, found.Select(row => ContentItems.ToItem(row.item)));
            return found.Zip(shared, (row, item) => (row.Zone, row.Position, item)).ToList();
        }, widgets => 100 * widgets.Count);

    private sealed record Layers(IReadOnlyList<(string Name, LayerCondition Condition)> All)
    {
        public static Layers Of(IReadOnlyDictionary<string, System.Text.Json.Nodes.JsonNode> documents) =>
            new([.. documents.Select(document => (document.Value["Name"].AsText() ?? document.Key, LayerConditions.OfLayer(document.Value)))]);
    }
}

internal static class WidgetZones
{
    /// <summary>Adds a widget, in its wrapper, to a zone of the layout.</summary>
    public static void Add(ContentDisplay display, ContentItem widget, string zone, string position, DisplayContext context)
    {
        var content = display.Build(widget, "Detail", context);
        if (content.Metadata.Type == ContentDisplay.Nothing)
        {
            return;
        }

        content.Classes.AddRange(["widget", $"widget-{ShapeNames.Classify(widget.ContentType)}"]);
        var wrapper = new Shape("Widget_Wrapper") { ["Widget"] = widget, ["Content"] = content };
        wrapper.Classes.AddRange(content.Classes);
        wrapper.Metadata.Alternates.Add($"Widget_Wrapper__{ShapeNames.Encode(widget.ContentType)}");
        wrapper.Metadata.Alternates.Add($"Widget_Wrapper__Zone__{ShapeNames.Encode(zone)}");
        context.Zone(zone).Add(wrapper, position);
    }
}
