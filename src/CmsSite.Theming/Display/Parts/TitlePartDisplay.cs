using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Title;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display.Parts;

internal sealed class TitlePartDisplay : PartDisplay
{
    public override string PartName => "TitlePart";

    public override IReadOnlyList<PartShape> Shapes { get; } = [new PartShape("TitlePart", "Header")];

    public override bool IsShown(ContentTypePartDefinition part) => part.Settings.Get<TitlePartSettings>().RenderTitle;

    public override Task FillAsync(Shape shape, PartDisplayContext context)
    {
        shape["Title"] = context.Data["Title"].AsText() is { Length: > 0 } title ? title : context.Item.DisplayText;
        return Task.CompletedTask;
    }
}
