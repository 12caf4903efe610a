using CmsSite.Content.Features;
using CmsSite.Recipes;

namespace CmsSite.Admin.Features;

/// <summary>A feature as the list shows it.</summary>
/// <param name="IsNoted">The site asked for it.</param>
/// <param name="IsOn">What it does is done here.</param>
/// <param name="Action">What its button does; null when there is nothing to switch.</param>
/// <param name="Why">What switching it would do, or why it cannot be switched.</param>
internal sealed record FeatureRow(string Id, RecipeNameState State, bool IsNoted, bool IsOn, string Gives, string? Action, string? Why)
{
    /// <summary>Whether the button switches off, or forgets.</summary>
    public bool IsSwitchedOn => FeatureCatalog.IsSwitchable(Id) ? IsOn : IsNoted;

    /// <summary>All features that somebody knows, or that the site asked for.</summary>
    public static IReadOnlyList<FeatureRow> All(SiteFeatures features)
    {
        var noted = features.Noted.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. FeatureCatalog.Ids.Concat(noted).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).Select(id => Of(id, noted.Contains(id), features.IsOn(id)))];
    }

    private static FeatureRow Of(string id, bool isNoted, bool isOn)
    {
        var (state, types) = (FeatureCatalog.Find(id).State, BuiltInTypes.NamesOf(id));
        var gives = FeatureNotes.Of(id) ?? (state == RecipeNameState.Runs ? "Part of the program." : state == RecipeNameState.Kept ? "Known, and not done here." : "Nobody here knows it.");
        var (action, why) = (state, isNoted) switch
        {
            (RecipeNameState.Runs, _) when FeatureCatalog.IsSwitchable(id) => (isOn ? "Switch off" : "Switch on", null),
            (_, false) when types.Count > 0 => ("Switch on", $"Makes the content types {string.Join(", ", types)}."),
            (RecipeNameState.Runs, true) when types.Count > 0 => (null, "Its content types are part of the site; take them away where types are edited."),
            (RecipeNameState.Runs, _) => (null, "Always runs: other parts of the program stand on it."),
            (_, true) => ((string?)"Forget", "Nothing here acts on it. Hosts that have it would switch it on with this site."),
            _ => (null, "Cannot be switched on: nothing here does it."),
        };
        return new FeatureRow(id, state, isNoted, isOn, gives, action, why);
    }
}
