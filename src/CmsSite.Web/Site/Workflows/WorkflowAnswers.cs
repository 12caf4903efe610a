using System.Globalization;
using CmsSite.Content.Items;
using CmsSite.Content.Workflows;
using CmsSite.Theming;
using CmsSite.Theming.Display;
using CmsSite.Theming.Shapes;

namespace CmsSite.Web.Site.Workflows;

/// <summary>
/// What whoever sent something to a workflow is answered. When the form was not accepted its page is shown again at once, with what was typed and what is wrong: nothing is carried to another
/// request, so it needs no cookie, and no cache sees it.
/// </summary>
public sealed class WorkflowAnswers(PublishedItems items, PublicItems publicItems, WorkflowKeys keys, DisplayContext display, TimeProvider clock)
{
    private const string NotAccepted = "This could not be accepted";

    /// <summary>The answer of a run that came to its end.</summary>
    public Task WriteAsync(HttpContext http, WorkflowRun run)
    {
        http.Response.Headers.CacheControl = "no-store";
        var request = run.Request!;
        return run.Answer switch
        {
            WorkflowAnswer.Content content => ContentAsync(http, content),
            WorkflowAnswer.Redirect redirect when run.Problems.Count == 0 => RedirectAsync(http, redirect, run.Notices),
            WorkflowAnswer.Redirect(var location, _) => AgainAsync(http, request, StatusCodes.Status422UnprocessableEntity, run.Problems, location.StartsWith('/') ? location : request.FormLocation, run.Notices),
            _ when run.Problems.Count > 0 => AgainAsync(http, request, StatusCodes.Status422UnprocessableEntity, run.Problems, request.FormLocation, run.Notices),
            // The workflow says nothing: people are led back to where they were, programs hear that it was taken.
            _ when request.FormLocation is { } location => RedirectAsync(http, new WorkflowAnswer.Redirect(location, false), run.Notices),
            _ => AcceptedAsync(http),
        };
    }

    /// <summary>Nothing was done with what was sent: the form's page again, or where that is not known a page that says why.</summary>
    public Task RefuseAsync(HttpContext http, WorkflowRequest request, int status, string message) => AgainAsync(http, request, status, [new FormProblem("", message)], request.FormLocation, []);

    private static Task ContentAsync(HttpContext http, WorkflowAnswer.Content content)
    {
        http.Response.StatusCode = content.Status;
        http.Response.ContentType = content.ContentType;
        foreach (var (name, value) in content.Headers)
        {
            http.Response.Headers[name] = value;
        }

        return content.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified ? Task.CompletedTask : http.Response.WriteAsync(content.Text, http.RequestAborted);
    }

    private Task RedirectAsync(HttpContext http, WorkflowAnswer.Redirect redirect, IReadOnlyList<WorkflowNotice> notices)
    {
        var isLocal = redirect.Location.StartsWith('/');
        var location = isLocal ? http.Request.PathBase + WorkflowNotices.AddTo(redirect.Location, notices, keys, clock) : redirect.Location;
        // 303, so that loading the page again sends nothing again; a lasting one only where nothing was sent.
        http.Response.StatusCode = HttpMethods.IsGet(http.Request.Method) ? redirect.IsPermanent ? StatusCodes.Status301MovedPermanently : StatusCodes.Status302Found : StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = ForHeader(location);
        return Task.CompletedTask;
    }

    // Letters of other languages may stand in an address that somebody typed, not in a header.
    private static string ForHeader(string location) =>
        string.Concat(location.EnumerateRunes().Select(letter => letter is { IsAscii: true, Value: > ' ' } ? letter.ToString() : Uri.EscapeDataString(letter.ToString())));

    private static Task AcceptedAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private async Task AgainAsync(HttpContext http, WorkflowRequest request, int status, IReadOnlyList<FormProblem> problems, string? location, IReadOnlyList<WorkflowNotice> notices)
    {
        http.Response.Headers.CacheControl = "no-store";
        var page = location is null ? null : await FormPageAsync(http, request, problems, location, notices);
        if (page is null)
        {
            var renderer = PageResponses.CreateRenderer(http, http.RequestServices);
            page = await renderer.RenderShapeAsync(new Shape("WorkflowAnswer")
            {
                ["Title"] = display.Text(NotAccepted), ["Problems"] = problems.Select(problem => problem.Message).ToList(), ["Location"] = location is null ? null : http.Request.PathBase + location,
            });
        }

        await PageResponses.WriteAsync(http, page with { StatusCode = status, IsPersonal = true }, isKept: false);
    }

    // Only a published item has its form shown again; null for any other address.
    private async Task<RenderedPage?> FormPageAsync(HttpContext http, WorkflowRequest request, IReadOnlyList<FormProblem> problems, string location, IReadOnlyList<WorkflowNotice> notices)
    {
        var end = location.IndexOfAny(['?', '#']);
        var path = Uri.UnescapeDataString(end < 0 ? location : location[..end]);
        var query = end >= 0 && location[end] == '?' ? location[end..].Split('#')[0] : "";
        var renderer = PageResponses.CreateRenderer(http, http.RequestServices, isHomepage: path == "/");
        display.Request = display.Request with
        {
            Method = HttpMethods.Get,
            Path = path,
            QueryString = query,
            Query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Sent = new SentForm(http.Request.Path + http.Request.QueryString, request.Form, [.. problems.Select(problem => (problem.Field, problem.Message))]),
            Notices = [.. notices.Select(notice => (notice.Kind, notice.Html))],
        };
        var route = path == "/" ? await renderer.FindHomeAsync() : await items.FindRouteAsync(ContentRoute.Normalize(path), http.RequestAborted);
        if (route is null && path.StartsWith("/Contents/ContentItems/", StringComparison.OrdinalIgnoreCase) && await items.GetAsync(path["/Contents/ContentItems/".Length..], http.RequestAborted) is { } item)
        {
            route = new ContentRoute(item, null);
        }

        return route is not null && publicItems.HasPages(route) && publicItems.MayShow(route.Container ?? route.Item, http.User) ? await renderer.RenderContentAsync(route) : null;
    }
}
