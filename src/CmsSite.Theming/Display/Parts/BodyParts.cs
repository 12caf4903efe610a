using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Content.Markdown;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display.Parts;

internal sealed class HtmlBodyPartDisplay : PartDisplay
{
    public override string PartName => "HtmlBodyPart";

    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        var settings = context.Settings<HtmlBodyPartSettings>();
        shape["Html"] = await Bodies.HtmlAsync(
            context.Data["Html"].AsText(), PartName, context.Item, shape, new BodySettings(settings.SanitizeHtml, settings.RenderLiquid), context.Display);
    }
}

internal sealed class MarkdownBodyPartDisplay : PartDisplay
{
    public override string PartName => "MarkdownBodyPart";

    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        var markdown = context.Data["Markdown"].AsText();
        shape["Markdown"] = markdown;
        var settings = context.Settings<MarkdownBodyPartSettings>();
        shape["Html"] = await Bodies.MarkdownAsync(markdown, PartName, context.Item, shape, new BodySettings(settings.SanitizeHtml, settings.RenderLiquid), context.Display);
    }
}

internal sealed class LiquidPartDisplay : PartDisplay
{
    public override string PartName => "LiquidPart";

    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        var liquid = context.Data["Liquid"].AsText();
        shape["Liquid"] = liquid;
        shape["LiquidPart"] = context.Data;
        shape["Html"] = await Bodies.LiquidAsync(liquid, PartName, context.Item, shape, context.Display);
    }
}

/// <summary>A plug-in of Facebook: whatever markup its Liquid gives, or that of the type where the item has none.</summary>
internal sealed class FacebookPluginPartDisplay : PartDisplay
{
    public override string PartName => "FacebookPluginPart";

    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        var liquid = context.Data["Liquid"].AsText() is { Length: > 0 } own ? own : context.Settings<FacebookPluginPartSettings>().Liquid;
        shape["Html"] = await Bodies.LiquidAsync(liquid, PartName, context.Item, shape, context.Display);
    }
}
