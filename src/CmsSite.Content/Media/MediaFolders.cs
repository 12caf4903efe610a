using System.Text.Json.Nodes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Media;

/// <summary>The folders of the media library. Each is a small document named by its path, so that an empty one stays and none has to be looked for among the files.</summary>
public sealed class MediaFolders(SiteSession session, MediaLibrary library)
{
    /// <summary>Where who may manage only their own files keeps them, as in Orchard: <c>_Users/{user id}</c>.</summary>
    public const string Users = "_Users";

    /// <summary>Files that belong to one item only, as Orchard keeps them.</summary>
    public const string Attached = "mediafields";

    private const int MostMoved = 1000;

    /// <summary>Whether there is such a folder; the root always is there.</summary>
    public bool Exists(string path) => path.Length == 0 || session.Document(SiteDocumentKinds.MediaFolder, path) is not null;

    /// <summary>Paths of the folders in a folder, in order.</summary>
    public IReadOnlyList<string> In(string folder) => session.Project(SiteDocumentKinds.MediaFolder, ByParent.Of).Children(folder);

    /// <summary>Paths of all folders, in order.</summary>
    public IReadOnlyList<string> All() => session.Project(SiteDocumentKinds.MediaFolder, ByParent.Of).Paths;

    /// <returns>Its path.</returns>
    /// <exception cref="MediaException">The name is not acceptable, or the folder is there already.</exception>
    public async Task<string> CreateAsync(string parent, string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(parent, name);
        if (Exists(path))
        {
            throw new MediaException($"There is a folder '{path}' already.");
        }

        await EnsureAsync(session, path, cancellationToken);
        return path;
    }

    /// <summary>Deletes a folder with nothing in it.</summary>
    /// <exception cref="MediaException">It is not empty.</exception>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        if (In(path).Count > 0 || await HasFilesAsync(path, cancellationToken))
        {
            throw new MediaException($"'{path}' is not empty. Move or delete what is in it first.");
        }

        await session.DeleteAsync(SiteDocumentKinds.MediaFolder, path, cancellationToken);
    }

    /// <summary>Gives a folder another name or place, with all that is in it: the addresses of its files are others then.</summary>
    /// <returns>Its new path.</returns>
    /// <exception cref="MediaException">The name is not acceptable, is taken, leads into the folder itself, or more than a thousand files would have to move.</exception>
    public async Task<string> MoveAsync(string path, string parent, string name, CancellationToken cancellationToken = default)
    {
        var to = PathOf(parent, name);
        if (to == path)
        {
            return path;
        }

        if (!Exists(parent))
        {
            throw new MediaException($"There is no folder '{parent}'.");
        }

        if (Exists(to) || (to + "/").StartsWith(path + "/", StringComparison.Ordinal))
        {
            throw new MediaException(Exists(to) ? $"There is a folder '{to}' already." : "A folder cannot be moved into itself.");
        }

        var files = await Below(path).OrderBy(file => file.Path).Select(file => file.Path).Take(MostMoved + 1).ToListAsync(cancellationToken);
        if (files.Count > MostMoved)
        {
            throw new MediaException($"'{path}' has more than {MostMoved} files in it. Move the folders in it one by one.");
        }

        foreach (var folder in All().Where(folder => folder == path || folder.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
        {
            await EnsureAsync(session, to + folder[path.Length..], cancellationToken);
            await session.DeleteAsync(SiteDocumentKinds.MediaFolder, folder, cancellationToken);
        }

        foreach (var file in files)
        {
            await library.MoveAsync(file, to + file[path.Length..], cancellationToken);
        }

        return to;
    }

    /// <summary>Files in a folder and in those below it.</summary>
    public IQueryable<MediaFileRecord> Below(string folder)
    {
        var prefix = folder + "/";
        return session.Database.MediaFiles.AsNoTracking().Where(file => file.Folder == folder || file.Folder.StartsWith(prefix));
    }

    /// <summary>Makes a folder and those above it, where they are not there yet.</summary>
    internal static async Task EnsureAsync(SiteSession session, string folder, CancellationToken cancellationToken)
    {
        for (; folder.Length > 0 && session.Document(SiteDocumentKinds.MediaFolder, folder) is null; folder = MediaFileRecord.FolderOf(folder))
        {
            await session.PutAsync(SiteDocumentKinds.MediaFolder, folder, new JsonObject(), cancellationToken);
        }
    }

    private static string PathOf(string parent, string name)
    {
        name = name.Trim();
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal))
        {
            throw new MediaException(name.Length == 0 ? "The folder needs a name." : "The name of a folder has no slash in it.");
        }

        return MediaPath.Normalize(parent.Length == 0 ? name : $"{parent}/{name}");
    }

    private Task<bool> HasFilesAsync(string folder, CancellationToken cancellationToken) =>
        session.Database.MediaFiles.AnyAsync(file => file.Folder == folder, cancellationToken);

    private sealed record ByParent(IReadOnlyList<string> Paths, ILookup<string, string> Folders)
    {
        public static ByParent Of(IReadOnlyDictionary<string, JsonNode> documents)
        {
            List<string> paths = [.. documents.Keys.Order(StringComparer.OrdinalIgnoreCase)];
            return new(paths, paths.ToLookup(MediaFileRecord.FolderOf, StringComparer.Ordinal));
        }

        public IReadOnlyList<string> Children(string folder) => [.. Folders[folder]];
    }
}
