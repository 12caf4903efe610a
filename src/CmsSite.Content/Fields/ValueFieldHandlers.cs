using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Content.Fields;

public sealed class BooleanFieldHandler : ContentFieldHandler
{
    public override string FieldType => "BooleanField";

    public override void Initialize(FieldContext context)
    {
        if (context.Field.Settings.Get<BooleanFieldSettings>().DefaultValue)
        {
            context.Data["Value"] = true;
        }
    }

    public override Task SavingAsync(FieldContext context, CancellationToken cancellationToken)
    {
        // A script in a recipe gives a text; true is what it meant.
        if (context.Data["Value"].AsText() is { } text && bool.TryParse(text, out var value))
        {
            context.Data["Value"] = value;
        }

        return Task.CompletedTask;
    }

    public override Task ValidateAsync(FieldContext context, CancellationToken cancellationToken)
    {
        if (context.Data["Value"] is { } value && value.AsFlag() is null)
        {
            context.Problem("Value", $"{context.Field.DisplayName} is true or false, not {value.ToJsonString()}.");
        }

        return Task.CompletedTask;
    }
}

public sealed class NumericFieldHandler : FieldHandler<NumericFieldSettings>
{
    public override string FieldType => "NumericField";

    protected override string Property => "Value";

    protected override string Wanted => "a number";

    protected override bool IsEmpty(FieldContext context) => context.Data["Value"] is null || context.Data["Value"].AsText() is { } text && string.IsNullOrWhiteSpace(text);

    public override void Initialize(FieldContext context)
    {
        if (decimal.TryParse(context.Field.Settings.Get<NumericFieldSettings>().DefaultValue, NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
        {
            context.Data["Value"] = value;
        }
    }

    public override Task SavingAsync(FieldContext context, CancellationToken cancellationToken)
    {
        if (context.Data["Value"] is JsonValue value && value.GetValueKind() == JsonValueKind.String)
        {
            context.Data["Value"] = value.AsNumber() is { } number ? number : IsEmpty(context) ? null : value.DeepClone();
        }

        return Task.CompletedTask;
    }

    protected override void Check(FieldContext context, NumericFieldSettings settings)
    {
        if (context.Data["Value"].AsNumber() is null)
        {
            context.Problem("Value", $"{context.Field.DisplayName} is a number, not {context.Data["Value"]!.ToJsonString()}.");
        }
    }

    protected override void CheckLimits(FieldContext context, NumericFieldSettings settings)
    {
        if (context.Data["Value"].AsNumber() is not { } number)
        {
            return;
        }

        if (number < settings.Minimum || number > settings.Maximum)
        {
            var range = (settings.Minimum, settings.Maximum) switch
            {
                ({ } from, { } to) => string.Create(CultureInfo.InvariantCulture, $"between {from} and {to}"),
                ({ } from, null) => string.Create(CultureInfo.InvariantCulture, $"at least {from}"),
                var (_, to) => string.Create(CultureInfo.InvariantCulture, $"at most {to}"),
            };
            context.Problem("Value", string.Create(CultureInfo.InvariantCulture, $"{context.Field.DisplayName} must be {range}; {number} is given."));
        }

        if (settings.Scale is >= 0 and <= 28 && decimal.Round(number, settings.Scale) != number)
        {
            context.Problem("Value", settings.Scale == 0
                ? $"{context.Field.DisplayName} must be a whole number."
                : $"{context.Field.DisplayName} must have at most {settings.Scale} digits after the point.");
        }
    }
}

public abstract class DateFieldHandlerBase<TSettings> : FieldHandler<TSettings> where TSettings : FieldSettings, new()
{
    protected override string Property => "Value";

    protected override bool IsEmpty(FieldContext context) => context.Data["Value"] is null || context.Data["Value"].AsText() is { } text && string.IsNullOrWhiteSpace(text);

    protected override void Check(FieldContext context, TSettings settings)
    {
        if (context.Data["Value"].AsUtc() is null)
        {
            context.Problem("Value", $"{context.Field.DisplayName}: {Wanted} is expected, not {context.Data["Value"]!.ToJsonString()}.");
        }
    }
}

public sealed class DateFieldHandler : DateFieldHandlerBase<DateFieldSettings>
{
    public override string FieldType => "DateField";

    protected override string Wanted => "a date such as 2026-05-01";
}

public sealed class DateTimeFieldHandler : DateFieldHandlerBase<DateTimeFieldSettings>
{
    public override string FieldType => "DateTimeField";

    protected override string Wanted => "a date and time in UTC such as 2026-05-01T08:00:00Z";
}

public sealed class TimeFieldHandler : FieldHandler<TimeFieldSettings>
{
    public override string FieldType => "TimeField";

    protected override string Property => "Value";

    protected override string Wanted => "a time such as 18:30:00";

    protected override bool IsEmpty(FieldContext context) => string.IsNullOrWhiteSpace(context.Data["Value"].AsText());

    protected override void Check(FieldContext context, TimeFieldSettings settings)
    {
        var text = context.Data["Value"].AsText()!;
        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) || time < TimeSpan.Zero || time >= TimeSpan.FromDays(1))
        {
            context.Problem("Value", $"{context.Field.DisplayName}: {Wanted} is expected, not '{text}'.");
        }
    }
}

public sealed class GeoPointFieldHandler : FieldHandler<GeoPointFieldSettings>
{
    public override string FieldType => "GeoPointField";

    protected override string Property => "Latitude";

    protected override string Wanted => "a latitude and a longitude";

    protected override bool IsRequiredOnImport => false;

    protected override bool IsEmpty(FieldContext context) => context.Data["Latitude"] is null && context.Data["Longitude"] is null;

    protected override void Check(FieldContext context, GeoPointFieldSettings settings)
    {
        CheckAngle(context, "Latitude", 90);
        CheckAngle(context, "Longitude", 180);
    }

    private static void CheckAngle(FieldContext context, string property, int limit)
    {
        if (context.Data[property].AsNumber() is not { } angle || angle < -limit || angle > limit)
        {
            context.Problem(property, $"{context.Field.DisplayName}: the {property.ToLowerInvariant()} is a number of degrees between -{limit} and {limit}.");
        }
    }
}
