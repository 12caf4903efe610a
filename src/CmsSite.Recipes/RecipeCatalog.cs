using System.Collections.Concurrent;

namespace CmsSite.Recipes;

/// <summary>Where recipes lie.</summary>
public sealed class RecipeOptions
{
    /// <summary>
    /// Folders with recipes: <c>recipes/&lt;name&gt;/&lt;name&gt;.recipe.json</c>, <c>&lt;theme&gt;/Recipes/*.recipe.json</c>, or directly. Missing ones are empty.
    /// </summary>
    public IList<string> Folders { get; } = [];

    public RecipePackageLimits Limits { get; set; } = new();

    /// <summary>Public keys (Ed25519, base64) by the names of those who sign with them.</summary>
    public IDictionary<string, string> TrustedKeys { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether packages from outside <see cref="Folders"/> are refused unless one of the <see cref="TrustedKeys"/> signed them.</summary>
    public bool RequireSignature { get; set; }
}

/// <summary>A recipe file that a catalog found, and what it says about itself.</summary>
public sealed record RecipeEntry(string File, RecipeDescriptor Descriptor)
{
    public string Name => Descriptor.Name ?? RecipeFiles.NameOf(File);

    /// <summary>Not to be shown in lists.</summary>
    public bool IsHidden => Descriptor.Tags.Contains("hidden", StringComparer.OrdinalIgnoreCase);
}

/// <summary>Finds recipes by name in the configured folders.</summary>
public sealed class RecipeCatalog(RecipeOptions options)
{
    private const int Levels = 2;

    // Read again only when a file changed: a catalog of large recipes is listed on every visit of the dashboard's screen.
    private readonly ConcurrentDictionary<string, (DateTime Written, long Length, RecipeEntry Entry)> _known = new(StringComparer.Ordinal);

    public RecipeCatalog()
        : this(new RecipeOptions())
    {
    }

    internal RecipeOptions Options => options;

    /// <summary>All recipes, ordered by file. A file that is no recipe is listed under its file's name, so that opening it says what is wrong.</summary>
    public IReadOnlyList<RecipeEntry> List() =>
        [.. options.Folders.Select(Path.GetFullPath).Distinct().SelectMany(folder => Files(folder, Levels)).Order(StringComparer.Ordinal).Distinct().Select(Entry)];

    /// <param name="name">Compared exactly, as Orchard does.</param>
    /// <returns>Null if there is none of that name.</returns>
    /// <exception cref="RecipeException">There are several.</exception>
    public RecipeEntry? Find(string name)
    {
        var found = List().Where(entry => entry.Name == name).ToList();
        return found.Count <= 1
            ? found.FirstOrDefault()
            : throw new RecipeException($"several recipes are named \"{name}\": {string.Join(", ", found.Select(entry => entry.File))}", "Rename all but one");
    }

    /// <exception cref="RecipeException">There is none of that name (with the nearest), or there are several.</exception>
    public RecipePackage Open(string name) => Open(name, []);

    /// <param name="others">Names that could have been meant besides.</param>
    internal RecipePackage Open(string name, IEnumerable<string> others) => RecipePackage.Open(
        Find(name)?.File ?? throw new RecipeException(
            $"there is no recipe named \"{name}\"",
            Suggestion.Hint(name, [.. List().Select(entry => entry.Name).Concat(others).Distinct()]) ?? "Recipes are found by the \"name\" in their file"),
        options.Limits, isOfSite: true);

    private RecipeEntry Entry(string file)
    {
        var info = new FileInfo(file);
        if (_known.TryGetValue(file, out var read) && read.Written == info.LastWriteTimeUtc && read.Length == info.Length)
        {
            return read.Entry;
        }

        var entry = new RecipeEntry(file, RecipeReader.ReadDescriptor(file, options.Limits.Recipe));
        _known[file] = (info.LastWriteTimeUtc, info.Length, entry);
        return entry;
    }

    private static IEnumerable<string> Files(string folder, int levels)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var here = Directory.EnumerateFiles(folder).Where(file => file.EndsWith(RecipeFiles.Extension, StringComparison.OrdinalIgnoreCase));
        return levels == 0 ? here : here.Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => Path.GetFileName(inner) is not ("bin" or "obj" or "node_modules") && !Path.GetFileName(inner).StartsWith('.'))
            .SelectMany(inner => Files(inner, levels - 1)));
    }
}
