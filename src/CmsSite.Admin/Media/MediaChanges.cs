using CmsSite.Admin.Access;
using CmsSite.Content.Media;

namespace CmsSite.Admin.Media;

/// <summary>Moving and deleting a file: authorised here, and refused while something uses it unless whoever does it knows.</summary>
public static class MediaChanges
{
    /// <param name="isSure">The user was told that the file is used.</param>
    /// <returns>The file's path afterwards; null when it is gone.</returns>
    /// <exception cref="RefusedException">The user may not do that.</exception>
    /// <exception cref="MediaException">The file is used, or the new path is not acceptable; the message says which.</exception>
    public static async Task<string?> DoAsync(AdminScope scope, FileTask task, string path, string folder, string name, bool isSure, CancellationToken cancellationToken = default)
    {
        var access = new MediaAccess(scope);
        access.Demand(path);
        // Nobody else writes items from here on: what is not used now is not used when it is gone.
        await scope.Session.BeginItemsAsync(cancellationToken);
        if (!isSure && await scope.Get<MediaUsage>().OfAsync(path, 1, cancellationToken) is [var use, ..])
        {
            throw new MediaException($"'{path}' is used by '{use.Title}'.");
        }

        var library = scope.Get<MediaLibrary>();
        string? to = null;
        if (task == FileTask.Move)
        {
            to = scope.Get<MediaUploads>().PathOf(folder, name);
            access.Demand(folder, to);
            if (to == path)
            {
                return path;
            }
        }

        if (!(to is null ? await library.DeleteAsync(path, cancellationToken) : await library.MoveAsync(path, to, cancellationToken)))
        {
            throw new MediaException($"'{path}' is not there any more.");
        }

        await scope.Session.CommitAsync(cancellationToken);
        return to;
    }

    /// <summary>Changes what is said about a file. What others said meanwhile stays: only the one thing is changed, in what is stored now.</summary>
    /// <param name="isPrivate">Whether visitors get it only with what uses it; null leaves it as it is.</param>
    /// <exception cref="RefusedException">The user may not do that, or the file is not there any more.</exception>
    public static async Task DescribeAsync(AdminScope scope, string path, Func<MediaMetadata, MediaMetadata> change, bool? isPrivate = null, CancellationToken cancellationToken = default)
    {
        new MediaAccess(scope).Demand(path);
        var library = scope.Get<MediaLibrary>();
        if (await library.FindAsync(path, cancellationToken) is not { } file)
        {
            throw new RefusedException("Somebody else deleted or moved the file.");
        }

        await library.DescribeAsync(path, change(MediaMetadata.Of(file)), isPrivate ?? file.IsPrivate, cancellationToken);
        await scope.Session.CommitAsync(cancellationToken);
    }
}
