using CmsSite.Content.Items;
using CmsSite.Content.Media.Cleaning;
using CmsSite.Storage;
using Microsoft.Extensions.Options;

namespace CmsSite.Content.Media;

/// <summary>What to do with a file whose name is taken.</summary>
public enum NameTaken
{
    Ask,
    KeepBoth,
    Replace,
}

/// <summary>What became of an upload.</summary>
public abstract record UploadResult
{
    public sealed record Stored(MediaFileRecord File) : UploadResult;

    /// <summary>Nothing was stored: there is a file at that path.</summary>
    public sealed record Taken(string Path) : UploadResult;
}

/// <summary>
/// Files that people send: under a safe name, holding what that name says, and nothing but that. Recipes bring files as they are; a photograph from somebody's telephone
/// says where they live.
/// </summary>
public sealed class MediaUploads(MediaLibrary library, IOptions<MediaOptions> options)
{
    private const int MaxNameLength = 100;
    private const int HeadLength = 4096;
    private readonly MediaOptions _options = options.Value;

    /// <summary>The path that an upload of that name would get in a folder.</summary>
    /// <exception cref="MediaException">Files of that kind are not taken.</exception>
    public string PathOf(string folder, string name)
    {
        name = name.Replace('\\', '/');
        name = name[(name.LastIndexOf('/') + 1)..];
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (!_options.AllowedFileExtensions.Contains(extension))
        {
            throw new MediaException(extension.Length == 0
                ? $"'{name}' has no ending that says what it is."
                : $"'{name}' cannot be taken: files ending in '{extension}' are not allowed here.");
        }

        var stem = Slugs.Slugify(Path.GetFileNameWithoutExtension(name));
        stem = stem.Length == 0 ? "file" : stem.Length <= MaxNameLength ? stem : stem[..(char.IsHighSurrogate(stem[MaxNameLength - 1]) ? MaxNameLength - 1 : MaxNameLength)];
        return MediaPath.Normalize(folder.Length == 0 ? stem + extension : $"{folder}/{stem}{extension}");
    }

    /// <summary>Puts a new file into a folder, visible to visitors only once something published uses it.</summary>
    /// <param name="owner">The id of the account that brings it.</param>
    /// <exception cref="MediaException">The file is not acceptable; the message says why.</exception>
    public async Task<UploadResult> AddAsync(string folder, string name, Stream content, NameTaken taken, string owner, CancellationToken cancellationToken = default)
    {
        var path = PathOf(folder, name);
        var existing = await library.FindAsync(path, cancellationToken);
        if (existing is not null && taken == NameTaken.Ask)
        {
            return new UploadResult.Taken(path);
        }

        if (existing is not null && taken == NameTaken.Replace)
        {
            return await ReplaceAsync(path, content, cancellationToken) is { } replaced ? new UploadResult.Stored(replaced) : new UploadResult.Taken(path);
        }

        await using var clean = await CleanAsync(name, MediaTypes.Of(path), content, cancellationToken);
        return new UploadResult.Stored(await library.AddAsync(path, clean, owner, isPrivate: true, cancellationToken));
    }

    /// <summary>Puts other bytes under an address that is in use; null when there is no such file.</summary>
    /// <exception cref="MediaException">The file is not acceptable: above all, it must be of the same kind as what it replaces.</exception>
    public async Task<MediaFileRecord?> ReplaceAsync(string path, Stream content, CancellationToken cancellationToken = default)
    {
        if (await library.FindAsync(path, cancellationToken) is not { } existing)
        {
            return null;
        }

        await using var clean = await CleanAsync(Path.GetFileName(path), existing.ContentType, content, cancellationToken);
        await library.WriteAsync(path, clean, existing.IsPrivate, cancellationToken);
        return await library.FindAsync(path, cancellationToken);
    }

    // Looks at the first bytes; what is a picture is read whole and cleaned, anything else passes on as it comes.
    private async Task<Stream> CleanAsync(string name, string contentType, Stream content, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        var length = await content.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellationToken);
        if (length == 0)
        {
            throw new MediaException($"'{name}' is empty.");
        }

        var kind = FileKinds.Of(head.AsSpan(0, length));
        if (kind?.ContentTypes.Contains(contentType) != true)
        {
            throw new MediaException(kind is null
                ? $"'{name}' is not what its name says: its content does not look like a file ending in '{Path.GetExtension(name)}'."
                : $"'{name}' is not what its name says: it is {kind.Name}.");
        }

        var whole = new LimitedStream(new ConcatenatedStream(head.AsMemory(0, length), content), _options.MaxFileSize, name);
        if (!ImageCleaning.Knows(contentType))
        {
            return whole;
        }

        using var bytes = new MemoryStream();
        await whole.CopyToAsync(bytes, cancellationToken);
        return new MemoryStream(ImageCleaning.Clean(name, contentType, bytes.ToArray(), _options.MaxPixels));
    }
}
