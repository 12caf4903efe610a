using System.Security.Cryptography;
using CmsSite.Web.Account;

namespace CmsSite.Web.Security;

/// <summary>
/// Headers that keep a page to itself: only this site's files, no inline script or style, no frames. An endpoint that needs something else sets its own
/// <c>Content-Security-Policy</c>, which is left alone.
/// </summary>
public static class SecurityHeaders
{
    private const string NonceKey = "csp-nonce";

    public static IApplicationBuilder UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            // The page on which a developer reads an exception has its styles in it.
            if (!app.Environment.IsDevelopment() || context.Response.StatusCode != StatusCodes.Status500InternalServerError)
            {
                Write(context);
            }

            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>A number that marks one inline script of this response as ours. Asking for it makes the response one that no cache may keep for others.</summary>
    public static string CspNonce(this HttpContext context)
    {
        if (context.Items[NonceKey] is not string nonce)
        {
            context.Items[NonceKey] = nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        }

        return nonce;
    }

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (context.GetEndpoint()?.Metadata.GetMetadata<ResponseIsPrivate>() is not null || context.Items.ContainsKey(NonceKey))
        {
            headers.CacheControl = "no-store";
        }

        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            var nonce = context.Items[NonceKey] is string value ? $" 'nonce-{value}'" : "";
            headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self'{nonce}; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; "
                + "manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";
        }

        if (!headers.ContentSecurityPolicy.ToString().Contains("frame-ancestors", StringComparison.Ordinal))
        {
            headers.XFrameOptions = "DENY";
        }
    }
}
