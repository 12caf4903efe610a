using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>An export of another system and the files that came with it: the export alone or with a folder of uploads, or both in a zip or a folder. Dispose it after the conversion.</summary>
public sealed class ConversionInput : IDisposable
{
    private static readonly string[] _exports = [".xml", ".wxr", ".json"];
    private static readonly string[] _uploadFolders = ["wp-content/uploads/", "content/images/", "content/media/", "content/files/", "uploads/", "images/", "media/", "files/"];
    private readonly PackageFiles? _package;
    private readonly string? _file;
    private readonly PackageFiles? _uploads;

    // Of a zip: files by their paths below whatever folder of uploads they are in.
    private readonly Dictionary<string, string> _zipped = new(StringComparer.OrdinalIgnoreCase);

    private ConversionInput(string name, PackageFiles? package, string? file, PackageFiles? uploads)
    {
        (Name, _package, _file, _uploads) = (name, package, file, uploads);
        Exports = file is not null ? [name] : FindExports();
    }

    /// <summary>What errors call it.</summary>
    public string Name { get; }

    /// <summary>WordPress gives large sites in several files; in their order.</summary>
    internal IReadOnlyList<string> Exports { get; }

    /// <param name="path">The export, a zip, or a folder.</param>
    /// <param name="uploads">The folder of uploaded files (<c>wp-content/uploads</c>, Ghost's <c>content</c>); null when there is none.</param>
    /// <param name="name">What errors call the export, where its own name says nothing.</param>
    /// <param name="limits">What a zip may hold.</param>
    /// <exception cref="RecipeException">There is no such file, or nothing in it that can be converted.</exception>
    public static ConversionInput Open(string path, string? uploads = null, string? name = null, RecipePackageLimits? limits = null)
    {
        var isFolder = Directory.Exists(path);
        if (!isFolder && !File.Exists(path))
        {
            throw new RecipeException($"there is no file or folder \"{path}\"", "Give an export of WordPress (.xml) or Ghost (.json), or a zip or folder that holds one and its uploads");
        }

        if (uploads is not null && !Directory.Exists(uploads))
        {
            throw new RecipeException($"there is no folder \"{uploads}\"", "Give the folder of uploaded files, such as wp-content/uploads");
        }

        name ??= Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        var package = isFolder ? PackageFiles.OfFolder(path)
            : IsZip(path) ? PackageFiles.OfZip(File.OpenRead(path), name, limits)
            : null;
        try
        {
            return new ConversionInput(name, package, package is null ? path : null, uploads is null ? null : PackageFiles.OfFolder(uploads));
        }
        catch
        {
            package?.Dispose();
            throw;
        }
    }

    internal Stream Open(string export) => _file is not null ? new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024) : _package!.Open(export);

    /// <summary>An uploaded file by its path below the folder of uploads; null when it did not come along.</summary>
    /// <exception cref="RecipeException">It is a link.</exception>
    internal UploadedFile? Find(string path)
    {
        if (_zipped.TryGetValue(path, out var zipped))
        {
            return new UploadedFile(_package!, zipped);
        }

        foreach (var files in (PackageFiles?[])[_uploads, _zipped.Count == 0 ? _package : null])
        {
            foreach (var folder in files is null ? [] : (string[])["", .. _uploadFolders])
            {
                if (files!.Find(folder + path) is { } found)
                {
                    return new UploadedFile(files, found);
                }
            }
        }

        return null;
    }

    public void Dispose()
    {
        _package?.Dispose();
        _uploads?.Dispose();
    }

    private IReadOnlyList<string> FindExports()
    {
        var exports = new List<string>();
        foreach (var path in _package!.List())
        {
            if (_uploadFolders.Select(folder => (folder, At: ("/" + path).IndexOf("/" + folder, StringComparison.OrdinalIgnoreCase))).FirstOrDefault(found => found.At >= 0) is { folder: { } folder, At: var at })
            {
                _zipped.TryAdd(path[(at + folder.Length)..], path);
                // Ghost's own folders tell pictures from other files.
                _zipped.TryAdd(path[(at + folder.Length - folder.TrimEnd('/').Split('/')[^1].Length - 1)..], path);
            }
            else if (_exports.Contains(Path.GetExtension(path).ToLowerInvariant()))
            {
                exports.Add(path);
            }
        }

        var kinds = exports.Select(path => Path.GetExtension(path).ToLowerInvariant() is ".json").Distinct().Count();
        return exports.Count == 0 || kinds > 1 || (exports.Count > 1 && exports[0].EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            ? throw new RecipeException(exports.Count == 0 ? $"\"{Name}\" holds no export" : $"\"{Name}\" holds several exports: {string.Join(", ", exports.Order(StringComparer.Ordinal).Take(10))}",
                "Put one export of WordPress (.xml) or Ghost (.json) into it, beside the folder of uploads")
            : [.. exports.Order(StringComparer.Ordinal)];
    }

    private static bool IsZip(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4];
        return file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4 && head.SequenceEqual("PK\u0003\u0004"u8);
    }
}

/// <summary>A file that came with an export.</summary>
internal sealed record UploadedFile(PackageFiles Files, string Path)
{
    public long Length => Files.Length(Path);

    public Stream Open() => Files.Open(Path);
}
