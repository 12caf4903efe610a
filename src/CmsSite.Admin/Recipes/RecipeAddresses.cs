namespace CmsSite.Admin.Recipes;

/// <summary>Where the screens of recipes are, relative to the site.</summary>
internal static class RecipeAddresses
{
    public const string List = "Admin/Recipes";

    public const string Convert = $"{List}/Convert";

    public static string Conversion(string id) => $"{Convert}/{id}";

    public static string Job(string id) => $"{List}/Plan/{id}";

    /// <summary>The result of a run, as a table to keep.</summary>
    public static string Result(long id) => $"{Run(id)}/Result";

    public static string Run(long id) => $"{List}/Runs/{id}";

    /// <summary>The schema that editors of recipes read.</summary>
    public const string Schema = $"{List}/recipe.schema.json";
}
