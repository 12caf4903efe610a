namespace CmsSite.Recipes;

/// <summary>The one way from a path that a recipe or an archive gives to a path inside the package.</summary>
internal static class PackagePath
{
    private const string Special = ":*?\"<>|";

    /// <param name="folder">The path's starting point inside the package; empty for its root.</param>
    /// <exception cref="RecipeException">The path leads out of the package, or is none.</exception>
    public static string Resolve(string folder, string path)
    {
        var names = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        var given = path.Replace('\\', '/');
        if (given.StartsWith('/') || (given.Length > 1 && given[1] == ':'))
        {
            throw new RecipeException($"\"{Shown(path)}\" is an absolute path", "Give a path relative to the recipe's folder");
        }

        if (string.IsNullOrWhiteSpace(path))
        {
            throw new RecipeException("a path is missing", "Give a path relative to the recipe's folder");
        }

        foreach (var name in given.Split('/'))
        {
            if (name == "..")
            {
                if (names.Count == 0)
                {
                    throw new RecipeException($"\"{Shown(path)}\" leads out of the recipe's package", "Put the file into the package");
                }

                names.RemoveAt(names.Count - 1);
            }
            else if (name is not ("" or "."))
            {
                names.Add(Checked(name, path));
            }
        }

        return names.Count > 0 ? string.Join('/', names) : throw new RecipeException($"\"{Shown(path)}\" names no file", "Give a path relative to the recipe's folder");
    }

    public static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    private static string Checked(string name, string path)
    {
        // Dot files are settings and keys of the machine, not parts of a site: a recipe that lies in someone's own folder must not read them.
        // The rest means something else than its spelling on one system or another.
        if (name[0] == '.' || name[^1] is '.' or ' ' || name.Any(letter => char.IsControl(letter) || Special.Contains(letter)))
        {
            throw new RecipeException(
                $"\"{Shown(path)}\" is not a path that a package may use", "Use plain names, without a leading or trailing dot and without : * ? \" < > |");
        }

        return name;
    }

    private static string Shown(string path)
    {
        const int enough = 100;
        var shown = new string([.. path.Take(enough).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)]);
        return path.Length > enough ? shown + "…" : shown;
    }
}
