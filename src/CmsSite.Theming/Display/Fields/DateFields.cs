using CmsSite.Content.Items;
using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Display.Fields;

/// <summary>A day: no time zone moves it.</summary>
internal sealed class DateFieldDisplay : FieldDisplay
{
    public override string FieldType => "DateField";

    public override Task FillAsync(Shape shape, FieldDisplayContext context)
    {
        shape["Value"] = context.Data["Value"].AsUtc();
        return Task.CompletedTask;
    }
}

/// <summary>A moment, in UTC and in the site's time zone.</summary>
internal sealed class DateTimeFieldDisplay : FieldDisplay
{
    public override string FieldType => "DateTimeField";

    public override Task FillAsync(Shape shape, FieldDisplayContext context)
    {
        var value = context.Data["Value"].AsUtc();
        shape["Value"] = value;
        shape["LocalDateTime"] = value is { } utc ? TimeZoneInfo.ConvertTime(new DateTimeOffset(utc), context.Display.Settings.TimeZone) : null;
        return Task.CompletedTask;
    }
}
