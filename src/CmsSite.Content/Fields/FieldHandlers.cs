using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Content.Fields;

/// <summary>
/// The rules that fields share. As in Orchard a required value is also asked of a recipe, but not of a draft; limits that Orchard's editor alone enforces are asked of
/// editors only.
/// </summary>
public abstract class FieldHandler<TSettings> : ContentFieldHandler where TSettings : FieldSettings, new()
{
    /// <summary>The property that holds the value, for messages.</summary>
    protected abstract string Property { get; }

    /// <summary>What the field wants, for messages: "a text", "an address".</summary>
    protected abstract string Wanted { get; }

    /// <summary>Orchard's import does not ask for a value of some fields.</summary>
    protected virtual bool IsRequiredOnImport => true;

    protected abstract bool IsEmpty(FieldContext context);

    /// <summary>What else is to be checked of a value that is there.</summary>
    protected virtual void Check(FieldContext context, TSettings settings)
    {
    }

    /// <summary>The limits that only editors have to keep.</summary>
    protected virtual void CheckLimits(FieldContext context, TSettings settings)
    {
    }

    public override Task ValidateAsync(FieldContext context, CancellationToken cancellationToken)
    {
        var settings = context.Field.Settings.Get<TSettings>();
        if (!IsEmpty(context))
        {
            Check(context, settings);
            if (!context.IsImport)
            {
                CheckLimits(context, settings);
            }
        }
        else if (settings.Required && context.IsPublished && (IsRequiredOnImport || !context.IsImport))
        {
            context.Problem(Property, $"{context.Field.DisplayName} is required: {Wanted} is expected.");
        }

        return Task.CompletedTask;
    }
}

/// <summary>A field that holds a list of strings.</summary>
public abstract class ListFieldHandler<TSettings> : FieldHandler<TSettings> where TSettings : FieldSettings, new()
{
    protected override bool IsEmpty(FieldContext context) => Values(context).Count == 0;

    protected IReadOnlyList<string> Values(FieldContext context) => [.. context.Data[Property].AsTexts().Where(value => !string.IsNullOrWhiteSpace(value))];

    protected void CheckSingle(FieldContext context)
    {
        if (Values(context).Count is > 1 and var count)
        {
            context.Problem(Property, $"{context.Field.DisplayName} takes one value; {count} are given.");
        }
    }
}
