using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SkiaSharp;

namespace CmsSite.Content.Media;

/// <summary>
/// The folder of resized images, kept below a number of bytes: when enough has been added, what has not been asked for the longest goes. It may be emptied by hand at any time.
/// </summary>
public sealed class RenditionCache(IOptions<MediaOptions> options, TimeProvider clock, ILogger<RenditionCache> log)
{
    private static readonly TimeSpan _noticed = TimeSpan.FromHours(12);
    private static readonly TimeSpan _abandoned = TimeSpan.FromHours(1);
    private readonly MediaOptions _options = options.Value;

    // The first file after a start has the folder looked through.
    private long _added = long.MaxValue / 2;
    private int _isTidying;

    /// <summary>The end of the last tidying; for whoever must wait for it.</summary>
    public Task Tidying { get; private set; } = Task.CompletedTask;

    public string PathOf(string hash, string name) => Path.Combine(_options.CacheFolder, hash[..2], $"{hash}-{name}");

    /// <summary>Whether the file is there; notes now and then that it was asked for.</summary>
    public bool Has(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return false;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (now - file.LastWriteTimeUtc > _noticed)
        {
            try
            {
                file.LastWriteTimeUtc = now;
            }
            catch (IOException)
            {
                return File.Exists(path); // tidied away at this very moment, or a disk that can only be read
            }
            catch (UnauthorizedAccessException)
            {
                return true;
            }
        }

        return true;
    }

    public void Write(string path, SKData data) => Put(path, temporary =>
    {
        using var stream = File.Create(temporary);
        data.SaveTo(stream);
    });

    public void Copy(string from, string path) => Put(path, temporary => File.Copy(from, temporary));

    private void Put(string path, Action<string> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():n}.part";
        write(temporary);
        File.Move(temporary, path, overwrite: true);
        if (Interlocked.Add(ref _added, new FileInfo(path).Length) > _options.MaxCacheBytes / 20 && Interlocked.Exchange(ref _isTidying, 1) == 0)
        {
            Interlocked.Exchange(ref _added, 0);
            Tidying = Task.Run(Tidy);
        }
    }

    private void Tidy()
    {
        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var files = new DirectoryInfo(_options.CacheFolder).EnumerateFiles("*", SearchOption.AllDirectories).ToList();
            foreach (var file in files.Where(file => file.Extension == ".part" && now - file.LastWriteTimeUtc > _abandoned))
            {
                file.Delete();
            }

            var total = files.Sum(file => file.Length);
            if (total <= _options.MaxCacheBytes)
            {
                return;
            }

            var kept = total;
            foreach (var file in files.OrderBy(file => file.LastWriteTimeUtc).TakeWhile(_ => kept > _options.MaxCacheBytes * 8 / 10))
            {
                kept -= file.Length;
                file.Delete();
            }

            log.LogInformation("The cache of images had {Total:N0} bytes; what was not asked for lately is gone, {Kept:N0} are left.", total, kept);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(failure, "The cache of images could not be tidied up; it is tried again when more has been added.");
        }
        finally
        {
            Interlocked.Exchange(ref _isTidying, 0);
        }
    }
}
