using System.Net.Mime;
using System.Text;
using CmsSite.Web.Site;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CmsSite.Web.Hosting;

/// <summary>
/// What is said when there is nothing to show: a page to people, problem details to programs, and never a stack trace outside Development. An answer that has a body is
/// left alone.
/// </summary>
public static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = WriteAsync,
                StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
            });
        }

        app.UseStatusCodePages(context => WriteAsync(context.HttpContext));
    }

    private static async Task WriteAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        http.Response.Headers.CacheControl = "no-store";
        if (WantsJson(http.Request))
        {
            await TypedResults.Problem(statusCode: status).ExecuteAsync(http);
        }
        else if (!await StatusPages.TryWriteAsync(http, status))
        {
            await WritePlainAsync(http, status);
        }
    }

    // When the theme cannot help: no site yet, no database, a template that fails.
    private static async Task WritePlainAsync(HttpContext http, int status)
    {
        var title = ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Something went wrong";
        var page = Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title></head><body><h1>{title}</h1></body></html>");
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.ContentLength = page.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(page, http.RequestAborted);
        }
    }

    private static bool WantsJson(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || (request.GetTypedHeaders().Accept is { Count: > 0 } accept && accept.Any(IsJson) && !accept.Any(type => type.MediaType == MediaTypeNames.Text.Html));

    private static bool IsJson(MediaTypeHeaderValue type) => type.MediaType == MediaTypeNames.Application.Json || type.Suffix == "json";
}
