using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Html;
using CmsSite.Content.Media;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.Editors.Fields;

public sealed record MediaChoice(string Path, string? Thumbnail);

/// <summary>Files of the media library to choose from, and new ones for it.</summary>
internal static class MediaChoices
{
    public const int PageSize = 48;

    public static bool IsPicture(string path) => MediaTypes.IsResizable(MediaTypes.Of(path));

    public static string ThumbnailOf(AdminScope scope, string path) =>
        scope.Get<MediaUrlSigner>().Sign($"/media/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}?width=240").TrimStart('/');

    /// <summary>A page of files by path, of these endings if any are given.</summary>
    public static async Task<IReadOnlyList<MediaChoice>> FindAsync(AdminScope scope, string? text, IReadOnlyList<string> extensions, string? after, CancellationToken cancellationToken = default)
    {
        var files = scope.Session.Database.MediaFiles.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(text))
        {
            files = files.Named(text);
        }

        if (extensions.Count > 0)
        {
            var types = extensions.Select(MediaTypes.Of).Distinct().ToList();
            files = files.Where(file => types.Contains(file.ContentType));
        }

        if (after is not null)
        {
            files = files.Where(file => file.Path.CompareTo(after) > 0);
        }

        var paths = await files.OrderBy(file => file.Path).Take(PageSize).Select(file => file.Path).ToListAsync(cancellationToken);
        return [.. paths.Select(path => new MediaChoice(path, IsPicture(path) ? ThumbnailOf(scope, path) : null))];
    }

    public static bool MayUpload(AdminScope scope) => scope.May(Permissions.ManageMediaContent) || scope.May("ManageOwnMediaContent");

    /// <summary>Puts a file into the library under a name of its own; nothing that is there is written over.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="MediaException">The file is not acceptable; the message says why.</exception>
    public static async Task<string> UploadAsync(AdminScope scope, string name, Stream content, DateTime now, CancellationToken cancellationToken = default)
    {
        if (!MayUpload(scope))
        {
            throw new RefusedException("You may not add files.");
        }

        var library = scope.Get<MediaLibrary>();
        var extension = Path.GetExtension(name).ToLowerInvariant();
        var stem = string.Concat(Path.GetFileNameWithoutExtension(name).ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')).Trim('-');
        stem = stem.Length == 0 ? "file" : stem[..Math.Min(stem.Length, 80)];
        // Who may manage only what is theirs has a folder for it, as in Orchard.
        var folder = scope.May(Permissions.ManageMediaContent) ? $"{now:yyyy}/{now:MM}" : $"_Users/{scope.UserId}";
        var path = $"{folder}/{stem}{extension}";
        for (var number = 2; await library.FindAsync(path, cancellationToken) is not null; number++)
        {
            path = $"{folder}/{stem}-{number}{extension}";
        }

        await library.WriteAsync(path, content, cancellationToken);
        await scope.Session.CommitAsync(cancellationToken);
        return MediaPath.Normalize(path);
    }
}
