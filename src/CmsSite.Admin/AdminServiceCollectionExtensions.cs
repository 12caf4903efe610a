using CmsSite.Admin.Access;
using CmsSite.Admin.AuditTrail;
using CmsSite.Admin.BrokenLinks;
using CmsSite.Admin.Contents;
using CmsSite.Admin.ContentTypes;
using CmsSite.Admin.Deployment;
using CmsSite.Admin.Home;
using CmsSite.Admin.Media;
using CmsSite.Admin.Recipes;
using CmsSite.Admin.Search;
using CmsSite.Admin.Templates;
using CmsSite.Admin.Users;
using CmsSite.Content.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Admin;

/// <summary>The dashboard at <c>/Admin</c>: interactive on the server, closed by the permission <c>AccessAdminPanel</c>.</summary>
public static class AdminServiceCollectionExtensions
{
    /// <summary>Name of the policy that closes the dashboard.</summary>
    public const string PanelPolicy = Permissions.AccessAdminPanel;

    // What an editor sends in one go: a long article. The default would end the connection at 32 KB, and with it the work.
    private const long MaxMessage = 8 * 1024 * 1024;

    public static IServiceCollection AddAdmin(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = MaxMessage);
        services.AddAuthorizationBuilder().AddPolicy(PanelPolicy, policy => policy.RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(Permissions.AccessAdminPanel)));
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddScoped<AdminWork>();
        services.AddScoped<ResponseStatus>();
        services.AddUserScreens();
        services.AddScoped<AuditTrailList>();
        services.AddScoped<Publications>();
        services.AddScoped<BrokenLinkList>();
        services.AddScoped<TemplateLint>();
        services.AddSingleton<TemplatePreviews>();
        services.AddSingleton<RecipeJobs>();
        services.AddSingleton<ConversionJobs>();
        return services.AddContentScreens();
    }

    public static RazorComponentsEndpointConventionBuilder MapAdmin(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapStaticAssets();
        endpoints.MapAuditTrailExport();
        endpoints.MapRecipeResult();
        endpoints.MapRecipeSchema();
        endpoints.MapDeploymentExport();
        endpoints.MapMediaUploads();
        endpoints.MapTypeExport();
        endpoints.MapSearchStatisticsExport();
        var screens = endpoints.MapRazorComponents<AdminApp>()
            // The page says itself who may frame it: nobody.
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
        screens.WithStaticAssets();
        screens.DisableRequestTimeout(); // a connection lasts as long as somebody writes
        return screens;
    }
}
