namespace CmsSite.Recipes;

/// <summary>The files of a package by their paths from its root: '/' between names, never '..'.</summary>
internal abstract class PackageFiles : IDisposable
{
    /// <summary>What the package is called in errors: a folder's or an archive's name.</summary>
    public abstract string Name { get; }

    public abstract IEnumerable<string> List();

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
