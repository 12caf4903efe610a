using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;

namespace CmsSite.Admin.Recipes;

/// <summary>Who may run recipes, and how far: a recipe gives nobody what the one who applies it could not give.</summary>
internal static class RecipeRights
{
    // What stands for more than content: each wants the permission that its own screen wants.
    private static readonly Dictionary<string, (string Words, string Permission)> _guarded = new(StringComparer.Ordinal)
    {
        [SiteChange.UserKind] = ("users", Permissions.ManageUsers),
        [SiteDocumentKinds.Role] = ("roles and what they may do", Permissions.ManageRoles),
        [SiteDocumentKinds.Template] = ("templates", Permissions.ManageTemplates),
        [SiteDocumentKinds.Query] = ("queries", Permissions.ManageQueries),
        [SiteDocumentKinds.SiteSetting] = ("settings of the site", "ManageSettings"),
        [SiteDocumentKinds.ContentType] = ("content types", "EditContentTypes"),
        [SiteDocumentKinds.ContentPart] = ("content parts", "EditContentTypes"),
    };

    public static bool MayRun(AdminScope scope) => scope.May(Permissions.ManageRecipes);

    /// <summary>Recipes of one's own, from a file.</summary>
    public static bool MayImport(AdminScope scope) => MayRun(scope) && scope.May("Import");

    /// <summary>Taking a run back changes as much as importing does.</summary>
    public static bool MayUndo(AdminScope scope) => MayImport(scope);

    /// <summary>What a plan reaches beyond content, in words, and whether this user may change it.</summary>
    public static IReadOnlyList<(string Words, int Count, bool May)> Asked(AdminScope scope, IEnumerable<RecordedChange> changes) => Asked(scope, changes.Select(change => change.Kind));

    /// <summary>What a job reaches beyond content; of an undoing also what it would reach if the state before were taken in a conflict.</summary>
    public static IReadOnlyList<(string Words, int Count, bool May)> Asked(AdminScope scope, RecipeJob job) =>
        Asked(scope, (job.Plan?.Changes ?? []).Select(change => (change.Kind, change.Subject)).Concat(job.Conflicts.Select(conflict => (conflict.Kind, conflict.Subject))).Where(thing => _guarded.ContainsKey(thing.Kind)).Distinct().Select(thing => thing.Kind));

    private static IReadOnlyList<(string Words, int Count, bool May)> Asked(AdminScope scope, IEnumerable<string> kinds) =>
    [
        .. kinds.Where(_guarded.ContainsKey).CountBy(kind => kind).Select(group => (_guarded[group.Key].Words, group.Value, scope.May(_guarded[group.Key].Permission))),
    ];
}
