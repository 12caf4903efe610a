using CmsSite.Content.Access;
using CmsSite.Content.Media;
using CmsSite.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CmsSite.Web.Media;

/// <summary>The media library's files at <c>/media/{path}</c>, images also in other sizes.</summary>
public static class MediaEndpoints
{
    /// <summary>What a browser may show by itself. Everything else is offered as a download, so that nothing uploaded runs as a page of the site.</summary>
    private static readonly string[] _inline = ["image/", "video/", "audio/", "application/pdf"];

    public static IEndpointRouteBuilder MapMedia(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/media/{**path}", [HttpMethods.Get, HttpMethods.Head], GetAsync);
        return endpoints;
    }

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> GetAsync(
        string? path, HttpContext http, MediaLibrary library, MediaUsage usage, PermissionChecker permissions, MediaUrlSigner signer, ImageRenditions renditions, IOptions<MediaOptions> options,
        CancellationToken cancellationToken)
    {
        if (path is null || !MediaPath.TryNormalize(path, out var normalized) || await library.FindAsync(normalized, cancellationToken) is not { } file)
        {
            return TypedResults.NotFound();
        }

        // What only drafts use is there for those who write, in whatever size, and for nobody else.
        var isPublic = await usage.IsPublicAsync(file, cancellationToken);
        if (!isPublic && !permissions.Has(http.User, Permissions.AccessAdminPanel))
        {
            return TypedResults.NotFound();
        }

        var location = library.LocationOf(file);
        var contentType = file.ContentType;
        var hash = file.Hash;
        var caching = isPublic ? CachingOf(http.Request, file, options.Value) : "private, no-store";
        var size = ImageSize.FromQuery(http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString())) is { } asked && IsAllowed(http.Request, asked, signer, options.Value) ? asked
            : MediaMetadata.Of(file).IsEdited ? ImageSize.Whole // turned or cut: that is what the address stands for
            : null;
        if (size is not null)
        {
            switch (await renditions.GetAsync(file, location, size))
            {
                case RenditionResult.Made made:
                    location = made.Location;
                    contentType = ImageRenditions.ContentTypeOf(location);
                    hash = Path.GetFileNameWithoutExtension(location);
                    break;
                case RenditionResult.Busy:
                    caching = "no-store";
                    break;
            }
        }

        if (!File.Exists(location))
        {
            return TypedResults.NotFound();
        }

        var headers = http.Response.Headers;
        headers.CacheControl = caching;
        headers.XContentTypeOptions = "nosniff";
        if (contentType != "application/pdf")
        {
            // Whatever an upload holds, it runs nothing, not even opened by its own address. (Browsers show no PDF in a sandbox, and run its scripts in one of their own.)
            headers.ContentSecurityPolicy = "default-src 'none'; img-src 'self'; media-src 'self'; sandbox";
        }

        var download = _inline.Any(prefix => contentType.StartsWith(prefix, StringComparison.Ordinal)) ? null : Path.GetFileName(normalized);
        return TypedResults.PhysicalFile(location, contentType, download, file.ModifiedUtc, new EntityTagHeaderValue($"\"{hash}\""), enableRangeProcessing: true);
    }

    // A size is computed when a template signed it, or when it is one of the few that anybody may ask for; otherwise the original is served, as Orchard does.
    private static bool IsAllowed(HttpRequest request, ImageSize size, MediaUrlSigner signer, MediaOptions options)
    {
        const string mark = "&token=";
        var query = request.QueryString.Value ?? "";
        var at = query.LastIndexOf(mark, StringComparison.Ordinal);
        if (at > 0)
        {
            return signer.Verify($"{request.PathBase}{request.Path}{query[..at]}", query[(at + mark.Length)..]);
        }

        return (size.Width is null || options.SupportedSizes.Contains(size.Width.Value))
            && (size.Height is null || options.SupportedSizes.Contains(size.Height.Value))
            && size.IsPlain;
    }

    // Under an address that names what the file holds it never holds anything else.
    private static string CachingOf(HttpRequest request, MediaFileRecord file, MediaOptions options) =>
        request.Query["v"].ToString() is { Length: >= 8 } version && MediaMetadata.VersionOf(file).StartsWith(version, StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : $"public, max-age={options.MaxBrowserCacheDays * 86400}";
}
