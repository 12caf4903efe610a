using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Theming.Display;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Shapes;

/// <summary>Small shapes that views use from anywhere, and how they are drawn when the theme does not draw them.</summary>
internal static class CommonShapes
{
    public static void AddTemplates(IServiceCollection services)
    {
        services.AddTemplate("Zone", (shape, context, output) => output.WriteItemsAsync(shape, context));
        services.AddTemplate("ContentZone", (shape, context, output) => output.WriteItemsAsync(shape, context));
        foreach (var empty in new[] { ContentDisplay.Nothing, "BagPart_Empty", "FlowPart_Empty", "TaxonomyPart_Empty", "ContentCulturePicker" })
        {
            services.AddTemplate(empty, (_, _, _) => { });
        }

        services.AddTemplate("contentitem", (shape, context, output) => output.WriteItemsAsync(shape, context));
        services.AddTemplate("ContentsMetadata", AddTitle);
        services.AddTemplate("PageTitle", PageTitleAsync);
        services.AddTemplate("DateTime", (shape, context, output) => output.Text(Moments.Date(shape, context)));
        services.AddTemplate("TimeSpan", (shape, context, output) => output.Text(Moments.Ago(shape, context)));
        services.AddTemplate("Duration", (shape, context, output) => output.Text(Moments.Duration(shape, context)));
        services.AddTemplate("UserDisplayName", (shape, _, output) => output.Text(Convert.ToString(shape["DisplayName"] ?? shape["UserName"], CultureInfo.InvariantCulture)));
        services.AddTemplate("List", ListAsync);
    }

    // A page says its item's name once; widgets and what is embedded say nothing.
    private static void AddTitle(Shape shape, DisplayContext context, TextWriter output)
    {
        if (shape["ContentItem"] is ContentItem { DisplayText: { Length: > 0 } title } item && context.Definitions.Type(item.ContentType)?.Stereotype is null
            && context.TitleSegments.Count == 0 && (context.MainItem is null || context.MainItem.ContentItemId == item.ContentItemId))
        {
            context.TitleSegments.Add((title, "0"));
        }
    }

    private static async Task PageTitleAsync(Shape shape, DisplayContext context, TextWriter output)
    {
        if (context.FixedTitle is { Length: > 0 } title)
        {
            output.Text(title);
        }
        else if (context.Settings.PageTitleFormat is { Length: > 0 } format && !context.IsFormattingTitle)
        {
            // The format says page_title, which is this shape again: then it is the segments alone.
            context.IsFormattingTitle = true;
            output.Write((await context.Services.GetRequiredService<ContentText>().RenderLiquidAsync(format, "the setting PageTitleFormat", null, null, context)).Trim());
            context.IsFormattingTitle = false;
        }
        else
        {
            var segments = (context.IsFormattingTitle ? context.TitleSegments : context.TitleSegments.Append((Segment: context.Settings.SiteName, Position: "after")))
                .Where(segment => segment.Segment.Length > 0).Order(Comparer<(string Segment, string Position)>.Create((a, b) => ShapePositions.Compare(a.Position, b.Position)));
            output.Text(string.Join(shape["Separator"] as string ?? " - ", segments.Select(segment => segment.Segment).Distinct()));
        }
    }

    private static async Task ListAsync(Shape shape, DisplayContext context, TextWriter output)
    {
        if (!shape.HasItems)
        {
            return;
        }

        var tag = Markup.TagOr(shape.TagName, "ul");
        var itemTag = Markup.TagOr(shape["ItemTagName"] as string, "li");
        var classes = ShapeFactory.Words(shape["ItemClasses"]).ToList();
        output.Open(shape, tag);
        for (var i = 0; i < shape.Items.Count; i++)
        {
            var all = new[] { i == 0 ? shape["FirstClass"] as string ?? "first" : null, i == shape.Items.Count - 1 ? shape["LastClass"] as string ?? "last" : null }.Concat(classes);
            output.Open(itemTag, ("class", string.Join(' ', all.Where(name => !string.IsNullOrEmpty(name))) is { Length: > 0 } text ? text : null));
            await output.WriteAsync(shape.Items[i], context);
            output.Close(itemTag);
        }

        output.Close(tag);
    }
}

/// <summary><c>contentitem</c>: an item by handle, displayed where it is asked for.</summary>
internal sealed class ContentItemKind() : ShapeKind("contentitem")
{
    public override void Created(Shape shape) => shape.Load = async (self, context) =>
    {
        var handle = (self["Handle"] ?? self["Alias"]) as string;
        var item = handle is not null ? await context.PageItems.GetByHandleAsync(handle, context.Cancellation)
            : self["ContentItemId"] is string id ? await context.PageItems.GetAsync(id, context.Cancellation)
            : null;
        if (item is null)
        {
            // It may be published tomorrow, under whatever type.
            context.Dependencies.Add($"handle:{handle}");
            return;
        }

        self["ContentItem"] = item;
        self.Items.Add(context.Services.GetRequiredService<ContentDisplay>().Build(item, self["DisplayType"] as string ?? "Detail", context));
    };
}

/// <summary><c>List</c>: anything in a list.</summary>
internal sealed class ListKind() : ShapeKind("List")
{
    public override void Created(Shape shape)
    {
        if (shape.Properties.Remove("Items", out var items) && items is IEnumerable list and not string and not JsonNode)
        {
            shape.Items.AddRange(list.Cast<object?>().OfType<object>());
        }
    }

    public override void Displaying(Shape shape) => shape.AddAlternates(string.IsNullOrEmpty(shape.Id) ? [] : [$"List__{ShapeNames.Encode(shape.Id)}"]);
}

/// <summary><c>UserDisplayName</c>: the name under which a user is shown.</summary>
internal sealed class UserDisplayNameKind() : ShapeKind("UserDisplayName")
{
    public override void Displaying(Shape shape)
    {
        var displayType = shape["DisplayType"] as string ?? shape.Metadata.DisplayType;
        var name = shape["UserName"] as string is { Length: > 0 } user ? ShapeNames.Encode(user) : null;
        shape.AddAlternates(name is null
            ? [$"UserDisplayName_{displayType}"]
            : [$"UserDisplayName_{displayType}", $"UserDisplayName__{name}", $"UserDisplayName_{displayType}__{name}"]);
    }
}
