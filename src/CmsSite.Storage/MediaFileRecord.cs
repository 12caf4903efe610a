namespace CmsSite.Storage;

/// <summary>A file of the media library: where it is, what it holds (SHA-256, lower-case hex), when it was last written. The bytes are in the file system, by hash.</summary>
public sealed record MediaFileRecord
{
    /// <summary>Path below the library's root, with <c>/</c> between folders and none in front: <c>articles/bridge.jpg</c>.</summary>
    public required string Path
    {
        get;
        set => (field, Folder) = (value, FolderOf(value));
    }

    /// <summary>The folder of <see cref="Path"/>, empty for the root: what a folder shows is looked up, however much lies below it.</summary>
    public string Folder { get; private set; } = "";
    public required string Hash { get; set; }
    public long Length { get; set; }
    public required string ContentType { get; set; }

    /// <summary>Pixels of the picture as it is shown: upright, turned and cut as <see cref="Metadata"/> says.</summary>
    public int? Width { get; set; }
    public int? Height { get; set; }
    public DateTime ModifiedUtc { get; set; }

    /// <summary>What people say about the file, as JSON (<c>MediaMetadata</c>); null when nobody has said anything.</summary>
    public string? Metadata { get; set; }

    /// <summary>Uploaded for something that is still being written: visitors get it once something published uses it.</summary>
    public bool IsPrivate { get; set; }

    /// <summary>The folder that a path is in; empty for the root.</summary>
    public static string FolderOf(string path) => path.LastIndexOf('/') is > 0 and var at ? path[..at] : "";
}
