namespace CmsSite.Recipes;

/// <summary>The files of a package by their paths from its root: '/' between names, never '..'.</summary>
public abstract class PackageFiles : IDisposable
{
    /// <summary>The files below a folder.</summary>
    public static PackageFiles OfFolder(string folder) => new FolderFiles(folder);

    /// <summary>The files of a zip, which is held to the limits.</summary>
    /// <exception cref="RecipeException">It is no zip, or exceeds a limit.</exception>
    public static PackageFiles OfZip(Stream archive, string name, RecipePackageLimits? limits = null) => ZipFiles.Open(archive, name, limits ?? new());

    /// <summary>What the package is called in errors: a folder's or an archive's name.</summary>
    public abstract string Name { get; }

    /// <summary>For suggestions: of a very large folder not all.</summary>
    public abstract IEnumerable<string> List();

    /// <summary>Every file that can be read.</summary>
    public virtual IEnumerable<string> All() => List();

    /// <summary>The file's spelling in the package, found in any case as on the systems that most recipes were written on; null if there is none.</summary>
    public abstract string? Find(string path);

    /// <param name="path">As <see cref="Find"/> gave it.</param>
    public abstract Stream Open(string path);

    public abstract long Length(string path);

    public abstract void Dispose();
}

/// <summary>A recipe that came as text, with nothing beside it.</summary>
internal sealed class NoFiles : PackageFiles
{
    public override string Name => "a recipe without files";

    public override IEnumerable<string> List() => [];

    public override string? Find(string path) => null;

    public override Stream Open(string path) => throw new FileNotFoundException(path);

    public override long Length(string path) => throw new FileNotFoundException(path);

    public override void Dispose()
    {
    }
}
