namespace CmsSite.Storage.Changes;

/// <summary>How far a follower of the change log has come: the last <see cref="SiteChange.Number"/> that it has handled.</summary>
public sealed class FollowerPosition
{
    public required string Name { get; set; }
    public long Position { get; set; }
}
