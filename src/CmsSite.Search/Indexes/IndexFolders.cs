using System.Globalization;

namespace CmsSite.Search.Indexes;

/// <summary>
/// The folders of an index: one for each time that it was made. The newest complete one serves; the others are what is being made just now, and what can go.
/// </summary>
internal sealed class IndexFolders(string root, string name, TimeProvider clock)
{
    private readonly string _folder = Path.Combine(root, Safe(name));

    /// <summary>A folder that nobody has used yet.</summary>
    public string New()
    {
        var made = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow():yyyyMMddHHmmssfff}-{Guid.NewGuid():n}")[..24]);
        Directory.CreateDirectory(made);
        return made;
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<string> All() => Directory.Exists(_folder) ? [.. Directory.GetDirectories(_folder).OrderByDescending(Path.GetFileName, StringComparer.Ordinal)] : [];

    /// <summary>The newest complete index of this fingerprint; null when there is none that can be read.</summary>
    /// <param name="complain">Is told why one cannot.</param>
    public StoredIndex? Newest(string fingerprint, Action<Exception> complain)
    {
        foreach (var folder in All())
        {
            try
            {
                if (StoredIndex.Find(folder, fingerprint) is { } stored)
                {
                    return stored;
                }
            }
            catch (Exception exception) when (SearchIndex.IsUnreadable(exception))
            {
                complain(exception);
            }
        }

        return null;
    }

    /// <summary>Whether a folder was begun after a moment.</summary>
    public static bool IsYounger(string folder, DateTimeOffset? moment) =>
        moment is { } asked && string.CompareOrdinal(Path.GetFileName(folder), asked.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture)) > 0;

    /// <summary>Deletes every folder but this one, unless somebody is writing into it.</summary>
    public void KeepOnly(string? kept)
    {
        foreach (var folder in All().Where(folder => folder != kept))
        {
            try
            {
                if (!SearchIndex.IsInUse(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A searcher still has files open on a system that minds; the next start tries again.
            }
        }
    }

    // A name of an index is anybody's text; the folder's is not.
    private static string Safe(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        return safe == name && safe.Length is > 0 and <= 60 ? safe
            : $"{safe[..Math.Min(safe.Length, 40)]}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 6))}";
    }
}
