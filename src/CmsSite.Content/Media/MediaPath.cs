namespace CmsSite.Content.Media;

/// <summary>Paths inside the media library: <c>articles/bridge.jpg</c>; no slash in front, none doubled, nothing that climbs out.</summary>
public static class MediaPath
{
    private const int MaxLength = 400;

    /// <exception cref="MediaException">The path is empty, too long, climbs out of the library, or has a character that file systems or addresses cannot carry.</exception>
    public static string Normalize(string path)
    {
        var segments = path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries);
        var normalized = string.Join('/', segments);
        if (segments.Length == 0 || normalized.Length > MaxLength)
        {
            throw new MediaException($"'{Shorten(path)}' is not a path of the media library: it must have between 1 and {MaxLength} characters.");
        }

        if (segments.Contains(".."))
        {
            throw new MediaException($"'{Shorten(path)}' leads out of the media library.");
        }

        if (segments.Any(segment => segment is "." || segment.StartsWith('.') || segment.EndsWith(' ') || segment.EndsWith('.'))
            || normalized.Any(character => char.IsControl(character) || character is ':' or '*' or '?' or '"' or '<' or '>' or '|'))
        {
            throw new MediaException($"'{Shorten(path)}' is not a path of the media library: names may not begin with a dot, end with a dot or a space, or contain : * ? \" < > |.");
        }

        return normalized;
    }

    /// <summary>The path as <see cref="Normalize"/> gives it; false instead of an exception.</summary>
    public static bool TryNormalize(string path, out string normalized)
    {
        try
        {
            normalized = Normalize(path);
            return true;
        }
        catch (MediaException)
        {
            normalized = "";
            return false;
        }
    }

    private static string Shorten(string path) => path.Length <= 80 ? path : path[..80] + "…";
}
