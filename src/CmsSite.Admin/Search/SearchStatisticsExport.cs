using System.Globalization;
using System.Text;
using CmsSite.Admin.AuditTrail;
using CmsSite.Admin.Frame;
using CmsSite.Content.Access;
using CmsSite.Search.Statistics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CmsSite.Admin.Search;

/// <summary>What was searched for as a file for spreadsheets; no more of it than the screen tells.</summary>
internal static class SearchStatisticsExport
{
    private const int Most = 10_000;
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: true); // spreadsheets take the file for Latin-1 otherwise

    public static void MapSearchStatisticsExport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{SearchAddresses.Statistics}/Export", ExportAsync).RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy);

    public static bool MayView(Func<string, bool> may) => may(Permissions.ViewSearchStatistics);

    /// <summary>The times to choose from, of those for which anything is kept.</summary>
    public static IReadOnlyList<int> Choices(int longest) => [.. new[] { 1, 7, 30, 90 }.Where(days => days < longest).Append(longest).Distinct().Order()];

    /// <summary>Thirty days, where the address says nothing that makes sense.</summary>
    public static int Chosen(string? days, int longest) => QueryValues.WholeNumber(days) is >= 1 and var number && number <= longest ? (int)number : Math.Min(30, longest);

    private static async Task ExportAsync(HttpContext http, SearchReport report, PermissionChecker permissions, string? days)
    {
        if (!MayView(permission => permissions.Has(http.User, permission)))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"searches.csv\"";
        var searches = await report.TopAsync(Chosen(days, report.LongestDays), Most, http.RequestAborted);
        await using var writer = new StreamWriter(http.Response.Body, _utf8, leaveOpen: true);
        await writer.WriteAsync("Search,Searches,WithoutAnswer\r\n");
        foreach (var search in searches)
        {
            await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{AuditTrailExport.Cell(search.Query)},{search.Searches},{search.Missed}\r\n"));
        }
    }
}
