namespace CmsSite.Recipes;

/// <summary>What recipe files are called.</summary>
internal static class RecipeFiles
{
    public const string Extension = ".recipe.json";

    /// <summary>Orchard's name for the recipe inside an exported zip.</summary>
    public const string Exported = "Recipe.json";

    public const string Folder = "Recipes";

    public static bool IsRecipe(string path) =>
        path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
        || string.Equals(path[(path.LastIndexOf('/') + 1)..], Exported, StringComparison.OrdinalIgnoreCase);

    public static string NameOf(string path)
    {
        var file = path[(path.LastIndexOf('/') + 1)..];
        return file.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? file[..^Extension.Length] : Path.GetFileNameWithoutExtension(file);
    }
}
