using System.IO.Compression;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>Where an export goes: files by path, one after another. It is there only once it is complete; disposed before, it leaves nothing.</summary>
public abstract class ExportPackage : IAsyncDisposable
{
    /// <summary>A new file, to be written and disposed before the next one is begun.</summary>
    /// <param name="path">With <c>/</c> between folders.</param>
    public abstract Task<Stream> CreateAsync(string path, CancellationToken cancellationToken = default);

    public abstract Task CompleteAsync(CancellationToken cancellationToken = default);

    public abstract ValueTask DisposeAsync();

    /// <summary>A folder, or a zip when the path ends so.</summary>
    /// <exception cref="RecipeException">Something is there already that is not to be written over.</exception>
    public static ExportPackage To(string path)
    {
        var full = Path.GetFullPath(path);
        if (!full.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            return new ExportFolder(full);
        }

        if (Directory.Exists(full))
        {
            throw new RecipeException($"\"{path}\" is a folder", "Give the zip another name");
        }

        return ExportZip.ToFile(full);
    }

    /// <summary>A zip that is written as it is made; the stream need not be seekable, and stays open.</summary>
    public static ExportPackage Zip(Stream stream) => new ExportZip(stream);

    private sealed class ExportFolder : ExportPackage
    {
        private readonly string _folder;
        private readonly string _partial;

        public ExportFolder(string folder)
        {
            if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            {
                throw new RecipeException($"\"{folder}\" is there already", "Give a folder that is empty or does not exist, or a file that ends in .zip");
            }

            _folder = folder.TrimEnd(Path.DirectorySeparatorChar);
            _partial = $"{_folder}.{Guid.NewGuid():n}.partial";
            Directory.CreateDirectory(_partial);
        }

        public override Task<Stream> CreateAsync(string path, CancellationToken cancellationToken = default)
        {
            var file = Path.Combine([_partial, .. path.Split('/')]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return Task.FromResult<Stream>(new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true));
        }

        public override Task CompleteAsync(CancellationToken cancellationToken = default)
        {
            if (Directory.Exists(_folder))
            {
                Directory.Delete(_folder);
            }

            Directory.Move(_partial, _folder);
            return Task.CompletedTask;
        }

        public override ValueTask DisposeAsync()
        {
            if (Directory.Exists(_partial))
            {
                Directory.Delete(_partial, recursive: true);
            }

            return ValueTask.CompletedTask;
        }
    }

    private sealed class ExportZip : ExportPackage
    {
        // What is compressed already does not get smaller.
        private static readonly string[] _packed = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".mp3", ".mp4", ".m4a", ".m4v", ".ogg", ".webm", ".docx", ".xlsx", ".pptx"];

        // The same site gives the same bytes, whatever the day.
        private static readonly DateTimeOffset _noDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        private readonly ZipArchive _archive;
        private readonly Stream _stream;
        private readonly string? _file;
        private bool _closed;

        public ExportZip(Stream stream, string? file = null)
        {
            _stream = stream;
            _file = file;
            _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        }

        public static ExportZip ToFile(string file)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            return new ExportZip(new FileStream($"{file}.partial", FileMode.Create, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true), file);
        }

        public override async Task<Stream> CreateAsync(string path, CancellationToken cancellationToken = default)
        {
            var isPacked = _packed.Contains(Path.GetExtension(path).ToLowerInvariant());
            var entry = _archive.CreateEntry(path, isPacked ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
            entry.LastWriteTime = _noDate;
            return await entry.OpenAsync(cancellationToken);
        }

        public override async Task CompleteAsync(CancellationToken cancellationToken = default)
        {
            await CloseAsync();
            if (_file is not null)
            {
                File.Move($"{_file}.partial", _file, overwrite: true);
            }
        }

        public override async ValueTask DisposeAsync()
        {
            if (!_closed && _file is not null)
            {
                await CloseAsync();
                File.Delete($"{_file}.partial");
            }
        }

        private async Task CloseAsync()
        {
            _closed = true;
            await _archive.DisposeAsync();
            if (_file is not null)
            {
                await _stream.DisposeAsync();
            }
        }
    }
}
