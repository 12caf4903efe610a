using System.Text;
using CmsSite.Recipes.Signing;

namespace CmsSite.Recipes;

/// <summary>A recipe and the files that its steps may read: a file, a folder, a zip, or text alone.</summary>
/// <remarks>
/// Paths are relative to the recipe's folder and stay below the package's root: the folder above <c>Recipes/</c> when the recipe lies in a folder of that name, so that
/// <c>../wwwroot/…</c> works as it does in a theme, otherwise the recipe's own folder. Dispose it after the run.
/// </remarks>
public sealed class RecipePackage : IDisposable
{
    private readonly PackageFiles _files;
    private readonly string _recipePath;
    private readonly RecipePackageLimits _limits;
    private readonly bool _ownsFiles;

    internal RecipePackage(PackageFiles files, string recipePath, RecipeDocument document, RecipePackageLimits limits, bool ownsFiles = true)
    {
        _files = files;
        _recipePath = recipePath;
        _limits = limits;
        _ownsFiles = ownsFiles;
        Document = document;
    }

    /// <summary>The recipe as read. It may have errors: see <see cref="RecipeDocument.Problems"/>.</summary>
    public RecipeDocument Document { get; }

    /// <param name="path">A <c>*.recipe.json</c> (or any <c>.json</c>) file, a folder with one, or a <c>.zip</c>.</param>
    /// <exception cref="RecipeException">There is no recipe, there are several, or the archive is not fit to be read.</exception>
    public static RecipePackage Open(string path, RecipePackageLimits? limits = null) => Open(path, limits, isOfSite: false);

    internal static RecipePackage Open(string path, RecipePackageLimits? limits, bool isOfSite)
    {
        limits ??= new();
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            return OpenFile(RecipeInFolder(full), limits, isOfSite);
        }

        if (!File.Exists(full))
        {
            throw new RecipeException($"there is no file or folder \"{path}\"", "Give a recipe file, a folder that holds one, or a zip");
        }

        return full.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
            ? OpenZip(File.OpenRead(full), Path.GetFileName(full), limits)
            : OpenFile(full, limits, isOfSite);
    }

    /// <param name="archive">Seekable; disposed with the package.</param>
    /// <param name="name">What errors call the archive.</param>
    /// <exception cref="RecipeException">It is no zip, it holds no recipe or several, or it exceeds a limit.</exception>
    public static RecipePackage OpenZip(Stream archive, string name, RecipePackageLimits? limits = null)
    {
        limits ??= new();
        var files = ZipFiles.Open(archive, name, limits);
        try
        {
            return Load(files, files.FindRecipe(), limits);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>A recipe with no files beside it.</summary>
    /// <param name="file">The name that problems give.</param>
    public static RecipePackage FromText(string json, string file = RecipeFiles.Exported, RecipePackageLimits? limits = null)
    {
        limits ??= new();
        return new RecipePackage(new NoFiles(), file, RecipeReader.Read(json, file, limits.Recipe), limits);
    }

    internal PackageFiles Files => _files;

    /// <summary>Whether it came from the folders that the host keeps its recipes in, where only those write who could run anything.</summary>
    public bool IsOfSite { get; internal init; }

    /// <summary>Whether the package is what somebody signed, and who. Reads every file of a signed one.</summary>
    /// <param name="trusted">Public keys by the names that the site has for them.</param>
    public SignatureCheck CheckSignature(IReadOnlyDictionary<string, string> trusted) => PackageSignature.Check(_files, trusted);

    /// <summary>Not one that shares the files of another, which was looked at already.</summary>
    internal bool IsWhole => _ownsFiles;

    /// <param name="path">Relative to the recipe's folder, with / or \, e.g. <c>../wwwroot/img/home.jpg</c>.</param>
    public bool Exists(string path) => _files.Find(PackagePath.Resolve(Folder, path)) is not null;

    /// <inheritdoc cref="Exists"/>
    /// <exception cref="RecipeException">There is no such file (with the nearest name), it leads out of the package, or it is larger than a package may hold.</exception>
    public Stream OpenRead(string path)
    {
        var found = Find(path);
        if (_files.Length(found) > _limits.FileBytes)
        {
            throw new RecipeException($"\"{path}\" is larger than {_limits.FileBytes} bytes", "Make it smaller, or upload it by other means");
        }

        return _files.Open(found);
    }

    /// <summary>A file's text, UTF-8 unless its byte order mark says otherwise.</summary>
    /// <inheritdoc cref="OpenRead"/>
    public string ReadText(string path)
    {
        using var reader = new StreamReader(OpenRead(path), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <inheritdoc cref="OpenRead"/>
    public byte[] ReadBytes(string path)
    {
        using var stream = OpenRead(path);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>The other recipes in this recipe's own folder, which a step <c>recipes</c> may run. They share this package's files and life.</summary>
    public IReadOnlyList<RecipePackage> Others() => [.. AllBeside("").Where(package => package._recipePath != _recipePath)];

    /// <summary>The recipe of that name in this recipe's own folder; null if there is none. It shares this package's files and life.</summary>
    internal RecipePackage? Beside(string name) => AllBeside(name).FirstOrDefault(package => package.Document.Name == name);

    /// <summary>The names of the recipes in this recipe's own folder.</summary>
    internal IEnumerable<string> NamesBeside() => AllBeside("").Select(package => package.Document.Name);

    /// <summary>Tells one recipe from another in a chain of recipes that queue recipes.</summary>
    internal string Identity => _files is FolderFiles folder ? folder.FullName(_recipePath) : $"{_files.Name}:{_recipePath}:{Document.Name}";

    public void Dispose()
    {
        if (_ownsFiles)
        {
            _files.Dispose();
        }
    }

    internal static RecipePackage OpenFile(string full, RecipePackageLimits limits, bool isOfSite = false)
    {
        var folder = Path.GetDirectoryName(full)!;
        // A folder Recipes directly below the disk's root would make the whole disk the package.
        var above = Path.GetDirectoryName(folder);
        var isRecipes = Path.GetFileName(folder).Equals(RecipeFiles.Folder, StringComparison.OrdinalIgnoreCase);
        var root = isRecipes && Path.GetDirectoryName(above) is not null ? above! : folder;
        return Load(new FolderFiles(root), Path.GetRelativePath(root, full).Replace(Path.DirectorySeparatorChar, '/'), limits, isOfSite: isOfSite);
    }

    // The file of that name first: most recipes are named like their file, and the others need not be read then.
    private IEnumerable<RecipePackage> AllBeside(string name) => _files.List()
        .Where(file => RecipeFiles.IsRecipe(file) && PackagePath.FolderOf(file) == Folder)
        .OrderByDescending(file => RecipeFiles.NameOf(file) == name).ThenBy(file => file, StringComparer.Ordinal)
        .Select(file => Load(_files, file, _limits, ownsFiles: false, IsOfSite));

    private string Folder => PackagePath.FolderOf(_recipePath);

    private string Find(string path)
    {
        var inside = PackagePath.Resolve(Folder, path);
        return _files.Find(inside) ?? throw new RecipeException(
            $"there is no file \"{path}\" in the recipe's package",
            Suggestion.For(inside, _files.List()) is { } near ? $"Did you mean \"{near}\"?" : "Paths are relative to the recipe's folder");
    }

    private static RecipePackage Load(PackageFiles files, string recipePath, RecipePackageLimits limits, bool ownsFiles = true, bool isOfSite = false)
    {
        var file = recipePath[(recipePath.LastIndexOf('/') + 1)..];
        // One byte more than allowed: the reader then says that it is too large.
        var size = Math.Min(files.Length(recipePath), limits.Recipe.Bytes + 1);
        var bytes = new byte[size];
        using var stream = files.Open(recipePath);
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return new RecipePackage(files, recipePath, RecipeReader.Read(bytes.AsSpan(0, read), file, limits.Recipe), limits, ownsFiles) { IsOfSite = isOfSite };
    }

    private static string RecipeInFolder(string folder)
    {
        // As an export lies in a folder: other recipes beside it are those that it runs.
        if (Path.Combine(folder, RecipeFiles.Exported) is var exported && File.Exists(exported))
        {
            return exported;
        }

        List<string> found = [.. In(folder), .. In(Path.Combine(folder, RecipeFiles.Folder))];
        return found switch
        {
            [var one] => one,
            [] => throw new RecipeException($"there is no *{RecipeFiles.Extension} in \"{folder}\" or its folder {RecipeFiles.Folder}", "Give the recipe file itself"),
            _ => throw new RecipeException(
                $"\"{folder}\" holds several recipes: {string.Join(", ", found.Select(file => Path.GetRelativePath(folder, file)))}", "Give the one to run"),
        };

        static IEnumerable<string> In(string folder) => !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder).Where(file => RecipeFiles.IsRecipe(Path.GetFileName(file))).Order(StringComparer.Ordinal);
    }
}

/// <summary>What a package may hold. Generous for a site with its media, small enough that a hostile archive fills no disk.</summary>
public sealed record RecipePackageLimits
{
    public RecipeReadLimits Recipe { get; init; } = new();

    /// <summary>Entries of an archive.</summary>
    public int Entries { get; init; } = 20_000;

    /// <summary>Of an archive's files together, unpacked.</summary>
    public long TotalBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Of one file, unpacked.</summary>
    public long FileBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>How many times larger than packed a file of more than a megabyte may become.</summary>
    public int Ratio { get; init; } = 200;
}
