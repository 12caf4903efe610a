namespace CmsSite.Content.Items;

/// <summary>What of an item's common properties its editor shows.</summary>
public sealed class CommonPartSettings
{
    public bool DisplayDateEditor { get; set; }
    public bool DisplayOwnerEditor { get; set; }
}

public sealed class PreviewPartSettings
{
    /// <summary>Liquid for the address that the preview opens instead of the item's own.</summary>
    public string? Pattern { get; set; }
}

public sealed class AuditTrailPartSettings
{
    public bool ShowCommentInput { get; set; } = true;
}
