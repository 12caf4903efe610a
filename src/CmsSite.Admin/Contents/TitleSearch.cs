using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents;

/// <summary>Finding rows by a piece of text, in any case, as the database understands that.</summary>
internal static class TitleSearch
{
    // These become the database's lower(), which no culture of this program touches.
#pragma warning disable CA1304, CA1311
    public static IQueryable<ContentItemRecord> Titled(this IQueryable<ContentItemRecord> rows, string text)
    {
        var pattern = Pattern(text);
        return rows.Where(row => EF.Functions.Like(row.DisplayText!.ToLower(), pattern, "\\"));
    }

    public static IQueryable<MediaFileRecord> Named(this IQueryable<MediaFileRecord> files, string text)
    {
        var pattern = Pattern(text);
        return files.Where(file => EF.Functions.Like(file.Path.ToLower(), pattern, "\\"));
    }

    public static IQueryable<DeletedItem> Named(this IQueryable<DeletedItem> rows, string text)
    {
        var pattern = Pattern(text);
        return rows.Where(row => EF.Functions.Like(row.DisplayText!.ToLower(), pattern, "\\"));
    }
#pragma warning restore CA1304, CA1311

    /// <summary>For <c>LIKE</c>, in lower case and with a backslash before what means something there.</summary>
    public static string Pattern(string text)
    {
        var escaped = text.Trim().ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        return $"%{escaped}%";
    }
}
