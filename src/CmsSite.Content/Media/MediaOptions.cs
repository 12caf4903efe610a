using System.ComponentModel.DataAnnotations;

namespace CmsSite.Content.Media;

/// <summary>Configuration section <c>Media</c>.</summary>
public sealed class MediaOptions
{
    /// <summary>Where files lie. Set by the host: <c>App_Data/Sites/Default/Media</c>.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Where resized images are kept; may be emptied at any time. Set by the host: <c>App_Data/Sites/Default/MediaCache</c>.</summary>
    public string CacheFolder { get; set; } = "";

    /// <summary>Largest file that the library takes, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MaxFileSize { get; set; } = 30_000_000;

    /// <summary>Endings of file names that the library takes, with their dots, in lower case.</summary>
    public IReadOnlyList<string> AllowedFileExtensions { get; set; } =
    [
        ".jpg", ".jpeg", ".png", ".gif", ".ico", ".webp", ".svg",
        ".pdf", ".doc", ".docx", ".ppt", ".pptx", ".pps", ".ppsx", ".odt", ".xls", ".xlsx", ".psd",
        ".mp3", ".m4a", ".ogg", ".wav",
        ".mp4", ".m4v", ".mov", ".wmv", ".avi", ".mpg", ".ogv", ".3gp", ".webm",
    ];

    /// <summary>Widths and heights, in pixels, in which an image may be had without a profile or a signed address: Orchard's list.</summary>
    public IReadOnlyList<int> SupportedSizes { get; set; } = [16, 32, 50, 100, 160, 240, 480, 600, 1024, 2048];

    /// <summary>How long browsers may keep a file, in days.</summary>
    [Range(0, 3650)]
    public int MaxBrowserCacheDays { get; set; } = 30;

    /// <summary>Largest number of pixels of an image that is resized: a small file can unpack into gigabytes.</summary>
    [Range(1, long.MaxValue)]
    public long MaxPixels { get; set; } = 60_000_000;

    /// <summary>How many bytes of resized images are kept; those that were not asked for the longest go first.</summary>
    [Range(1_000_000, long.MaxValue)]
    public long MaxCacheBytes { get; set; } = 2_000_000_000;

    /// <summary>How many images may be in the making or wait for it; who comes then gets the original.</summary>
    [Range(1, 10_000)]
    public int MaxWaitingRenditions { get; set; } = 100;
}
