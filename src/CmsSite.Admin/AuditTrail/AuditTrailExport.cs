using System.Globalization;
using System.Text;
using System.Text.Json;
using CmsSite.Content.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsSite.Admin.AuditTrail;

/// <summary>The audit trail as a file, as long as it is: written while it is read.</summary>
internal static class AuditTrailExport
{
    private static readonly string[] _columns = ["Number", "WhenUtc", "Who", "Kind", "Subject", "Title", "What", "Run"];
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: true); // spreadsheets take the file for Latin-1 otherwise

    public static void MapAuditTrailExport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{AuditTrailFilter.Address}/Export", ExportAsync).RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy);

    private static async Task ExportAsync(HttpContext http, AuditTrailList trail, PermissionChecker permissions, string? format, string? who, string? kind, string? subject, string? run, string? from, string? to)
    {
        if (!permissions.Has(http.User, Permissions.ViewAuditTrail))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var isJson = format == "json";
        http.Response.ContentType = isJson ? "application/json" : "text/csv; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"audit-trail.{(isJson ? "json" : "csv")}\"";
        var entries = trail.AllAsync(AuditTrailFilter.Read(who, kind, subject, run, from, to, null), http.RequestAborted);
        await (isJson ? WriteJsonAsync(http, trail, entries) : WriteCsvAsync(http, entries));
    }

    private static async Task WriteCsvAsync(HttpContext http, IAsyncEnumerable<AuditTrailEntry> entries)
    {
        await using var writer = new StreamWriter(http.Response.Body, _utf8, leaveOpen: true);
        await writer.WriteAsync(string.Join(',', _columns) + "\r\n");
        await foreach (var entry in entries)
        {
            await writer.WriteAsync(string.Join(',', Cells(entry).Select(Cell)) + "\r\n");
        }
    }

    private static string?[] Cells(AuditTrailEntry entry) =>
    [
        entry.Number.ToString(CultureInfo.InvariantCulture), entry.WhenUtc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), entry.Who, AuditTrailWords.Kind(entry.Kind), entry.Subject, entry.Title, entry.What,
        entry.RunId?.ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>A cell as RFC 4180 has it; what a spreadsheet would take for a formula is made a text.</summary>
    internal static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.Length > 0 && text.TrimStart(' ') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..])
        {
            text = "'" + text;
        }

        return text.AsSpan().ContainsAny(",\"\r\n'") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static async Task WriteJsonAsync(HttpContext http, AuditTrailList trail, IAsyncEnumerable<AuditTrailEntry> entries)
    {
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter, new JsonWriterOptions { Indented = true });
        writer.WriteStartArray();
        await foreach (var entry in entries)
        {
            var change = await trail.FindAsync(entry.Number, http.RequestAborted);
            JsonSerializer.Serialize(writer, new
            {
                entry.Number, entry.WhenUtc, entry.Who, entry.Kind, entry.Subject, entry.Title, entry.What, Run = entry.RunId,
                Before = AuditTrailDifference.Safe(change?.Before), After = AuditTrailDifference.Safe(change?.After),
            });
            await writer.FlushAsync(http.RequestAborted);
        }

        writer.WriteEndArray();
    }
}
