using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Theming.Shapes;

/// <summary>Dates and spans of time in words.</summary>
internal static class Moments
{
    /// <summary>What time it is, on a page that says so and is soon out of date.</summary>
    public static DateTimeOffset Now(DisplayContext context)
    {
        context.Dependencies.Add("clock");
        return context.Clock.GetUtcNow();
    }

    /// <summary><c>Utc</c> (now when not given) in the site's time zone, in the .NET <c>Format</c> of the view.</summary>
    public static string Date(Shape shape, DisplayContext context)
    {
        var moment = shape.Properties.ContainsKey("Utc") ? Utc(shape["Utc"]) : Now(context);
        if (moment is not { } utc)
        {
            return "";
        }

        var local = TimeZoneInfo.ConvertTime(utc, context.Settings.TimeZone);
        var format = shape["Format"] as string;
        try
        {
            return local.ToString(string.IsNullOrEmpty(format) ? "f" : format, context.Culture);
        }
        catch (FormatException)
        {
            context.TemplateErrors.Add($"The shape DateTime was given the format '{format}', which .NET does not know; the default is shown.");
            return local.ToString("f", context.Culture);
        }
    }

    /// <summary>How long ago <c>Utc</c> was, or in how long it will be; the date when that is more than a year.</summary>
    public static string Ago(Shape shape, DisplayContext context)
    {
        if (Utc(shape["Utc"]) is not { } utc)
        {
            return "";
        }

        var now = shape["Origin"] is { } origin && Utc(origin) is { } from ? from : Now(context);
        var span = now - utc;
        if (span.Duration().TotalDays > 365)
        {
            return TimeZoneInfo.ConvertTime(utc, context.Settings.TimeZone).ToString(shape["Format"] as string is { Length: > 0 } format ? format : "D", context.Culture);
        }

        return span >= TimeSpan.Zero
            ? span.TotalMinutes < 1 ? context.Text("a moment ago") : Words(span, context, "{0} ago")
            : span.TotalMinutes > -1 ? context.Text("in a moment") : Words(span.Negate(), context, "in {0}");
    }

    /// <summary><c>TimeSpan</c> in its largest unit.</summary>
    public static string Duration(Shape shape, DisplayContext context)
    {
        var span = (shape["TimeSpan"] ?? shape["Duration"]) switch
        {
            TimeSpan value => value,
            var other => TimeSpan.TryParse(Convert.ToString(other, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var parsed) ? parsed : TimeSpan.Zero,
        };
        return span.Duration().TotalMinutes < 1 ? Count((int)span.Duration().TotalSeconds, "second", context, "{0}") : Words(span.Duration(), context, "{0}");
    }

    /// <summary>Whatever a view has for a moment; a text or date without a zone is UTC. Null when it is none.</summary>
    public static DateTimeOffset? Utc(object? value) => value switch
    {
        DateTimeOffset moment => moment,
        DateTime { Kind: DateTimeKind.Local } date => date,
        DateTime date => new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)),
        JsonNode node => node.AsUtc(),
        string text => JsonValue.Create(text).AsUtc(),
        _ => null,
    };

    private static string Words(TimeSpan span, DisplayContext context, string around) => span switch
    {
        { TotalDays: >= 60 } => Count((int)(span.TotalDays / 30), "month", context, around),
        { TotalDays: >= 14 } => Count((int)(span.TotalDays / 7), "week", context, around),
        { TotalDays: >= 1 } => Count((int)span.TotalDays, "day", context, around),
        { TotalHours: >= 1 } => Count((int)span.TotalHours, "hour", context, around),
        _ => Count((int)span.TotalMinutes, "minute", context, around),
    };

    // Whole phrases are translated ("1 day ago", "{0} days ago"): words bend by what stands around them.
    private static string Count(int number, string unit, DisplayContext context, string around)
    {
        var phrase = around.Replace("{0}", number == 1 ? $"1 {unit}" : $"{{0}} {unit}s", StringComparison.Ordinal);
        return context.Text(phrase).Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
