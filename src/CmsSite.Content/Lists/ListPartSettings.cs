namespace CmsSite.Content.Lists;

public sealed class ListPartSettings
{
    public int PageSize { get; set; } = 10;
    public string[] ContainedContentTypes { get; set; } = [];

    /// <summary>Ordered by hand (<c>ContainedPart.Order</c>) instead of newest first.</summary>
    public bool EnableOrdering { get; set; }
    public bool ShowHeader { get; set; }
    public bool ShowFullPager { get; set; }
}
