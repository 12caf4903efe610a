namespace CmsSite.Storage;

/// <summary>
/// One version of a content item. The columns are Orchard's eleven item properties, <see cref="Json"/> holds the rest: parts and fields as one JSON
/// object. <see cref="Id"/> is what Orchard's SQL queries call <c>DocumentId</c>.
/// </summary>
public sealed class ContentItemRecord
{
    public long Id { get; set; }
    public required string ContentItemId { get; set; }
    public required string ContentItemVersionId { get; set; }
    public required string ContentType { get; set; }
    public string? DisplayText { get; set; }
    public bool Latest { get; set; }
    public bool Published { get; set; }
    public DateTime? CreatedUtc { get; set; }
    public DateTime? ModifiedUtc { get; set; }
    public DateTime? PublishedUtc { get; set; }
    public string? Owner { get; set; }
    public string? Author { get; set; }
    public string Json { get; set; } = "{}";

    /// <summary>How many published comments there are on the item. The database counts them itself, in the transaction that changes one (<see cref="CommentCounting"/>); never written from here.</summary>
    public int CommentCount { get; private set; }
}
