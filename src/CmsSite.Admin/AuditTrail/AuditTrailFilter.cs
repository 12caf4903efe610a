using System.Globalization;

namespace CmsSite.Admin.AuditTrail;

/// <summary>What the audit trail shows; all of it is in the address.</summary>
/// <param name="Subject">A content item id, a media path, a user id or the name of a document.</param>
/// <param name="From">The first day, in the site's time zone.</param>
/// <param name="To">The last day, that day included.</param>
/// <param name="Before">Only lines with a lower number: the page after the one that ended there.</param>
public sealed record AuditTrailFilter(string? Who, string? Kind, string? Subject, long? Run, DateOnly? From, DateOnly? To, long? Before)
{
    public const string Address = "Admin/AuditTrail";

    public static AuditTrailFilter Read(string? who, string? kind, string? subject, string? run, string? from, string? to, string? before) =>
        new(Text(who), Text(kind), Text(subject), Number(run), Day(from), Day(to), Number(before));

    public bool IsNarrowed => this with { Before = null } != new AuditTrailFilter(null, null, null, null, null, null, null);

    public Dictionary<string, object?> ToQuery() => new()
    {
        ["who"] = Who,
        ["kind"] = Kind,
        ["subject"] = Subject,
        ["run"] = Run?.ToString(CultureInfo.InvariantCulture),
        ["from"] = DayText(From),
        ["to"] = DayText(To),
        ["before"] = Before?.ToString(CultureInfo.InvariantCulture),
    };

    public static string? DayText(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
