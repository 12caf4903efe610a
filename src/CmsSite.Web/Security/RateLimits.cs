using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using CmsSite.Storage.Changes;
using CmsSite.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Security;

/// <summary>How often one address may try what must not be tried often.</summary>
public static class RateLimits
{
    /// <summary>Policy for endpoints that check a secret: sign-in, set-up.</summary>
    public const string Secrets = "secrets";

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddSingleton<RequestPolicies>().AddSingleton<IChangeFollower>(provider => provider.GetRequiredService<RequestPolicies>()).AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
        options.AddPolicy(Secrets, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(Client(context), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = context.RequestServices.GetRequiredService<IOptions<HttpOptions>>().Value.AttemptsPerMinute,
                Window = TimeSpan.FromMinutes(1),
            })
            : RateLimitPartition.GetNoLimiter(""));
    });

    /// <summary>Who asks: an IPv4 address, or the network of 64 bits that one IPv6 customer has.</summary>
    public static string Client(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
