using CmsSite.Content.Items;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display.Parts;

/// <summary>A part whose members are its JSON as it stands.</summary>
internal abstract class PlainPartDisplay(string partName, params string[] members) : PartDisplay
{
    public override string PartName => partName;

    public override IReadOnlyList<PartShape> Shapes => [new PartShape(partName, "Content", PartShape.Detail)];

    public override Task FillAsync(Shape shape, PartDisplayContext context)
    {
        foreach (var member in members)
        {
            shape[member] = JsonModel.Value(context.Data[member]);
        }

        return Task.CompletedTask;
    }
}

/// <summary>A form around the item's other parts: a wrapper, <c>Form_Wrapper</c>, that draws the element.</summary>
internal sealed class FormPartDisplay : PartDisplay
{
    public override string PartName => "FormPart";

    public override IReadOnlyList<PartShape> Shapes => [];

    public override bool ActsOnDisplay => true;

    public override async Task DisplayingAsync(PartDisplayContext context)
    {
        if (context.DisplayType != "Detail" || context.Owner.Metadata.Wrappers.Contains("Form_Wrapper"))
        {
            return;
        }

        var action = context.Data["Action"].AsText();
        if (action?.Contains('{') == true)
        {
            action = await Bodies.LiquidAsync(action, "FormPart.Action", context.Item, context.Owner, context.Display);
        }

        var method = context.Data["Method"].AsText() is { } given && given.Equals("get", StringComparison.OrdinalIgnoreCase) ? "get" : "post";
        context.Owner["FormAction"] = Links.Href(action, context.Display);
        context.Owner["FormMethod"] = method;
        context.Owner["FormEncType"] = context.Data["EncType"].AsText() is "multipart/form-data" ? "multipart/form-data" : null;
        context.Owner["FormAntiForgery"] = method == "post" && (context.Data["EnableAntiForgeryToken"].AsFlag() ?? true);
        context.Owner["FormLocation"] = (context.Data["SaveFormLocation"].AsFlag() ?? true) ? context.Display.Request.PathBase + context.Display.Request.Path : null;
        context.Owner.Metadata.Wrappers.Add("Form_Wrapper");
    }
}

internal sealed class InputPartDisplay() : PlainPartDisplay("InputPart", "Type", "DefaultValue", "Placeholder");

internal sealed class TextAreaPartDisplay() : PlainPartDisplay("TextAreaPart", "DefaultValue", "Placeholder", "Rows");

internal sealed class SelectPartDisplay() : PlainPartDisplay("SelectPart", "Options", "DefaultValue", "Editor");

internal sealed class LabelPartDisplay() : PlainPartDisplay("LabelPart", "For");

internal sealed class ButtonPartDisplay() : PlainPartDisplay("ButtonPart", "Text", "Type");

internal sealed class ValidationPartDisplay() : PlainPartDisplay("ValidationPart", "For");

internal sealed class ValidationSummaryPartDisplay() : PlainPartDisplay("ValidationSummaryPart", "ModelOnly");

internal sealed class SearchFormPartDisplay() : PlainPartDisplay("SearchFormPart", "IndexName", "Placeholder");
