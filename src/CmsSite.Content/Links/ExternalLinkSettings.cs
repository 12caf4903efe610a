namespace CmsSite.Content.Links;

/// <summary>Whether the site asks other sites if what its published items link to is still there. Off unless somebody wants it: the site then makes requests of its own.</summary>
public sealed record ExternalLinkSettings
{
    public bool Enabled { get; init; }
}
