using CmsSite.Web.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.HttpsPolicy;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Security;

public static class SecurityServiceCollectionExtensions
{
    /// <summary>Limits, proxies, keys, rate limits: everything between the network and the endpoints.</summary>
    public static IServiceCollection AddSecurity(this IServiceCollection services)
    {
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<HttpOptions>>((kestrel, http) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = http.Value.MaxRequestBytes;
        });
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<HttpOptions>>(TrustProxies);
        services.AddOptions<HstsOptions>().Configure<IOptions<HttpOptions>>((hsts, http) => hsts.MaxAge = TimeSpan.FromDays(http.Value.HstsDays));
        services.AddRequestTimeouts();
        services.AddOptions<Microsoft.AspNetCore.Http.Timeouts.RequestTimeoutOptions>().Configure<IOptions<HttpOptions>>((timeouts, http) =>
            timeouts.DefaultPolicy = new() { Timeout = TimeSpan.FromSeconds(http.Value.TimeoutSeconds) });

        services.AddDataProtection().SetApplicationName("CmsSite");
        services.AddOptions<KeyManagementOptions>().Configure<SiteFolders, ILoggerFactory>((keys, folders, loggers) =>
        {
            // Whoever reads the keys can make anybody's cookie: nobody else gets into App_Data.
            folders.Create();
            keys.XmlRepository = new FileSystemXmlRepository(Directory.CreateDirectory(folders.DataProtectionKeys), loggers);
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "cmssite.form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddCors().AddTransient<Microsoft.AspNetCore.Cors.Infrastructure.ICorsPolicyProvider, ApiCors>();
        return services.AddRateLimits();
    }

    /// <summary>
    /// Keys are read by the first who signs in or fills in a form, not at the start: visitors have no use for them, nor for the cryptography and XML behind them. Comes after
    /// everything that protects data, because each of these asks for the early reading again.
    /// </summary>
    public static IServiceCollection ReadKeysWhenNeeded(this IServiceCollection services)
    {
        foreach (var early in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly).ToList())
        {
            services.Remove(early);
        }

        return services;
    }

    private static void TrustProxies(ForwardedHeadersOptions forwarded, IOptions<HttpOptions> http)
    {
        // Nobody is believed by default, not even this machine: a header would be all it takes to be somebody else.
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        forwarded.ForwardLimit = http.Value.ForwardLimit;
        foreach (var proxy in http.Value.KnownProxies)
        {
            forwarded.KnownProxies.Add(System.Net.IPAddress.Parse(proxy));
        }

        foreach (var network in http.Value.KnownNetworks)
        {
            forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        }

        forwarded.ForwardedHeaders = forwarded.KnownProxies.Count + forwarded.KnownIPNetworks.Count > 0
            ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost
            : ForwardedHeaders.None;
    }
}
