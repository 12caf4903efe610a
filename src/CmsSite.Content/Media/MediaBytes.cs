using System.Globalization;
using System.Security.Cryptography;
using CmsSite.Content.Html;
using CmsSite.Storage;

namespace CmsSite.Content.Media;

/// <summary>The bytes of the library's files, each under the hash of what it holds; those that a session has brought get their place when it commits.</summary>
internal sealed class MediaBytes(SiteSession session, MediaOptions options)
{
    private const int HeadLength = 4096;
    private const string Staged = ".*.part";

    // Hash → where the bytes are that this session has brought and not committed yet.
    private readonly Dictionary<string, string> _staged = new(StringComparer.Ordinal);

    private bool _hasSwept;

    /// <summary>Where the bytes are.</summary>
    public string Location(string hash) => _staged.TryGetValue(hash, out var staged) ? staged : Path.Combine(options.Folder, hash[..2], hash);

    /// <summary>Copies the bytes to a temporary file while hashing them: a crash leaves a stray temporary file at most. Nobody waits for it: the transaction begins when they are all there.</summary>
    /// <exception cref="MediaException">There are too many, or they are not what the path says.</exception>
    public async Task<(string Hash, long Length)> StoreAsync(string path, string contentType, Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Folder);
        Sweep();
        var temporary = Path.Combine(options.Folder, $".{Guid.NewGuid():n}.part");
        try
        {
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var head = new MemoryStream(HeadLength);
            long length = 0;
            await using (var target = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 81920, FileOptions.Asynchronous))
            {
                await using var source = contentType == "image/svg+xml" ? await CleanSvgAsync(path, content, cancellationToken) : null;
                var from = source ?? content;
                var buffer = new byte[81920];
                int read;
                while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    length += read;
                    if (length > options.MaxFileSize)
                    {
                        throw new MediaException(string.Create(CultureInfo.InvariantCulture, $"'{path}' is larger than {options.MaxFileSize:N0} bytes, the most that the media library takes (Media:MaxFileSize)."));
                    }

                    if (head.Length < HeadLength)
                    {
                        head.Write(buffer, 0, Math.Min(read, HeadLength - (int)head.Length));
                    }

                    sha.AppendData(buffer, 0, read);
                    await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }

                target.Flush(flushToDisk: true);
            }

            if (!MediaTypes.Agrees(contentType, head.ToArray()))
            {
                throw new MediaException($"'{path}' is not what its name says: its content is not {contentType}.");
            }

            var hash = Convert.ToHexStringLower(sha.GetHashAndReset());
            if (!File.Exists(Location(hash)))
            {
                await StageAsync(temporary, hash, cancellationToken);
            }

            return (hash, length);
        }
        finally
        {
            if (!_staged.ContainsValue(temporary))
            {
                File.Delete(temporary);
            }
        }
    }

    // Until the commit the bytes keep their temporary name: a recipe that is only planned, or fails, leaves none behind.
    private async Task StageAsync(string temporary, string hash, CancellationToken cancellationToken)
    {
        await session.BeginAsync(cancellationToken);
        _staged[hash] = temporary;
        session.OnRollback(() =>
        {
            File.Delete(temporary);
            _staged.Remove(hash);
        });
        session.BeforeCommit(_ =>
        {
            _staged.Remove(hash);
            var location = Location(hash);
            Directory.CreateDirectory(Path.GetDirectoryName(location)!);
            File.Move(temporary, location, overwrite: true);
            return Task.CompletedTask;
        });
    }

    // What a killed process left behind, once a session.
    private void Sweep()
    {
        if (_hasSwept)
        {
            return;
        }

        _hasSwept = true;
        AbandonedFiles.Delete(options.Folder, Staged);
    }

    private async Task<Stream> CleanSvgAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(new LimitedStream(content, options.MaxFileSize, path));
        var clean = SvgSanitizing.Sanitize(await reader.ReadToEndAsync(cancellationToken))
            ?? throw new MediaException($"'{path}' is not an SVG image: it cannot be read as XML with an <svg> at its root.");
        return new MemoryStream(System.Text.Encoding.UTF8.GetBytes(clean));
    }
}
