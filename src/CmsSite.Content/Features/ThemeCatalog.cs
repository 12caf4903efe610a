using System.Collections.Frozen;
using CmsSite.Recipes;

namespace CmsSite.Content.Features;

/// <summary>The themes that a recipe may ask for.</summary>
public static class ThemeCatalog
{
    /// <summary>The theme of this site.</summary>
    public const string Site = "CmsSiteTheme";

    private static readonly FrozenSet<string> _orchards =
        ((string[])["TheTheme", "TheBlogTheme", "TheAgencyTheme", "TheComingSoonTheme", "SafeMode"]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What becomes of a theme named by the <c>themes</c> step.</summary>
    public static RecipeName Find(string id, bool admin) => (id, admin) switch
    {
        (Site, false) => new("theme", id, RecipeNameState.Runs),
        (_, true) when id.Equals("TheAdmin", StringComparison.OrdinalIgnoreCase) => new("theme", id, RecipeNameState.Runs, "the dashboard is built in"),
        (_, false) when _orchards.Contains(id) => new("theme", id, RecipeNameState.Kept, $"{Site} stands in for it"),
        (_, true) => new("theme", id, RecipeNameState.Unknown, "the dashboard has a look of its own"),
        _ => new("theme", id, RecipeNameState.Unknown, $"{Site} stands in for it"),
    };

    /// <summary>Whether a feature id is a theme's, as far as its name tells: <c>TheBlogTheme</c>, <c>My.Theme</c>.</summary>
    public static bool LooksLikeTheme(string id) => id.EndsWith("Theme", StringComparison.OrdinalIgnoreCase);
}
