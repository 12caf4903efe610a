using CmsSite.Content.Access;
using CmsSite.Content.Deployment;
using CmsSite.Content.Recipes.Exporting;
using CmsSite.Recipes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace CmsSite.Admin.Deployment;

/// <summary>The site, or some of it, as a zip: sent while it is made, however large.</summary>
internal static partial class DeploymentExport
{
    private const string Users = "Users";

    public static void MapDeploymentExport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"/{DeploymentAddresses.Export}", ExportAsync).RequireAuthorization(AdminServiceCollectionExtensions.PanelPolicy).DisableRequestTimeout();

    private static async Task ExportAsync(
        HttpContext http, SiteExport export, DeploymentPlans plans, PermissionChecker permissions, ILoggerFactory loggers, string? plan, string[]? types, string? items, string[]? steps, string? comments, string? some)
    {
        if (!permissions.Has(http.User, Permissions.Export))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        ExportSelection selection;
        try
        {
            selection = plan is { Length: > 0 } ? plans.Selection(plan, Words(items)) : ExportSelection.Of(types ?? [], Words(items), steps ?? []);
        }
        catch (RecipeException)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // A choice of nothing is a mistake, and not the whole site.
        if (some is not null && selection.IsWholeSite)
        {
            http.Response.Redirect($"{http.Request.PathBase}/{DeploymentAddresses.List}?nothing=1");
            return;
        }

        selection = selection with { WithComments = selection.WithComments || comments is not null };
        if (!permissions.Has(http.User, Permissions.ManageUsers) && !permissions.Has(http.User, Permissions.ViewUsers))
        {
            selection = WithoutUsers(selection);
        }

        http.Response.ContentType = "application/zip";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{(plan is { Length: > 0 } ? SiteExport.NameOf(plan) : export.SiteName)}.zip\"";
        // The zip's directory at its end is written in small pieces by code that knows nothing of waiting.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await using var package = ExportPackage.Zip(http.Response.Body);
        var result = await export.RunAsync(selection, package, cancellationToken: http.RequestAborted);
        Exported(loggers.CreateLogger(typeof(DeploymentExport)), http.User.Identity?.Name, plan ?? (selection.IsWholeSite ? "the whole site" : "a selection"), result.Items, result.Files);
    }

    // Addresses and names of accounts are for those who may see them.
    private static ExportSelection WithoutUsers(ExportSelection selection) => selection with
    {
        Steps = (selection.Steps?.AsEnumerable() ?? SiteExport.StepNames.Select(step => KeyValuePair.Create(step, (IReadOnlySet<string>?)null)))
            .Where(step => !step.Key.Equals(Users, StringComparison.OrdinalIgnoreCase)).ToDictionary(StringComparer.OrdinalIgnoreCase),
        ReplacesDefinitions = selection.ReplacesDefinitions ?? selection.IsWholeSite,
        IsSetupRecipe = selection.IsSetupRecipe ?? selection.IsWholeSite,
    };

    private static string[] Words(string? text) => (text ?? "").Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Who} exported {What}: {Items} content items, {Files} files.")]
    private static partial void Exported(ILogger logger, string? who, string what, int items, int files);
}
