namespace CmsSite.Theming;

/// <summary>Tells versions of files that the site serves, so that browsers may keep a file for ever and still see a new one. The host implements it.</summary>
public interface IAssetVersions
{
    /// <param name="path">Decoded, without the path base: <c>/CmsSiteTheme/site.css</c>, <c>/media/a.jpg</c>.</param>
    /// <returns>A few characters that change with the file's content; null when there is no such file.</returns>
    ValueTask<string?> VersionOfAsync(string path, CancellationToken cancellationToken);
}
