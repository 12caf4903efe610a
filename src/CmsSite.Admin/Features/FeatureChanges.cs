using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Features;
using CmsSite.Content.Recipes;

namespace CmsSite.Admin.Features;

/// <summary>Switching features on and off.</summary>
internal static class FeatureChanges
{
    public static bool MayManage(AdminScope scope) => scope.May(Permissions.ManageFeatures);

    /// <summary>Switches a feature on, and what it needs with it; the content types that they bring are made where the site has none of the name.</summary>
    /// <returns>What was switched on.</returns>
    /// <exception cref="RefusedException">The user may not switch features.</exception>
    public static async Task<IReadOnlyList<string>> SwitchOnAsync(AdminScope scope, string id)
    {
        Authorise(scope);
        var (features, noted) = (scope.Get<SiteFeatures>(), scope.Get<SiteFeatures>().Noted);
        List<string> switched = [];
        foreach (var wanted in FeatureCatalog.WithDependencies(id).Where(wanted => !noted.Contains(wanted, StringComparer.OrdinalIgnoreCase)))
        {
            await features.SwitchOnAsync(wanted);
            await scope.Get<BuiltInDefinitions>().AddAsync(wanted);
            switched.Add(wanted);
        }

        await scope.Session.CommitAsync();
        return switched;
    }

    /// <returns>Why it stays; null when it is off, or forgotten.</returns>
    /// <exception cref="RefusedException">The user may not switch features.</exception>
    public static async Task<string?> SwitchOffAsync(AdminScope scope, string id)
    {
        Authorise(scope);
        var features = scope.Get<SiteFeatures>();
        var needing = features.Noted.Where(other => !other.Equals(id, StringComparison.OrdinalIgnoreCase) && FeatureCatalog.WithDependencies(other).Contains(id, StringComparer.OrdinalIgnoreCase)).Order().ToList();
        if (needing.Count > 0)
        {
            return $"{id} stays: {string.Join(", ", needing)} {(needing.Count == 1 ? "needs" : "need")} it.";
        }

        await features.SwitchOffAsync(id);
        await scope.Session.CommitAsync();
        return null;
    }

    private static void Authorise(AdminScope scope)
    {
        if (!MayManage(scope))
        {
            throw new RefusedException("You may not switch features.");
        }
    }
}
