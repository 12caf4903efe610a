using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace CmsSite.Web.PageCache;

/// <summary>Sends a page that is in memory. The head says so in <c>Cache-Status</c> (RFC 9211).</summary>
internal static class PageResponse
{
    private const string CacheStatus = "Cache-Status";

    private static readonly StringValues _hit = "CmsSite; hit";
    private static readonly StringValues _made = "CmsSite; fwd=miss";
    private static readonly StringValues _gzip = "gzip";
    private static readonly StringValues _brotli = "br";

    // They belong to one answer, not to the page.
    private static readonly HashSet<string> _ofOneAnswer = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.ContentLength, HeaderNames.ContentEncoding, HeaderNames.ContentType, CacheStatus, HeaderNames.Date, HeaderNames.Server, HeaderNames.TransferEncoding, HeaderNames.Connection,
    };

    public static Task WriteAsync(HttpContext context, CachedPage page, PageStore store)
    {
        var headers = context.Response.Headers;
        foreach (var (name, value) in page.Headers)
        {
            headers[name] = value;
        }

        headers[CacheStatus] = _hit;
        if (HttpMethods.IsGet(context.Request.Method))
        {
            page.Given?.Invoke();
        }

        var body = Begin(context, page, isOnce: false, out var hasGrown);
        if (hasGrown)
        {
            store.Grow(page);
        }

        return body.IsEmpty ? Task.CompletedTask : SendAsync(context.Response, body);
    }

    /// <summary>Sends a page that was just made, and completes it with the headers that the program has set by the time it goes out.</summary>
    /// <param name="ready">Is given the page once it is complete, unless something in its head is for this visitor only.</param>
    public static async Task WriteNewAsync(HttpContext context, CachedPage page, Action<CachedPage> ready)
    {
        var response = context.Response;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.ETag = page.ETag;
        response.Headers[CacheStatus] = _made;
        var body = Begin(context, page, isOnce: true, out _);
        await response.StartAsync();
        if (IsForOthers(response.Headers))
        {
            page.Headers = [.. response.Headers.Where(header => !_ofOneAnswer.Contains(header.Key))];
            ready(page);
        }

        if (!body.IsEmpty)
        {
            await SendAsync(response, body);
        }
    }

    // Status, and what the head says of the body.
    private static ReadOnlyMemory<byte> Begin(HttpContext context, CachedPage page, bool isOnce, out bool hasGrown)
    {
        var (request, response) = (context.Request, context.Response);
        hasGrown = false;
        if (request.Headers.IfNoneMatch is { Count: > 0 } known ? IsKnown(known, page.ETag)
            : request.Headers.IfModifiedSince is { Count: > 0 } since && since == response.Headers.LastModified)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return default;
        }

        var encoding = request.Headers.AcceptEncoding is { Count: > 0 } accepted ? Choose(accepted) : ContentEncoding.Identity;
        var body = page.Bytes(ref encoding, isOnce, out hasGrown);
        if (encoding != ContentEncoding.Identity)
        {
            response.Headers.ContentEncoding = encoding == ContentEncoding.Brotli ? _brotli : _gzip;
        }

        response.ContentType = page.ContentType;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(request.Method) ? default : body;
    }

    private static ContentEncoding Choose(StringValues accepted) => Negotiation.Choose(accepted.Count == 1 ? accepted[0] : accepted.ToString());

    private static bool IsKnown(StringValues known, string etag) =>
        known.Count == 1 && known[0] == etag || Negotiation.IsKnown(known.Count == 1 ? known[0] : known.ToString(), etag);

    // The last word, whatever was offered: a cookie, a nonce, or somebody who asked that it be kept from others.
    private static bool IsForOthers(IHeaderDictionary headers) =>
        headers.SetCookie.Count == 0
        && headers.Vary.ToString().Equals(HeaderNames.AcceptEncoding, StringComparison.OrdinalIgnoreCase)
        && headers.CacheControl.ToString() is { Length: > 0 } control
        && !control.Contains("no-store", StringComparison.OrdinalIgnoreCase)
        && !control.Contains("private", StringComparison.OrdinalIgnoreCase);

    private static Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> body)
    {
        var sending = response.BodyWriter.WriteAsync(body);
        return sending.IsCompletedSuccessfully ? Task.CompletedTask : sending.AsTask();
    }
}
