using CmsSite.Content.Features;
using CmsSite.Content.Workflows.Activities;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Naming;

/// <summary>Whose a name is: Orchard Core's, of which a census counts how much works here, or that of a module which stock Orchard Core has not either.</summary>
internal static class NameOrigins
{
    // So many letters off is a slip of the pen, of which a short name has fewer.
    private const int Slip = 2;
    private const int LettersASlip = 5;

    /// <summary>Features and themes do nothing by themselves; what recipes bring for them is counted. An undefined type is data to Orchard too.</summary>
    public static bool Counts(RecipeName name) => name.Kind is not ("feature" or "theme" or "type");

    /// <summary>
    /// Unknown, and not nearly spelt like anything that Orchard Core has: a module of others brings it, or the definition of a field that only items have. Steps, functions, filters and tags are never
    /// passed off as that, because a recipe breaks without them.
    /// </summary>
    public static bool IsOfOthers(RecipeName name) => name.State == RecipeNameState.Unknown && name.Kind switch
    {
        "feature" => IsFar(name.Name, FeatureCatalog.Ids),
        "theme" => true,
        "part" => IsFar(name.Name, PartCatalog.Parts),
        "field" => IsFar(name.Name, PartCatalog.Fields),
        "setting" => IsFar(name.Name, SettingCatalog.Names),
        "activity" => IsFar(name.Name, ActivityCatalog.Names),
        _ => false,
    };

    private static bool IsFar(string name, IEnumerable<string> known)
    {
        var slip = Math.Min(Slip, name.Length / LettersASlip);
        return !known.Any(one => Math.Abs(one.Length - name.Length) <= slip && Suggestion.Distance(one.ToUpperInvariant(), name.ToUpperInvariant()) <= slip);
    }
}
