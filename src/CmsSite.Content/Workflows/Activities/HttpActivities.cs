using System.Net;

namespace CmsSite.Content.Workflows.Activities;

/// <summary>Requests and answers.</summary>
internal static class HttpActivities
{
    public const string RequestEvent = "HttpRequestEvent";
    private const int LongestLocation = 2000;

    public static IEnumerable<ActivityKind> All { get; } =
    [
        new(RequestEvent, "Begins when something is sent to its address.", (_, _) => Task.FromResult(ActivityCatalog.Done)) { IsEvent = true },
        new("HttpRedirectTask", "Leads whoever sent it to another page.", RedirectAsync) { Liquid = ["Location"] },
        new("HttpRedirectToFormLocationTask", "Leads back to the page that the form was on.", ToFormAsync),
        new("HttpResponseTask", "Answers with a text.", RespondAsync) { Liquid = ["Content", "ContentType", "Headers"] },
        new("ValidateAntiforgeryTokenTask", "Asks whether the form was one of this site.", ValidateTokenAsync),
    ];

    /// <summary>Whether an address is a path on this site: no other host, whatever a browser makes of slashes.</summary>
    public static bool IsLocal(string location) => location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal) && !location.StartsWith("/\\", StringComparison.Ordinal);

    /// <summary>Where a redirect may lead; <paramref name="isWrittenOut"/> when the workflow's author wrote the whole address.</summary>
    /// <exception cref="WorkflowException">It leads somewhere else.</exception>
    public static string Checked(string location, bool isWrittenOut, WorkflowOptions options)
    {
        location = location.Trim();
        if (location.StartsWith("~/", StringComparison.Ordinal))
        {
            location = location[1..];
        }

        if (location.Length is 0 or > LongestLocation || location.Any(char.IsControl))
        {
            throw new WorkflowException(location.Length == 0 ? "the address to lead to is empty" : "the address to lead to is too long or has characters in it that no address has");
        }

        if (IsLocal(location))
        {
            return location;
        }

        if (Uri.TryCreate(location, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0)
        {
            return isWrittenOut || options.RedirectHosts.Contains(uri.IdnHost, StringComparer.OrdinalIgnoreCase)
                ? location
                : throw new WorkflowException($"its address leads to {uri.IdnHost}, which is neither written out in the workflow nor among the setting Workflows:RedirectHosts");
        }

        // "thanks" and the like: seen from the site's root, since the workflow has no page of its own.
        return location.Contains(':', StringComparison.Ordinal) || location.StartsWith('/') || location.Contains('\\', StringComparison.Ordinal)
            ? throw new WorkflowException("the address to lead to is neither a path of this site nor http or https")
            : "/" + location;
    }

    private static async Task<IReadOnlyList<string>> RedirectAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var location = await step.TextAsync("Location", WorkflowTextKind.Plain, cancellationToken);
        step.Run.Answer = new WorkflowAnswer.Redirect(Checked(location, !step.Computes("Location"), step.Services.Options), step.Activity.Flag("Permanent"));
        return ActivityCatalog.Done;
    }

    private static Task<IReadOnlyList<string>> ToFormAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        if (step.Request.FormLocation is not { } location)
        {
            return Task.FromResult<IReadOnlyList<string>>(["Failed"]);
        }

        step.Run.Answer = new WorkflowAnswer.Redirect(location, false);
        return Task.FromResult(ActivityCatalog.Done);
    }

    private static async Task<IReadOnlyList<string>> RespondAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var type = (await step.TextAsync("ContentType", WorkflowTextKind.Plain, cancellationToken)).Trim();
        var isHtml = type.Length == 0 || type.Contains("html", StringComparison.OrdinalIgnoreCase);
        var kind = isHtml ? WorkflowTextKind.Html : type.Contains("json", StringComparison.OrdinalIgnoreCase) ? WorkflowTextKind.Json : WorkflowTextKind.Plain;
        var content = await step.TextAsync("Content", kind, cancellationToken);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in (await step.TextAsync("Headers", WorkflowTextKind.Plain, cancellationToken)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon > 0 ? line[..colon].Trim() : "";
            if (!name.StartsWith("X-", StringComparison.OrdinalIgnoreCase) || line.Any(char.IsControl))
            {
                throw new WorkflowException($"it may set headers of its own (X-…), one a line as Name: value, and not '{line}'");
            }

            headers[name] = line[(colon + 1)..].Trim();
        }

        var status = (int?)step.Activity.Properties["HttpStatusCode"].AsWhole() ?? (int)HttpStatusCode.OK;
        if (status is < 200 or > 599)
        {
            throw new WorkflowException($"{status} is no status of an answer");
        }

        step.Run.Answer = new WorkflowAnswer.Content(status, type.Length == 0 ? "text/html; charset=utf-8" : type, content, headers);
        return ActivityCatalog.Done;
    }

    private static Task<IReadOnlyList<string>> ValidateTokenAsync(WorkflowStep step, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(["Done", step.Request.IsFormOurs ? "Valid" : "Invalid"]);
}
