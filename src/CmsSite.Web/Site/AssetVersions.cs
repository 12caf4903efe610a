using System.Collections.Concurrent;
using System.Security.Cryptography;
using CmsSite.Content.Media;
using CmsSite.Theming;
using CmsSite.Web.Hosting;

namespace CmsSite.Web.Site;

/// <summary>Versions of the theme's files and of media: the beginning of the hash of what they hold.</summary>
internal sealed class AssetVersions(SiteFolders folders, MediaLibrary media) : IAssetVersions
{
    private const int Length = 10;
    private const string Media = "/media/";

    // By place and time of change: a file is read again only when it is another one.
    private static readonly ConcurrentDictionary<(string File, DateTime Written, long Length), string> _known = new();

    public async ValueTask<string?> VersionOfAsync(string path, CancellationToken cancellationToken)
    {
        if (path.StartsWith(Media, StringComparison.OrdinalIgnoreCase))
        {
            return MediaPath.TryNormalize(Uri.UnescapeDataString(path[Media.Length..]), out var normalized)
                && await media.FindAsync(normalized, cancellationToken) is { } found ? MediaMetadata.VersionOf(found) : null;
        }

        var root = Path.Combine(folders.Theme, "wwwroot");
        var prefix = $"/{SiteFolders.ThemeId}/";
        var file = path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? new FileInfo(Path.GetFullPath(Path.Combine(root, path[prefix.Length..]))) : null;
        if (file is not { Exists: true } || !file.FullName.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return null;
        }

        var key = (file.FullName, file.LastWriteTimeUtc, file.Length);
        if (!_known.TryGetValue(key, out var version))
        {
            await using var stream = file.OpenRead();
            _known[key] = version = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken))[..Length];
        }

        return version;
    }
}
