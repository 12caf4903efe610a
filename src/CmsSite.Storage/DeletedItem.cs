namespace CmsSite.Storage;

/// <summary>An item that was removed and can be brought back: none of its versions is the latest or published any more. Gone when the item is active again, or deleted for good.</summary>
public sealed class DeletedItem
{
    public required string ContentItemId { get; set; }
    public required string ContentType { get; set; }
    public string? DisplayText { get; set; }
    public string? Owner { get; set; }

    /// <summary>The version that was the latest when it was removed.</summary>
    public required string VersionId { get; set; }
    public DateTime DeletedUtc { get; set; }
    public string? DeletedBy { get; set; }
}
