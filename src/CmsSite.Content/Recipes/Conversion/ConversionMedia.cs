using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Content.Recipes.Exporting;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>The files of a site that came with its export: those of its library, and whatever else its texts show. Of pictures in several sizes the largest, since this site makes its own.</summary>
internal sealed partial class ConversionMedia(ForeignSite site, ConversionInput input, MediaOptions options, ConversionReport report)
{
    private const int HeadLength = 4096;
    private readonly Dictionary<string, string?> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, (UploadedFile File, string? Alt)> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _targets = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);

    public int Count => _used.Count;

    /// <summary>Whether the address is one of an uploaded file of that site.</summary>
    public bool IsUpload(Uri address) => Relative(address) is not null;

    /// <summary>Where the file is in the media library; null when it did not come along, or the library does not take it.</summary>
    public string? PathOf(Uri address)
    {
        if (Relative(address) is not { } relative)
        {
            return null;
        }

        if (!_paths.TryGetValue(relative, out var path))
        {
            _paths[relative] = path = Take(relative, site.Files.TryGetValue(WithoutQuery(address), out var known) ? known : null);
            if (path is null)
            {
                report.Add($"{(address.Host == site.Base.Host && site.Url is null ? address.AbsolutePath : WithoutQuery(address))} did not come along; its address stays in the text");
            }
        }

        return path;
    }

    /// <summary>The library's own files, whether a text shows them or not.</summary>
    public void TakeAll()
    {
        foreach (var url in site.Files.Keys)
        {
            if (Uri.TryCreate(url, UriKind.Absolute, out var address))
            {
                PathOf(address);
            }
        }
    }

    public IEnumerable<JsonObject> Describe() => _used.Select(file =>
    {
        var json = new JsonObject { ["TargetPath"] = file.Key, ["SourcePath"] = PackagePath(file.Key) };
        if (file.Value.Alt is { } alt)
        {
            json["MediaText"] = alt;
        }

        return json;
    });

    public async Task CopyAsync(ExportPackage package, CancellationToken cancellationToken)
    {
        foreach (var (path, (file, _)) in _used)
        {
            await using var source = file.Open();
            await using var target = await package.CreateAsync(PackagePath(path), cancellationToken);
            await source.CopyToAsync(target, cancellationToken);
        }
    }

    private static string PackagePath(string target) => "media/" + target;

    private string? Relative(Uri address)
    {
        var path = Uri.UnescapeDataString(address.AbsolutePath);
        if (path.IndexOf(site.Uploads.Marker, StringComparison.OrdinalIgnoreCase) is var at and >= 0 && (site.Url is null || OldAddresses.IsSameHost(address, site.Url) || site.Files.ContainsKey(WithoutQuery(address))))
        {
            var below = path[(at + site.Uploads.Marker.Length)..];
            return site.Uploads.Kinds.Count == 0 || site.Uploads.Kinds.Any(kind => below.StartsWith(kind, StringComparison.OrdinalIgnoreCase)) ? below : null;
        }

        // WordPress.com keeps files on a host of their own.
        return site.Files.ContainsKey(WithoutQuery(address)) ? path.Trim('/') : null;
    }

    private string? Take(string relative, ForeignFile? known)
    {
        foreach (var candidate in Candidates(relative))
        {
            if (Find(candidate) is not { } file)
            {
                continue;
            }

            // A picture in another size is the same file.
            var source = file.Path;
            if (_sources.TryGetValue(source, out var taken))
            {
                return taken;
            }

            if (Problem(candidate, file) is { } problem)
            {
                report.Add($"{candidate} is left out: {problem}");
                return null;
            }

            var target = Free(Target(candidate));
            _sources[source] = target;
            _used[target] = (file, known?.Alt is { Length: > 0 } alt ? alt : null);
            return target;
        }

        return null;
    }

    private UploadedFile? Find(string path)
    {
        try
        {
            return path.Split('/').Any(name => name is "" or "." or "..") ? null
                : input.Find(path) ?? (site.Uploads.Kinds.FirstOrDefault(kind => path.StartsWith(kind, StringComparison.OrdinalIgnoreCase)) is { } kind ? input.Find(path[kind.Length..]) : null);
        }
        catch (RecipeException refused)
        {
            report.Add($"{path} is left out: {refused.Message}");
            return null;
        }
    }

    private string? Problem(string path, UploadedFile file)
    {
        if (!options.AllowedFileExtensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            return $"files ending in “{Path.GetExtension(path)}” are not allowed in the media library";
        }

        if (file.Length > options.MaxFileSize)
        {
            return $"it is larger than {options.MaxFileSize:N0} bytes, the most that the media library takes";
        }

        var head = new byte[HeadLength];
        using var stream = file.Open();
        var length = stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        return length > 0 && MediaTypes.Agrees(MediaTypes.Of(path), head.AsSpan(0, length)) ? null : "it is not what its name says";
    }

    private static IEnumerable<string> Candidates(string relative)
    {
        var original = Sized().Replace(relative, "");
        if (original != relative)
        {
            yield return original;
        }

        yield return relative;
    }

    // Names that an address carries as they are stay, so that one rule leads all old addresses on.
    private string Target(string path)
    {
        var names = path.Split('/').Select(name => Plain().IsMatch(name) ? name : Slugs.Slugify(Path.GetFileNameWithoutExtension(name)) + Path.GetExtension(name).ToLowerInvariant());
        return MediaPath.Normalize($"{site.Uploads.Folder}/{string.Join('/', names)}".Trim('/'));
    }

    private string Free(string target)
    {
        var (free, number) = (target, 2);
        while (!_targets.Add(free))
        {
            free = $"{target[..^Path.GetExtension(target).Length]}-{number++}{Path.GetExtension(target)}";
        }

        return free;
    }

    private static string WithoutQuery(Uri address) => address.GetLeftPart(UriPartial.Path);

    // photo-300x200.jpg, photo-scaled.jpg; size/w600/photo.jpg of Ghost.
    [GeneratedRegex(@"(?:-\d{1,5}x\d{1,5}|-scaled)(?=\.\w{2,5}$)|(?<=^|/)size/w\d+(?:h\d+)?/(?:format/\w+/)?", RegexOptions.IgnoreCase)]
    private static partial Regex Sized();

    [GeneratedRegex(@"^[A-Za-z0-9_~-][A-Za-z0-9._~-]*$")]
    private static partial Regex Plain();
}
