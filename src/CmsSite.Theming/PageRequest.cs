using System.Security.Claims;

namespace CmsSite.Theming;

/// <summary>
/// What a template may know of the request, made by the host: nothing that could carry a secret (no headers, no cookies) unless it is listed here.
/// </summary>
public sealed record PageRequest
{
    public string Method { get; init; } = "GET";
    public string Scheme { get; init; } = "http";

    /// <summary>Host and, unless it is the scheme's own, port: <c>example.org</c>, <c>localhost:5000</c>.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>The prefix under which the site is served: empty, or like <c>/blog</c>.</summary>
    public string PathBase { get; init; } = "";
    public string Path { get; init; } = "/";

    /// <summary>With its question mark; empty when there is none.</summary>
    public string QueryString { get; init; } = "";
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();
    public ClaimsPrincipal User { get; init; } = new(new ClaimsIdentity());
    public bool IsHomepage { get; init; }

    /// <summary>The hidden input that proves a form was ours; null where the host gives none. Calling it makes the page personal (not cacheable).</summary>
    public Func<string>? AntiforgeryInput { get; init; }

    /// <summary>What the content security policy of this answer allows inline scripts and styles by; null when it allows none or needs no such thing.</summary>
    public string? Nonce { get; init; }

    /// <summary>The fields that were sent, for the expressions of a workflow. No page sees them: what somebody typed goes where the workflow says.</summary>
    public IReadOnlyDictionary<string, string>? Form { get; init; }

    /// <summary>A form that was sent from this page and not accepted: the page shows it again, with what was typed and what is wrong. For its sender only.</summary>
    public SentForm? Sent { get; init; }

    /// <summary>Messages for whoever asks, in the zone Messages: their kind (<c>success</c>, <c>information</c>, <c>warning</c>, <c>error</c>) and their HTML.</summary>
    public IReadOnlyList<(string Kind, string Html)> Notices { get; init; } = [];

    /// <summary>A command line, a background job, a pattern: there is no request.</summary>
    public static PageRequest None { get; } = new();
}

/// <summary>A form that was sent and is shown again.</summary>
/// <param name="Address">Where it was sent, which tells it apart from other forms of the page: path and query.</param>
/// <param name="Values">By the fields' names.</param>
/// <param name="Problems">The field's name, empty for the form as a whole, and what is wrong.</param>
public sealed record SentForm(string Address, IReadOnlyDictionary<string, IReadOnlyList<string>> Values, IReadOnlyList<(string Field, string Message)> Problems)
{
    /// <summary>What was typed into a field; null when the form had none of that name.</summary>
    public IReadOnlyList<string>? Of(string? field) => field is not null && Values.TryGetValue(field, out var values) ? values : null;

    /// <summary>What is wrong with a field, in one text; null when nothing is.</summary>
    public string? ProblemOf(string? field) =>
        Problems.Where(problem => problem.Field == field && !string.IsNullOrEmpty(field)).Select(problem => problem.Message).ToList() is { Count: > 0 } messages ? string.Join(" ", messages) : null;
}
