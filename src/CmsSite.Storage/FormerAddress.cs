namespace CmsSite.Storage;

/// <summary>
/// An address at which something was published and is no more. It names the item, not another address: wherever the item is today, one step leads there. What is published
/// at the address now comes first, so a row need not go when the address is taken again.
/// </summary>
public sealed class FormerAddress
{
    /// <summary>As the index of addresses keeps it: lower-case, without slashes at either end.</summary>
    public required string Path { get; set; }

    /// <summary>The item that was there; for an item inside another (a term, a bag item) the outer one.</summary>
    public required string ContentItemId { get; set; }

    /// <summary>The item inside <see cref="ContentItemId"/> that was there.</summary>
    public string? ContainedContentItemId { get; set; }
    public DateTime SinceUtc { get; set; }
}
