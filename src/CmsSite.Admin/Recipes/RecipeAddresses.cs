namespace CmsSite.Admin.Recipes;

/// <summary>Where the screens of recipes are, relative to the site.</summary>
internal static class RecipeAddresses
{
    public const string List = "Admin/Recipes";

    public static string Job(string id) => $"{List}/Plan/{id}";

    public static string Run(long id) => $"{List}/Runs/{id}";
}
