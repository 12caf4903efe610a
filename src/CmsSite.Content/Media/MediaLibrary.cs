using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace CmsSite.Content.Media;

/// <summary>
/// The media library. The bytes of a file lie under the hash of its content and never change; the path is a row of the database that points to them. So a
/// file's bytes get their place just before the transaction commits, harmlessly, and it becomes visible with the commit, together with everything else of it;
/// taking back or undoing is pointing to the former bytes again.
/// </summary>
public sealed class MediaLibrary(SiteSession session, IOptions<MediaOptions> options, TimeProvider clock)
{
    private readonly MediaOptions _options = options.Value;
    private readonly MediaBytes _bytes = new(session, options.Value);

    /// <summary>The file at a path, in any spelling of case that it was written with; null when there is none. Shared: read only.</summary>
    public async ValueTask<MediaFileRecord?> FindAsync(string path, CancellationToken cancellationToken = default)
    {
        const string Kind = "media";
        var memory = session.Memory;
        if (memory is not null && memory.TryGet<MediaFileRecord>(Kind, path, out var known))
        {
            return known;
        }

        await session.FlushAsync(cancellationToken);
        var file = await session.Database.MediaFiles.AsNoTracking().FirstOrDefaultAsync(file => file.Path == path, cancellationToken);
        if (file is not null)
        {
            memory?.Add(Kind, path, file, 600);
        }

        return file;
    }

    /// <summary>The files at these paths, as far as there are any.</summary>
    public async Task<IReadOnlyList<MediaFileRecord>> FindAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        return paths.Count == 0 ? [] : await session.Database.MediaFiles.AsNoTracking().Where(file => paths.Contains(file.Path)).ToListAsync(cancellationToken);
    }

    /// <summary>Where the bytes are. They do not change as long as the file exists.</summary>
    public string LocationOf(MediaFileRecord file) => _bytes.Location(file.Hash);

    /// <summary>How large the picture in the bytes is, upright, before it was turned or cut; null when it is none.</summary>
    public (int Width, int Height)? OriginalSizeOf(MediaFileRecord file) => Measure(file.ContentType, _bytes.Location(file.Hash)) is { } size ? (size.Width, size.Height) : null;

    /// <summary>Opens the bytes for reading.</summary>
    /// <exception cref="FileNotFoundException">The bytes are gone from the media folder.</exception>
    public Stream OpenRead(MediaFileRecord file) => File.OpenRead(_bytes.Location(file.Hash));

    /// <summary>Files of a folder and below it, by path.</summary>
    public async Task<IReadOnlyList<MediaFileRecord>> ListAsync(string folder, CancellationToken cancellationToken = default)
    {
        await session.FlushAsync(cancellationToken);
        var prefix = folder.Length == 0 ? "" : folder.Trim('/') + "/";
        return await session.Database.MediaFiles.AsNoTracking().Where(file => file.Path.StartsWith(prefix)).OrderBy(file => file.Path).ToListAsync(cancellationToken);
    }

    /// <summary>Puts a file at a path for everybody to see, as recipes do.</summary>
    /// <returns>True when something changed.</returns>
    /// <exception cref="MediaException">The path or the file is not acceptable; the message says why.</exception>
    public Task<bool> WriteAsync(string path, Stream content, CancellationToken cancellationToken = default) => WriteAsync(path, content, isPrivate: false, cancellationToken);

    /// <summary>
    /// Puts a file at a path, over what was there. Writing the same bytes again changes nothing. What is said about the file stays; how the former picture was turned and cut does not.
    /// </summary>
    /// <param name="isPrivate">See <see cref="MediaFileRecord.IsPrivate"/>.</param>
    /// <returns>True when something changed.</returns>
    /// <exception cref="MediaException">The path or the file is not acceptable; the message says why.</exception>
    public async Task<bool> WriteAsync(string path, Stream content, bool isPrivate, CancellationToken cancellationToken = default)
    {
        path = MediaPath.Normalize(path);
        CheckExtension(path);
        var contentType = MediaTypes.Of(path);
        var (hash, length) = await _bytes.StoreAsync(path, contentType, content, cancellationToken);
        var existing = await FindAsync(path, cancellationToken);
        if (existing?.Hash == hash && existing.IsPrivate == isPrivate)
        {
            return false;
        }

        await session.BeginAsync(cancellationToken);
        await MediaFolders.EnsureAsync(session, MediaFileRecord.FolderOf(path), cancellationToken);
        var size = Measure(contentType, _bytes.Location(hash));
        var said = existing is null ? MediaMetadata.None : MediaMetadata.Of(existing);
        if (existing?.Hash != hash)
        {
            said = said with { Rotation = 0, Crop = null };
        }

        var (width, height) = size is { } original ? said.SizeOf(original.Width, original.Height) : default;
        await PutAsync(existing, new MediaFileRecord
        {
            Path = path, Hash = hash, Length = length, ContentType = contentType, Width = size is null ? null : width, Height = size is null ? null : height,
            ModifiedUtc = Now(), Metadata = said.ToJson(), IsPrivate = isPrivate,
        }, cancellationToken);
        return true;
    }

    /// <summary>Puts a new file at a path, or beside it under the next number when that is taken; never over what is there, however many do so at once.</summary>
    /// <exception cref="MediaException">The path or the file is not acceptable; the message says why.</exception>
    public async Task<MediaFileRecord> AddAsync(string path, Stream content, string? owner, bool isPrivate, CancellationToken cancellationToken = default)
    {
        path = MediaPath.Normalize(path);
        CheckExtension(path);
        var contentType = MediaTypes.Of(path);
        var (hash, length) = await _bytes.StoreAsync(path, contentType, content, cancellationToken);

        // All of it is here, and from now on nobody else writes.
        await session.BeginItemsAsync(cancellationToken);
        var (stem, extension) = (path[..^Path.GetExtension(path).Length], Path.GetExtension(path));
        for (var number = 2; await FindAsync(path, cancellationToken) is not null; number++)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}{extension}");
        }

        await MediaFolders.EnsureAsync(session, MediaFileRecord.FolderOf(path), cancellationToken);
        var size = Measure(contentType, _bytes.Location(hash));
        var file = new MediaFileRecord
        {
            Path = path, Hash = hash, Length = length, ContentType = contentType, Width = size?.Width, Height = size?.Height, ModifiedUtc = Now(),
            Metadata = (MediaMetadata.None with { Owner = owner }).ToJson(), IsPrivate = isPrivate,
        };
        await PutAsync(null, file, cancellationToken);
        return file;
    }

    /// <summary>Keeps what somebody says about a file, and for whom it is; false when there is no such file.</summary>
    public async Task<bool> DescribeAsync(string path, MediaMetadata metadata, bool isPrivate, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(path, cancellationToken) is not { } file)
        {
            return false;
        }

        var json = metadata.ToJson();
        if (json == file.Metadata && isPrivate == file.IsPrivate)
        {
            return true;
        }

        var (width, height) = Measure(file.ContentType, _bytes.Location(file.Hash)) is { } size ? metadata.SizeOf(size.Width, size.Height) : (file.Width, file.Height);
        await PutAsync(file, file with { Metadata = json, IsPrivate = isPrivate, Width = width, Height = height }, cancellationToken);
        return true;
    }

    /// <summary>Gives a file another path; false when there is none. Its former address then leads nowhere.</summary>
    /// <exception cref="MediaException">The new path is not acceptable, or something is there already.</exception>
    public async Task<bool> MoveAsync(string path, string to, CancellationToken cancellationToken = default)
    {
        to = MediaPath.Normalize(to);
        CheckExtension(to);
        if (await FindAsync(path, cancellationToken) is not { } file)
        {
            return false;
        }

        if (MediaTypes.Of(to) != file.ContentType)
        {
            throw new MediaException($"'{Path.GetFileName(path)}' cannot be called '{Path.GetFileName(to)}': the ending says what it is.");
        }

        if (await FindAsync(to, cancellationToken) is not null)
        {
            throw new MediaException($"'{to}' is there already.");
        }

        await DeleteAsync(path, cancellationToken);
        await MediaFolders.EnsureAsync(session, MediaFileRecord.FolderOf(to), cancellationToken);
        await PutAsync(null, file with { Path = to }, cancellationToken);
        return true;
    }

    /// <summary>Takes a file out of the library; false when there is none. Its bytes stay for as long as an undo may need them.</summary>
    public async Task<bool> DeleteAsync(string path, CancellationToken cancellationToken = default)
    {
        if (await FindAsync(path, cancellationToken) is not { } file)
        {
            return false;
        }

        await session.BeginAsync(cancellationToken);
        session.Database.MediaFiles.Remove(file);
        await session.FlushAsync(cancellationToken);
        await session.RecordAsync(SiteChange.MediaKind, path, Path.GetFileName(path), Describe(file), null, cancellationToken);
        return true;
    }

    /// <summary>The file at a path as the change log describes it; null when there is none.</summary>
    public async Task<string?> DescriptionAsync(string path, CancellationToken cancellationToken = default) => Describe(await FindAsync(path, cancellationToken));

    /// <summary>Puts a file back as the change log described it, its date included. False when its bytes are gone.</summary>
    /// <param name="description">As a line of the change log has it.</param>
    public async Task<bool> PutBackAsync(string path, JsonObject description, CancellationToken cancellationToken = default)
    {
        if (description["Hash"].AsText() is not { } hash || description["ContentType"].AsText() is not { } contentType || !File.Exists(_bytes.Location(hash)))
        {
            return false;
        }

        var existing = await FindAsync(path, cancellationToken);
        var file = new MediaFileRecord
        {
            Path = path, Hash = hash, Length = (long)(description["Length"].AsNumber() ?? 0), ContentType = contentType,
            ModifiedUtc = description["ModifiedUtc"].AsUtc() ?? Now(),
            Metadata = description["Metadata"] is { } metadata ? SiteJson.Write(metadata) : null, IsPrivate = description["Private"].AsFlag() == true,
        };
        if (Measure(contentType, _bytes.Location(hash)) is { } size)
        {
            (file.Width, file.Height) = MediaMetadata.Of(file).SizeOf(size.Width, size.Height);
        }

        await session.BeginAsync(cancellationToken);
        await MediaFolders.EnsureAsync(session, MediaFileRecord.FolderOf(path), cancellationToken);
        await PutAsync(existing, file, cancellationToken);
        return true;
    }

    private async Task PutAsync(MediaFileRecord? existing, MediaFileRecord file, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        if (existing is null)
        {
            session.Database.MediaFiles.Add(file);
        }
        else
        {
            session.Database.MediaFiles.Update(file);
        }

        await session.FlushAsync(cancellationToken);
        await session.RecordAsync(SiteChange.MediaKind, file.Path, Path.GetFileName(file.Path), Describe(existing), Describe(file), cancellationToken);
    }

    // In whole microseconds, as PostgreSQL keeps it: what the change log says of a file must be what the file's row says.
    private DateTime Now()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private void CheckExtension(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        if (!_options.AllowedFileExtensions.Contains(extension))
        {
            throw new MediaException($"'{path}' cannot be put into the media library: files ending in '{extension}' are not allowed.");
        }
    }

    private static SKSizeI? Measure(string contentType, string location)
    {
        if (!MediaTypes.IsResizable(contentType))
        {
            return null;
        }

        using var codec = SKCodec.Create(location);
        return codec is null ? null : codec.EncodedOrigin is >= SKEncodedOrigin.LeftTop ? new SKSizeI(codec.Info.Height, codec.Info.Width) : codec.Info.Size;
    }

    private static string? Describe(MediaFileRecord? file)
    {
        if (file is null)
        {
            return null;
        }

        var json = new JsonObject { ["Hash"] = file.Hash, ["Length"] = file.Length, ["ContentType"] = file.ContentType, ["ModifiedUtc"] = file.ModifiedUtc };
        if (file.Metadata is not null)
        {
            json["Metadata"] = JsonNode.Parse(file.Metadata);
        }

        if (file.IsPrivate)
        {
            json["Private"] = true;
        }

        return SiteJson.Write(json);
    }
}
