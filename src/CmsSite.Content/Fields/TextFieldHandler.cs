using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Content.Fields;

public sealed class TextFieldHandler(IPatternRenderer patterns) : FieldHandler<TextFieldSettings>
{
    public override string FieldType => "TextField";

    protected override string Property => "Text";

    protected override string Wanted => "a text";

    protected override bool IsEmpty(FieldContext context) => string.IsNullOrWhiteSpace(context.Data["Text"].AsText());

    public override void Initialize(FieldContext context)
    {
        var value = context.Field.Editor == "PredefinedList"
            ? context.Field.Settings.Get<TextFieldPredefinedListEditorSettings>().DefaultValue
            : context.Field.Settings.Get<TextFieldSettings>().DefaultValue;
        if (!string.IsNullOrEmpty(value))
        {
            context.Data["Text"] = value;
        }
    }

    public override async Task SavingAsync(FieldContext context, CancellationToken cancellationToken)
    {
        var settings = context.Field.Settings.Get<TextFieldSettings>();
        if (settings.Type == FieldBehavior.Editable || string.IsNullOrWhiteSpace(settings.Pattern))
        {
            return;
        }

        try
        {
            context.Data["Text"] = PatternRendering.OneLine(await patterns.RenderAsync(settings.Pattern, context.Item, cancellationToken));
        }
        catch (LiquidPatternException failure)
        {
            context.Problem("Text", $"It is made from a pattern that fails: {failure.Message} Correct the settings of the field {context.Part.Part.Name}.{context.Field.Name}.");
        }
    }

    protected override void CheckLimits(FieldContext context, TextFieldSettings settings)
    {
        var text = context.Data["Text"].AsText()!;
        if (settings.MaxLength > 0 && text.Length > settings.MaxLength)
        {
            context.Problem("Text", $"{context.Field.DisplayName} has at most {settings.MaxLength} characters; {text.Length} are given.");
        }

        if (settings.MinLength > 0 && text.Length < settings.MinLength && context.IsPublished)
        {
            context.Problem("Text", $"{context.Field.DisplayName} has at least {settings.MinLength} characters; {text.Length} are given.");
        }

        var options = context.Field.Settings.Get<TextFieldPredefinedListEditorSettings>().Options;
        if (context.Field.Editor == "PredefinedList" && options.Length > 0 && !options.Any(option => option.Value == text))
        {
            context.Problem("Text", $"'{text}' is none of the values of {context.Field.DisplayName}: {string.Join(", ", options.Select(option => $"'{option.Value}'"))}.");
        }
    }
}

public sealed class MultiTextFieldHandler : ListFieldHandler<MultiTextFieldSettings>
{
    public override string FieldType => "MultiTextField";

    protected override string Property => "Values";

    protected override string Wanted => "at least one value";

    public override void Initialize(FieldContext context)
    {
        var chosen = context.Field.Settings.Get<MultiTextFieldSettings>().Options.Where(option => option.IsDefault).Select(option => option.Value).OfType<string>().ToList();
        if (chosen.Count > 0)
        {
            context.Data["Values"] = JsonValues.ToArray(chosen);
        }
    }

    protected override void CheckLimits(FieldContext context, MultiTextFieldSettings settings)
    {
        var unknown = Values(context).Except(settings.Options.Select(option => option.Value ?? "")).ToList();
        if (settings.Options.Length > 0 && unknown.Count > 0)
        {
            context.Problem("Values", $"'{string.Join("', '", unknown)}' is none of the values of {context.Field.DisplayName}: {string.Join(", ", settings.Options.Select(option => $"'{option.Value}'"))}.");
        }
    }
}
