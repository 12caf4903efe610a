using System.Globalization;
using System.Text;
using CmsSite.Admin.AuditTrail;
using CmsSite.Content.Access;
using CmsSite.Content.Recipes.Undo;
using CmsSite.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Recipes;

/// <summary>What a run came to, thing by thing, as a table to keep; written while it is read.</summary>
internal static class RecipeResultExport
{
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: true); // spreadsheets take the file for Latin-1 otherwise

    public static void MapRecipeResult(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{RecipeAddresses.List}/Runs/{{id:long}}/Result", ExportAsync).RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy);

    private static async Task ExportAsync(HttpContext http, CmsDbContext database, AuditTrailList trail, PermissionChecker permissions, long id)
    {
        if (!permissions.Has(http.User, Permissions.ManageRecipes))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (!await database.Runs.OfRecipes().AnyAsync(run => run.Id == id, http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"run-{id}.csv\"");
        await using var writer = new StreamWriter(http.Response.Body, _utf8, leaveOpen: true);
        await writer.WriteAsync("Kind,Subject,Title,What\r\n");
        await foreach (var entry in trail.AllAsync(AuditTrailFilter.Read(null, null, null, id.ToString(CultureInfo.InvariantCulture), null, null, null), http.RequestAborted))
        {
            await writer.WriteAsync(string.Join(',', new[] { AuditTrailWords.Kind(entry.Kind), entry.Subject, entry.Title, entry.What }.Select(AuditTrailExport.Cell)) + "\r\n");
        }
    }
}
