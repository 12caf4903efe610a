using System.Security.Claims;

namespace CmsSite.Content.Workflows;

/// <summary>What a workflow may know of the HTTP request that started it. No headers and no cookies: what it writes goes into content, mails and logs.</summary>
public sealed record WorkflowRequest
{
    public string Method { get; init; } = "GET";
    public string Scheme { get; init; } = "https";
    public string Host { get; init; } = "localhost";
    public string PathBase { get; init; } = "";
    public string Path { get; init; } = WorkflowTypes.InvokePath;
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Query { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The fields of the form, without those that are the program's own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Form { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The body of a request that is no form.</summary>
    public string Body { get; init; } = "";

    /// <summary>The page that the form was on, a local path with its query; null when it did not say.</summary>
    public string? FormLocation { get; init; }

    /// <summary>Whether the form was one of this site's pages and was sent from there.</summary>
    public bool IsFormOurs { get; init; }

    /// <summary>Who sent it; nobody, unless the form was ours.</summary>
    public ClaimsPrincipal User { get; init; } = new(new ClaimsIdentity());

    /// <summary>
    /// A field's value as Orchard gives it: several with commas in between. <c>ValidationSummaryPart.Email</c> is <c>Email</c> where the form has no field of the longer name: Orchard's own recipe of a
    /// coming site asks for the one and has the other, and takes nobody's address.
    /// </summary>
    public string? Field(string name) => Form.TryGetValue(name, out var values) || Form.TryGetValue(name[(name.LastIndexOf('.') + 1)..], out values) ? string.Join(",", values) : null;
}
