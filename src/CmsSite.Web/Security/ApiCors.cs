using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using Microsoft.AspNetCore.Cors.Infrastructure;

namespace CmsSite.Web.Security;

/// <summary>
/// Which other sites' pages may read what <c>/api</c> answers: the policy that the site's settings (Orchard's <c>CorsSettings</c>) call the default one. Of other addresses no page of another site reads anything.
/// </summary>
internal sealed class ApiCors : ICorsPolicyProvider
{
    public const string SettingName = "CorsSettings";

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName)
    {
        var policies = (context.RequestServices.GetRequiredService<SiteSettings>().Find(SettingName) as JsonObject)?["Policies"].AsObjects().ToList() ?? [];
        return Task.FromResult(policies.Find(policy => policy["IsDefaultPolicy"].AsFlag() == true) is { } policy ? PolicyOf(policy) : null);
    }

    // As in Orchard: whoever may come from anywhere may not come as the person whose browser it is.
    private static CorsPolicy? PolicyOf(JsonObject policy)
    {
        var (anyOrigin, credentials) = (Flag("AllowAnyOrigin"), Flag("AllowCredentials"));
        var origins = policy["AllowedOrigins"].AsTexts();
        if (anyOrigin && credentials)
        {
            return null;
        }

        var builder = new CorsPolicyBuilder().WithExposedHeaders([.. policy["ExposedHeaders"].AsTexts()]);
        builder = anyOrigin ? builder.AllowAnyOrigin() : builder.WithOrigins([.. origins.Where(origin => origin != "*")]);
        builder = Flag("AllowAnyHeader") ? builder.AllowAnyHeader() : builder.WithHeaders([.. policy["AllowedHeaders"].AsTexts()]);
        builder = Flag("AllowAnyMethod") ? builder.AllowAnyMethod() : builder.WithMethods([.. policy["AllowedMethods"].AsTexts()]);
        return (credentials ? builder.AllowCredentials() : builder.DisallowCredentials()).Build();

        bool Flag(string property) => policy[property].AsFlag() ?? false;
    }
}

public static class ApiCorsExtensions
{
    /// <summary>After the routing and before anybody is asked who they are: browsers ask beforehand, without saying who somebody is.</summary>
    public static void UseApiCors(this WebApplication app) => app.UseWhen(http => http.Request.Path.StartsWithSegments("/api"), api => api.UseCors());
}
