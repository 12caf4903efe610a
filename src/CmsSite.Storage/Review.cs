namespace CmsSite.Storage;

/// <summary>
/// Where an item stands between who writes and who may publish. Beside the item, not in it: no page, feed, search or export ever sees it.
/// </summary>
public sealed class Review
{
    /// <summary>Waits for somebody who may publish.</summary>
    public const string Waiting = "Waiting";

    /// <summary>Went back to its writer.</summary>
    public const string SentBack = "SentBack";

    /// <summary>Was published, or given a date to be published.</summary>
    public const string Approved = "Approved";

    public required string ContentItemId { get; set; }
    public required string State { get; set; }

    /// <summary>Since when it stands there.</summary>
    public DateTime SinceUtc { get; set; }

    /// <summary>The user name of who submitted it last.</summary>
    public string? SubmittedBy { get; set; }
}

/// <summary>One line of the conversation about an item.</summary>
public sealed class ReviewNote
{
    public long Id { get; set; }
    public required string ContentItemId { get; set; }

    /// <summary>The <see cref="Review"/> state that it brought the item to; null for a mere comment.</summary>
    public string? State { get; set; }
    public required string Text { get; set; }
    public string? Who { get; set; }
    public DateTime WhenUtc { get; set; }
}
