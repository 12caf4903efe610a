using CmsSite.Admin.Access;
using CmsSite.Admin.Contents;
using CmsSite.Content.Media;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Media;

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record MediaPage(IReadOnlyList<string> Folders, IReadOnlyList<MediaFileRecord> Files, string? Next);

/// <summary>A page of the library's files; pages follow each other by the last file's place.</summary>
public static class MediaList
{
    public static async Task<MediaPage> PageAsync(AdminScope scope, MediaFilter filter, IReadOnlyCollection<string>? contentTypes = null, CancellationToken cancellationToken = default)
    {
        var access = new MediaAccess(scope);
        var files = access.Seen(scope.Session.Database.MediaFiles.AsNoTracking());
        if (!filter.IsDeep)
        {
            files = files.Where(file => file.Folder == filter.Folder);
        }
        else if (filter.Folder.Length > 0)
        {
            var below = filter.Folder + "/";
            files = files.Where(file => file.Folder == filter.Folder || file.Folder.StartsWith(below));
        }

        files = filter.Text is { } text ? files.Named(text) : files;
        files = contentTypes is null ? files : files.Where(file => contentTypes.Contains(file.ContentType));
        var yes = true;
        files = filter.Kind switch
        {
            MediaKind.Pictures => files.Where(file => file.ContentType.StartsWith("image/")),
            // Said in JSON of one spelling (MediaMetadata.ToJson).
            MediaKind.Undescribed => files.Where(file => file.ContentType.StartsWith("image/")
                && (file.Metadata == null || (!file.Metadata.Contains("\"MediaText\":") && !file.Metadata.Contains("\"Decorative\":true")))),
            MediaKind.Unused => scope.Get<MediaUsage>().Unused(files),
            MediaKind.Private => files.Where(file => file.IsPrivate == yes),
            _ => files,
        };

        var found = await Page(files, filter).Take(MediaFilter.PageSize + 1).ToListAsync(cancellationToken);
        var page = found.Take(MediaFilter.PageSize).ToList();
        var next = found.Count <= MediaFilter.PageSize ? null : filter.Order == MediaOrder.Name ? page[^1].Path : MediaFilter.Place(page[^1].ModifiedUtc, page[^1].Path);
        IReadOnlyList<string> folders = filter.IsDeep || filter.After is not null ? [] : [.. scope.Get<MediaFolders>().In(filter.Folder).Where(access.MaySee)];
        return new MediaPage(folders, page, next);
    }

    private static IQueryable<MediaFileRecord> Page(IQueryable<MediaFileRecord> files, MediaFilter filter)
    {
        if (filter.Order == MediaOrder.Name)
        {
            files = filter.After is { } path ? files.Where(file => file.Path.CompareTo(path) > 0) : files;
            return files.OrderBy(file => file.Path);
        }

        if (filter.After is not null)
        {
            var (modified, last) = filter.Last();
            files = files.Where(file => file.ModifiedUtc <= modified && (file.ModifiedUtc < modified || file.Path.CompareTo(last) > 0));
        }

        return files.OrderByDescending(file => file.ModifiedUtc).ThenBy(file => file.Path);
    }
}
