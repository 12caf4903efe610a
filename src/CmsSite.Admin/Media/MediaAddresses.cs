using CmsSite.Content.Media;
using CmsSite.Storage;
using Microsoft.AspNetCore.WebUtilities;

namespace CmsSite.Admin.Media;

/// <summary>Addresses of the library's screens and of its files; relative to the site's root, so that a site in a folder works.</summary>
public static class MediaAddresses
{
    public const string Library = "Admin/Media";
    public const string Upload = "Admin/Media/Upload";

    public static string Folder(string folder) => folder.Length == 0 ? Library : QueryHelpers.AddQueryString(Library, "folder", folder);

    /// <summary>The screen of one file.</summary>
    public static string Details(string path) => $"{Library}/Files/{Escape(path)}";

    /// <summary>Where visitors get the file.</summary>
    public static string Public(string path) => $"media/{Escape(path)}";

    /// <summary>The file as it is now: another address after every change.</summary>
    public static string Current(MediaFileRecord file) => $"{Public(file.Path)}?v={MediaMetadata.VersionOf(file)}";

    /// <summary>A small picture of the file; null when it is none.</summary>
    /// <param name="width">Pixels; one of the widths that anybody may ask for.</param>
    public static string? Thumbnail(MediaFileRecord file, int width = 240) =>
        file.ContentType == "image/svg+xml" || (MediaTypes.IsResizable(file.ContentType) && file.Width is null) ? Current(file)
        : MediaTypes.IsResizable(file.ContentType) ? FormattableString.Invariant($"{Public(file.Path)}?width={width}&v={MediaMetadata.VersionOf(file)}")
        : null;

    /// <summary>The file's own bytes, also of a picture that is shown turned or cut.</summary>
    public static string Original(string path) => $"{Library}/Original/{Escape(path)}";

    /// <summary>All of a picture, turned but not cut.</summary>
    public static string Whole(string path, int rotation) => FormattableString.Invariant($"{Library}/Whole/{rotation}/{Escape(path)}");

    private static string Escape(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
