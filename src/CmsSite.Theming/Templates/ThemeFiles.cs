using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Theming.Resources;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CmsSite.Theming.Templates;

/// <summary>
/// The theme's files: its views by template name, and <c>theme.json</c>. Read once; in development looked at again when a page is made and the last look is older than
/// <see cref="CheckEvery"/>. Behind them the views that come with this library. One for the process.
/// </summary>
public sealed class ThemeFiles : INamedResources
{
    public static readonly TimeSpan CheckEvery = TimeSpan.FromMilliseconds(100);
    private const string Embedded = "Views/";
    private static readonly string[] _folders = ["", "Items", "Parts", "Fields", "Elements"];
    private static readonly FrozenDictionary<string, TemplateSource> _builtIn = ReadBuiltIn();
    private readonly ThemingOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ThemeFiles> _log;
    private readonly Lock _lock = new();
    private volatile Snapshot _snapshot;
    private long _checked;

    public ThemeFiles(IOptions<ThemingOptions> options, TimeProvider clock, ILogger<ThemeFiles> log)
    {
        (_options, _clock, _log) = (options.Value, clock, log);
        _snapshot = Read(null);
        _checked = clock.GetTimestamp();
    }

    /// <summary>Grows when a file has changed, for whoever keeps pages.</summary>
    public long Version => Current().Version;

    /// <summary>The names of all views, the theme's and those that come with this library.</summary>
    public IReadOnlySet<string> Names => Current().Views.Keys.Concat(_builtIn.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The theme's view of that template name; null when it has none.</summary>
    public TemplateSource? Find(string bindingName) => Current().Views.GetValueOrDefault(bindingName);

    /// <summary>The view of that name that comes with this library; null when there is none.</summary>
    public static TemplateSource? FindBuiltIn(string bindingName) => _builtIn.GetValueOrDefault(bindingName);

    NamedResource? INamedResources.Find(string kind, string name) =>
        (kind == "Scripts" ? Current().Scripts : Current().Styles).GetValueOrDefault(name);

    private Snapshot Current()
    {
        if (!_options.IsDevelopment || _clock.GetElapsedTime(Interlocked.Read(ref _checked)) < CheckEvery)
        {
            return _snapshot;
        }

        lock (_lock)
        {
            if (_clock.GetElapsedTime(Interlocked.Read(ref _checked)) >= CheckEvery)
            {
                Interlocked.Exchange(ref _checked, _clock.GetTimestamp());
                if (!_snapshot.Stamps.SequenceEqual(Stamps()))
                {
                    _snapshot = Read(_snapshot);
                }
            }
        }

        return _snapshot;
    }

    private Snapshot Read(Snapshot? before)
    {
        var stamps = Stamps();
        var views = new Dictionary<string, TemplateSource>(StringComparer.OrdinalIgnoreCase);
        foreach (var (path, folder) in stamps.Select(stamp => (stamp.Path, stamp.Folder)).Where(stamp => stamp.Folder is not null))
        {
            if (ViewNames.FromFile(folder!, Path.GetFileName(path)) is not { } name || ReadText(path) is not { } text)
            {
                continue;
            }

            var known = before?.Views.GetValueOrDefault(name);
            views[name] = known?.Text == text ? known : new TemplateSource(Path.GetFileName(path), text, Good(known));
        }

        var theme = ReadTheme();
        return new Snapshot((before?.Version ?? 0) + 1, stamps, views.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), NamedResource.Read(theme, "Scripts"), NamedResource.Read(theme, "Styles"));
    }

    // The last version that has rendered something; while none has, the one that was there. One is kept, however long somebody edits.
    private static TemplateSource? Good(TemplateSource? known) => known switch
    {
        null => null,
        { HasRendered: false, Before: { } before } => before,
        _ => new TemplateSource(known.Name, known.Text) { HasRendered = known.HasRendered },
    };

    private List<Stamp> Stamps()
    {
        if (_options.ThemeFolder is not { Length: > 0 } root || !Directory.Exists(root))
        {
            return [];
        }

        var stamps = new List<Stamp>();
        foreach (var folder in _folders)
        {
            var views = new DirectoryInfo(Path.Combine(root, "Views", folder));
            if (views.Exists)
            {
                stamps.AddRange(views.EnumerateFiles("*.liquid").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => new Stamp(file.FullName, folder, file.LastWriteTimeUtc, file.Length)));
            }
        }

        var theme = new FileInfo(Path.Combine(root, "theme.json"));
        if (theme.Exists)
        {
            stamps.Add(new Stamp(theme.FullName, null, theme.LastWriteTimeUtc, theme.Length));
        }

        return stamps;
    }

    private string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException exception)
        {
            // It is being saved, or has just gone: the next look finds out.
            _log.LogWarning(exception, "The view {Path} cannot be read at the moment.", path);
            Interlocked.Exchange(ref _checked, 0);
            return null;
        }
    }

    private JsonNode? ReadTheme()
    {
        if (_options.ThemeFolder is not { Length: > 0 } root || !File.Exists(Path.Combine(root, "theme.json")))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(File.ReadAllText(Path.Combine(root, "theme.json")), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            _log.LogError(exception, "The theme's theme.json cannot be read; its named resources are missing.");
            return null;
        }
    }

    private static FrozenDictionary<string, TemplateSource> ReadBuiltIn()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var views = new Dictionary<string, TemplateSource>(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Embedded, StringComparison.Ordinal)))
        {
            var path = resource[Embedded.Length..].Replace('\\', '/');
            var slash = path.LastIndexOf('/');
            if (ViewNames.FromFile(slash < 0 ? "" : path[..slash], path[(slash + 1)..]) is { } name)
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                views[name] = new TemplateSource($"{path[(slash + 1)..]} (built in)", reader.ReadToEnd());
            }
        }

        return views.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private sealed record Stamp(string Path, string? Folder, DateTime Written, long Length);

    private sealed record Snapshot(
        long Version, List<Stamp> Stamps, FrozenDictionary<string, TemplateSource> Views, IReadOnlyDictionary<string, NamedResource> Scripts, IReadOnlyDictionary<string, NamedResource> Styles);
}
