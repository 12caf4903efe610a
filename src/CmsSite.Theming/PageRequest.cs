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

    /// <summary>A command line, a background job, a pattern: there is no request.</summary>
    public static PageRequest None { get; } = new();
}
