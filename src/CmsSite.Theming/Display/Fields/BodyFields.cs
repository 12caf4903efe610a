using CmsSite.Content.Fields;
using CmsSite.Content.Items;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display.Fields;

internal sealed class HtmlFieldDisplay : FieldDisplay
{
    public override string FieldType => "HtmlField";

    public override async Task FillAsync(Shape shape, FieldDisplayContext context)
    {
        var settings = context.Settings<HtmlFieldSettings>();
        shape["Html"] = await Bodies.HtmlAsync(
            context.Data["Html"].AsText(), $"{context.Part.Name}.{context.Field.Name}", context.Item, shape, new BodySettings(settings.SanitizeHtml, settings.RenderLiquid), context.Display);
    }
}

internal sealed class MarkdownFieldDisplay : FieldDisplay
{
    public override string FieldType => "MarkdownField";

    public override async Task FillAsync(Shape shape, FieldDisplayContext context)
    {
        var markdown = context.Data["Markdown"].AsText();
        shape["Markdown"] = markdown;
        var settings = context.Settings<MarkdownFieldSettings>();
        shape["Html"] = await Bodies.MarkdownAsync(
            markdown, $"{context.Part.Name}.{context.Field.Name}", context.Item, shape, new BodySettings(settings.SanitizeHtml, settings.RenderLiquid), context.Display);
    }
}
