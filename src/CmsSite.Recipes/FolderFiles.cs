namespace CmsSite.Recipes;

/// <summary>The files below a folder. Links below it are refused: they lead anywhere.</summary>
internal sealed class FolderFiles(string root) : PackageFiles
{
    // A package lists its files only to suggest a name; a mistaken root should not read a whole disk.
    private const int ListedAtMost = 5000;

    private readonly string _root = Path.GetFullPath(root);

    public override string Name => Path.GetFileName(root.TrimEnd(Path.DirectorySeparatorChar));

    public override IEnumerable<string> List() => All().Take(ListedAtMost);

    public override IEnumerable<string> All() => Directory
        .EnumerateFiles(root, "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = true,
            AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.System,
        })
        .Select(file => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'));

    public override string? Find(string path)
    {
        var found = new List<string>();
        var folder = root;
        var names = path.Split('/');
        for (var at = 0; at < names.Length; at++)
        {
            if (Entry(folder, names[at], file: at == names.Length - 1) is not { } entry)
            {
                return null;
            }

            if (entry.LinkTarget is not null)
            {
                throw new RecipeException($"\"{path}\" is or lies behind a link, and links are not followed", "Put the file itself into the package");
            }

            found.Add(entry.Name);
            folder = entry.FullName;
        }

        return string.Join('/', found);
    }

    public override Stream Open(string path) =>
        new FileStream(FullName(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024);

    public override long Length(string path) => new FileInfo(FullName(path)).Length;

    public override void Dispose()
    {
    }

    /// <summary>Where the file is on this machine.</summary>
    public string FullName(string path) => Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));

    private static FileSystemInfo? Entry(string folder, string name, bool file)
    {
        FileSystemInfo exact = file ? new FileInfo(Path.Combine(folder, name)) : new DirectoryInfo(Path.Combine(folder, name));
        // A link to nowhere does not exist, and is still a link.
        if (exact.Exists || exact.LinkTarget is not null)
        {
            return exact;
        }

        var parent = new DirectoryInfo(folder);
        return (file ? parent.EnumerateFiles() : parent.EnumerateDirectories().Cast<FileSystemInfo>())
            .FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));
    }
}
