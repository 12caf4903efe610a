namespace CmsSite.Web.PageCache;

/// <summary>Set on a request whose answer may be kept. Who makes a document that others may see as well offers it here instead of writing it.</summary>
internal sealed class PageCandidate
{
    public ReadOnlyMemory<byte> Body { get; private set; }

    public string ContentType { get; private set; } = "";

    public string ETag { get; private set; } = "";

    /// <summary>Null until something is offered.</summary>
    public IReadOnlySet<string>? Dependencies { get; private set; }

    /// <summary>Called whenever the page is given to somebody from memory: for what is counted.</summary>
    public Action? Given { get; set; }

    public void Offer(ReadOnlyMemory<byte> body, string contentType, string etag, IReadOnlySet<string> dependencies) =>
        (Body, ContentType, ETag, Dependencies) = (body, contentType, etag, dependencies);
}
