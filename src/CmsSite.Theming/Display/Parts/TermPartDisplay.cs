using CmsSite.Content.Items;
using CmsSite.Theming.Navigation;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display.Parts;

/// <summary>What carries a term, newest first. Terms carry this part whether their type has it or not.</summary>
internal sealed class TermPartDisplay : PartDisplay
{
    public override string PartName => "TermPart";

    public override bool IsWelded => true;

    public override IReadOnlyList<PartShape> Shapes { get; } = [new PartShape("TermPart", "Content:5", PartShape.Detail)];

    public override async Task FillAsync(Shape shape, PartDisplayContext context)
    {
        var display = context.Display;
        var term = context.Item.ContentItemId;
        display.Dependencies.Add($"term:{term}");
        var pager = PageNumber.Pager(display, display.Settings.PageSize, await display.Terms.CountAsync(term, display.Cancellation));
        var items = pager.IsBeyond ? [] : await display.Terms.ItemsAsync(term, pager.Skip, pager.Size, display.Cancellation);
        await display.PageItems.PrepareAsync(items, display.Cancellation);
        shape["TermContentItemId"] = term;
        shape["TaxonomyContentItemId"] = context.Data["TaxonomyContentItemId"].AsText();
        shape["ContentItems"] = items.Where(item => display.Definitions.Type(item.ContentType) is { } type && ContentDisplay.MayShow(item, type, display)).ToList();
        shape["Pager"] = pager.Shape;
    }
}
