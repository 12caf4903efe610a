using System.Globalization;
using System.Net;
using System.Text;
using CmsSite.Content.Items;
using CmsSite.Theming.Layers;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.Logging;

namespace CmsSite.Theming.Display;

/// <summary>
/// Makes whole pages: the body first, then the widgets of layers, which may depend on it, and last the layout around them. The host sets request, culture and cancellation
/// on the scope's <see cref="DisplayContext"/> before. What templates do wrong never reaches the visitor as an error.
/// </summary>
public sealed class PageRenderer(DisplayContext context, ContentDisplay display, ShapeRenderer renderer, LayerWidgets layers, ILogger<PageRenderer> log)
{
    /// <summary>What the home page shows; null when the site has none, or it is not published.</summary>
    public async Task<ContentRoute?> FindHomeAsync()
    {
        if (context.Settings.HomeContentItemId is not { Length: > 0 } id || await context.PageItems.GetAsync(id, context.Cancellation) is not { } item)
        {
            return null;
        }

        return context.Settings.HomeJsonPath is not { Length: > 0 } path ? new ContentRoute(item, null)
            : JsonPaths.Find(item.Content, path) is System.Text.Json.Nodes.JsonObject contained ? new ContentRoute(ContentItem.Embedded(contained), item)
            : null;
    }

    /// <summary>The page of an item, or of an item inside another. A reader who may not see it gets the page of the status 403, a draft is a 404.</summary>
    public async Task<RenderedPage> RenderContentAsync(ContentRoute route, string displayType = "Detail")
    {
        Begin();
        var outer = route.Container ?? route.Item;
        if (context.Definitions.Type(route.Item.ContentType) is null || context.Definitions.Type(outer.ContentType) is not { } type || (!outer.Published && !context.IsPreview))
        {
            return await RenderStatusAsync(404);
        }

        // Who asks for a preview was let in by the host, perhaps by a link from somebody who may.
        if (!context.IsPreview && !ContentDisplay.MayShow(outer, type, context))
        {
            return await RenderStatusAsync(403);
        }

        context.Dependencies.Add($"contentitemid:{outer.ContentItemId}");
        context.MainItem = route.Item;
        await context.PageItems.PrepareAsync([route.Item], context.Cancellation);
        return await RenderPageAsync(display.Build(route.Item, displayType, context));
    }

    /// <summary>A page around any shape: search results, a form.</summary>
    public Task<RenderedPage> RenderShapeAsync(Shape shape)
    {
        Begin();
        return RenderPageAsync(shape);
    }

    /// <summary>The page of an HTTP status (<c>HttpError__404</c>, <c>HttpError__NotFound</c>, <c>HttpError</c>). If even that cannot be drawn, it is one line of plain HTML.</summary>
    /// <param name="load">What else the host knows to say, set on the shape when it is rendered.</param>
    public async Task<RenderedPage> RenderStatusAsync(int status, Func<Shape, DisplayContext, Task>? load = null)
    {
        Begin();
        context.StatusCode = status;
        var name = Enum.IsDefined((HttpStatusCode)status) ? ((HttpStatusCode)status).ToString() : "";
        var shape = new Shape("HttpError") { ["Code"] = status, ["HttpStatusCode"] = name };
        shape.Load = load;
        shape.Metadata.Alternates.Add($"HttpError__{status.ToString(CultureInfo.InvariantCulture)}");
        if (name.Length > 0)
        {
            shape.Metadata.Alternates.Add($"HttpError__{name}");
        }

        try
        {
            var page = await RenderPageAsync(shape);
            return page with { StatusCode = status };
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "The page for status {Status} could not be drawn.", status);
            return new RenderedPage(Encoding.UTF8.GetBytes(Plain(name.Length > 0 ? name : status.ToString(CultureInfo.InvariantCulture), "")), context.Dependencies, true) { StatusCode = status };
        }
    }

    private void Begin()
    {
        context.Zones.Clear();
        context.Resources.Clear();
        context.TitleSegments.Clear();
        context.FixedTitle = null;
        context.LayoutName = null;
        context.MainItem = null;
        context.HttpItems.Clear();
        context.DisplayedTypes.Clear();
        context.StatusCode = 200;
        context.Refilled = null;
        context.ShownProblems.Clear();
        context.IsPersonal |= context.IsPreview || context.Request.Sent is not null;
    }

    private async Task<RenderedPage> RenderPageAsync(Shape body)
    {
        using var output = new PooledWriter(64 * 1024);
        if (!await renderer.RenderAsync(body, context, output) && output.Length == 0)
        {
            // The view failed. What it was to arrange is shown as it comes.
            foreach (var child in body.Items.ToArray())
            {
                await renderer.RenderChildAsync(child, context, output);
            }
        }

        context.Zone("Content").Add(new HtmlText(output.ToString()), "");
        foreach (var (kind, html) in context.Request.Notices)
        {
            context.IsPersonal = true;
            context.Zone("Messages").Add(new Shape("Message") { ["Type"] = kind, ["Message"] = new HtmlText(html) }, "");
        }

        output.CutTo(0);
        await layers.PlaceAsync(context);

        // A view may have asked for another layout than the usual one.
        var layout = new Shape(string.IsNullOrEmpty(context.LayoutName) ? "Layout" : context.LayoutName);
        foreach (var (name, zone) in context.Zones)
        {
            layout[name] = zone;
        }

        if (!await renderer.RenderAsync(layout, context, output))
        {
            output.CutTo(0);
            var content = await renderer.RenderAsync(context.Zone("Content"), context);
            output.Write(Plain(context.TitleSegments.Count > 0 ? context.TitleSegments[0].Segment : context.Settings.SiteName, content.Html));
        }

        return new RenderedPage(output.ToUtf8(), new HashSet<string>(context.Dependencies, StringComparer.Ordinal), context.IsPersonal)
        {
            StatusCode = context.StatusCode,
            TemplateErrors = [.. context.TemplateErrors],
        };
    }

    private static string Plain(string title, string html) =>
        $"<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Markup.Encode(title)}</title></head><body>{(html.Length > 0 ? html : $"<h1>{Markup.Encode(title)}</h1>")}</body></html>";
}
