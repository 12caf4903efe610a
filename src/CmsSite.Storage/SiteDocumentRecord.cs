namespace CmsSite.Storage;

/// <summary>
/// A named piece of the site that is not a content item: a content type definition, a template, a role, a query, a layer, one settings object.
/// <see cref="Kind"/> and <see cref="Name"/> together are its identity; <see cref="Version"/> grows by one with every change.
/// </summary>
public sealed class SiteDocumentRecord
{
    public required string Kind { get; set; }
    public required string Name { get; set; }
    public required string Json { get; set; }
    public long Version { get; set; }
}
