using System.Security.Cryptography;
using CmsSite.Web.PageCache;
using Microsoft.Net.Http.Headers;

namespace CmsSite.Web.Site;

/// <summary>A finished document with a tag made from its bytes: whoever has it already is told so instead of getting it again.</summary>
/// <param name="dependencies">
/// What it drew on, as <see cref="Theming.DisplayContext.Dependencies"/> says it: <c>contentitemid:…</c>, <c>type:Article</c> (any published item of the type), <c>list:…</c>,
/// <c>term:…</c>, <c>document:Sitemap</c>, or <c>items</c> for any published item. With them the page cache may keep it until one of these changes; null: it is never kept.
/// </param>
internal sealed class TaggedResult(ReadOnlyMemory<byte> body, string contentType, string cacheControl, IReadOnlySet<string>? dependencies = null) : IResult
{
    public IReadOnlySet<string>? Dependencies => dependencies;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        // Weak, because compression makes other bytes of the same document.
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 10))}\"", isWeak: true);
        var response = httpContext.Response;
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = cacheControl;
        if (dependencies is not null && response.StatusCode == StatusCodes.Status200OK && httpContext.Features.Get<PageCandidate>() is { } candidate)
        {
            candidate.Offer(body, contentType, tag.ToString(), dependencies);
            return;
        }

        if (response.StatusCode == StatusCodes.Status200OK && IsKnown(httpContext, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
        }
    }

    // Of a date only the very one that the document was sent with counts: when its newest part is taken back, it is older than what the reader has, and different.
    private static bool IsKnown(HttpContext http, EntityTagHeaderValue tag) => http.Request.Headers.IfNoneMatch.Count == 0
        ? http.Request.Headers.IfModifiedSince is { Count: > 0 } since && since == http.Response.Headers.LastModified
        : EntityTagHeaderValue.TryParseList(http.Request.Headers.IfNoneMatch, out var known)
            && known.Any(other => other.Compare(tag, useStrongComparison: false) || other.Equals(EntityTagHeaderValue.Any));
}
