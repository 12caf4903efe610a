using System.IO.Compression;

namespace CmsSite.Recipes;

/// <summary>The files of a zip, read in place: nothing is unpacked to a path that the archive chose.</summary>
internal sealed class ZipFiles : PackageFiles
{
    private const long AlwaysAllowed = 1024 * 1024;
    private const int UnixTypeShift = 16;
    private const int UnixTypeMask = 0xF000;
    private const int UnixLink = 0xA000;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly RecipePackageLimits _limits;

    private ZipFiles(ZipArchive archive, string name, RecipePackageLimits limits)
    {
        _archive = archive;
        _limits = limits;
        Name = name;
    }

    public override string Name { get; }

    public static ZipFiles Open(Stream stream, string name, RecipePackageLimits limits)
    {
        try
        {
            var files = new ZipFiles(new ZipArchive(stream, ZipArchiveMode.Read), name, limits);
            files.Index();
            return files;
        }
        catch (InvalidDataException wrong)
        {
            stream.Dispose();
            throw new RecipeException($"\"{name}\" is not a zip archive, or a damaged one", "Pack it again", inner: wrong);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Recipe.json at the root, as Orchard's exports have it, or else the only recipe there is.</summary>
    public string FindRecipe()
    {
        if (Find(RecipeFiles.Exported) is { } exported)
        {
            return exported;
        }

        var found = List().Where(RecipeFiles.IsRecipe).Order(StringComparer.Ordinal).ToList();
        return found switch
        {
            [var one] => one,
            [] => throw new RecipeException($"\"{Name}\" holds no recipe", $"Put {RecipeFiles.Exported} at its root, or one *{RecipeFiles.Extension}"),
            _ => throw new RecipeException(
                $"\"{Name}\" holds several recipes: {string.Join(", ", found)}", $"Name the one to run {RecipeFiles.Exported} and put it at the root"),
        };
    }

    public override IEnumerable<string> List() => _entries.Keys;

    public override string? Find(string path) => _entries.TryGetValue(path, out var entry) ? Normal(entry.FullName) : null;

    // The length in the header may lie; the stream holds it to its word.
    public override Stream Open(string path) => new CappedStream(_entries[path].Open(), _entries[path].Length, path);

    public override long Length(string path) => _entries[path].Length;

    public override void Dispose() => _archive.Dispose();

    private void Index()
    {
        if (_archive.Entries.Count > _limits.Entries)
        {
            throw new RecipeException($"\"{Name}\" holds {_archive.Entries.Count} entries; {_limits.Entries} are allowed", "Split it");
        }

        var total = 0L;
        foreach (var entry in _archive.Entries)
        {
            if (entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\') || IsLitter(entry.FullName))
            {
                continue;
            }

            total += entry.Length;
            Check(entry, total);
            if (!_entries.TryAdd(Normal(entry.FullName), entry))
            {
                throw new RecipeException($"\"{Name}\" holds \"{entry.FullName}\" twice", "Pack it again");
            }
        }
    }

    private void Check(ZipArchiveEntry entry, long total)
    {
        if (((entry.ExternalAttributes >>> UnixTypeShift) & UnixTypeMask) == UnixLink)
        {
            throw new RecipeException($"\"{entry.FullName}\" in \"{Name}\" is a link, and links are not followed", "Put the file itself into the archive");
        }

        if (entry.IsEncrypted)
        {
            throw new RecipeException($"\"{entry.FullName}\" in \"{Name}\" is encrypted", "Pack it without a password");
        }

        if (entry.Length > _limits.FileBytes || total > _limits.TotalBytes)
        {
            throw new RecipeException(
                $"\"{Name}\" is too large when unpacked (at \"{entry.FullName}\"): {_limits.FileBytes} bytes a file and {_limits.TotalBytes} in all are allowed",
                "Split it");
        }

        if (entry.Length > AlwaysAllowed && entry.Length / _limits.Ratio > entry.CompressedLength)
        {
            throw new RecipeException(
                $"\"{entry.FullName}\" in \"{Name}\" becomes more than {_limits.Ratio} times larger when unpacked, as archives do that are made to fill a disk",
                "Leave it out");
        }
    }

    private string Normal(string name)
    {
        try
        {
            return PackagePath.Resolve("", name);
        }
        catch (RecipeException wrong)
        {
            throw new RecipeException($"\"{Name}\" is refused: its entry {wrong.Message}", "Pack it again", inner: wrong);
        }
    }

    // What macOS and Windows put into archives that people make with a click.
    private static bool IsLitter(string name) =>
        name.StartsWith("__MACOSX/", StringComparison.Ordinal) || name[(name.LastIndexOf('/') + 1)..] is ".DS_Store" or "Thumbs.db" or "desktop.ini";

    private sealed class CappedStream(Stream inner, long length, string path) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

        public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Count(await inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).ConfigureAwait(false));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private int Count(int bytes)
        {
            _read += bytes;
            return _read <= length
                ? bytes
                : throw new RecipeException($"\"{path}\" unpacks to more than its archive says", "Pack it again");
        }
    }
}
