namespace CmsSite.Storage;

/// <summary>Leave to see one version of an item without an account, for whoever has the link. The link itself is not kept: it is made from the id, signed.</summary>
public sealed class PreviewLink
{
    public required string Id { get; set; }
    public required string ContentItemId { get; set; }
    public required string VersionId { get; set; }
    public DateTime CreatedUtc { get; set; }
    public string? CreatedBy { get; set; }

    /// <summary>When it ends; moved to the present when it is revoked.</summary>
    public DateTime ExpiresUtc { get; set; }
}
