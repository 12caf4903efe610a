namespace CmsSite.Content.Recipes.Conversion;

/// <summary>What whoever converts a site chooses.</summary>
public sealed record ConversionOptions
{
    /// <summary>Where the site was, when the export does not say so, or says something else.</summary>
    public Uri? SiteUrl { get; init; }

    /// <summary>Post types that plugins brought, and whether they are pages or articles.</summary>
    public IReadOnlyDictionary<string, bool> Types { get; init; } = new Dictionary<string, bool>();

    /// <summary>Articles stay at their old addresses instead of those that the content type gives.</summary>
    public bool KeepsAddresses { get; init; }

    /// <summary>What was imported before becomes what the export says, also where somebody has changed it here since.</summary>
    public bool Updates { get; init; }

    /// <summary>With the addresses of those who commented, for the moderators of this site.</summary>
    public bool WithCommentAddresses { get; init; }
}
