namespace CmsSite.Storage;

/// <summary>
/// One sign-in of an account on one device, for its owner to recognise. Whether it still holds is not asked here at each request: a session that was ended is named by a document of kind
/// <see cref="SiteDocumentKinds.EndedSession"/>, which is in memory.
/// </summary>
public sealed class UserSession
{
    /// <summary>The claim of a sign-in that carries <see cref="Id"/>.</summary>
    public const string ClaimType = "cmssite:session";

    public required string Id { get; set; }
    public required string UserId { get; set; }
    public DateTime SignedInUtc { get; set; }

    /// <summary>To a day: it is not worth a write at each request.</summary>
    public DateTime LastSeenUtc { get; set; }

    /// <summary>Browser and system, as far as the browser says it: <c>Firefox on Linux</c>.</summary>
    public required string Device { get; set; }

    /// <summary>The network it came from; never a whole address.</summary>
    public string? Network { get; set; }
}
