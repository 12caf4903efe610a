namespace CmsSite.Storage;

/// <summary>A file of the media library: where it is, what it holds (SHA-256, lower-case hex), when it was last written. The bytes are in the file system, by hash.</summary>
public sealed class MediaFileRecord
{
    /// <summary>Path below the library's root, with <c>/</c> between folders and none in front: <c>articles/bridge.jpg</c>.</summary>
    public required string Path { get; set; }
    public required string Hash { get; set; }
    public long Length { get; set; }
    public required string ContentType { get; set; }
    public int? Width { get; set; }
    public int? Height { get; set; }
    public DateTime ModifiedUtc { get; set; }
}
