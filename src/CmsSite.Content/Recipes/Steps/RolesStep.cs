using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Content.Recipes.Normalising;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>
/// Roles and what they may do. A role that is created begins with what Orchard's modules give a role of that name, also when the recipe that created it runs again; another
/// one that exists is replaced unless the recipe says <c>Add</c> or <c>Remove</c>.
/// </summary>
internal sealed class RolesStep(SiteSession session) : SiteStep<RolesStep>, ISiteStep
{
    public static string StepName => "Roles";

    public static string Members => "Roles:[Name:text Description:text PermissionBehavior:Replace|Add|Remove Permissions:texts]";

    private enum Behavior
    {
        Replace,
        Add,
        Remove,
    }

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        await DefaultRoles.EnsureAsync(session, cancellationToken);
        var notes = new NormalisationNotes();
        foreach (var (json, path) in step.Items("Roles").ToList())
        {
            try
            {
                await PutAsync(step, json, RecipeJson.Bind<Model>(json), path, notes, cancellationToken);
            }
            catch (RecipeException wrong) when (wrong.Problem is null)
            {
                step.Error(wrong.At is { Length: > 0 } at ? $"{path}.{at}" : path, wrong.Message, wrong.Hint);
            }
        }

        notes.ReportTo(step);
    }

    private async Task PutAsync(RecipeStepContext step, JsonObject json, Model role, string path, NormalisationNotes notes, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(role.Name))
        {
            step.Error(path, "the role has no Name");
            return;
        }

        var isAdministrator = role.Name.Equals(Roles.Administrator, StringComparison.OrdinalIgnoreCase);
        if (role.Permissions is null && !isAdministrator && role.PermissionBehavior == Behavior.Replace)
        {
            step.Error(path, $"the role \"{role.Name}\" has no Permissions", "Give a list, an empty one for none");
            return;
        }

        var stored = session.Document(SiteDocumentKinds.Role, role.Name) as JsonObject;
        var before = stored?["Permissions"].AsTexts();
        var isNew = stored is null || (role.PermissionBehavior == Behavior.Replace && await IsOwnAsync(step, role.Name, cancellationToken));
        var permissions = isAdministrator ? [] : Combined(isNew ? DefaultRoles.PermissionsOf(role.Name) : before!, isNew, role.PermissionBehavior, Named(role.Permissions ?? [], path, notes));
        if (before?.Contains(Permissions.ViewContent) == true && !permissions.Contains(Permissions.ViewContent) && role.PermissionBehavior == Behavior.Replace
            && role.Name.Equals(Roles.Anonymous, StringComparison.OrdinalIgnoreCase))
        {
            step.Warn($"{path}.Permissions", "visitors lose ViewContent, since the list replaces what they have", "List ViewContent as well, or write \"PermissionBehavior\": \"Add\"");
        }

        // The order of permissions says nothing.
        if (before is not null && before.Count == permissions.Count && !permissions.Except(before).Any())
        {
            permissions = [.. before];
        }

        var description = json.Find("Description") is null ? stored?["Description"].AsText() : role.Description;
        var name = stored?["Name"].AsText() ?? role.Name;
        await session.PutAsync(SiteDocumentKinds.Role, name, DefaultRoles.ToJson(name, description, permissions), cancellationToken);
    }

    // Whether a run of the same recipe created the role. In Orchard a second run takes away what the first one gave.
    private async Task<bool> IsOwnAsync(RecipeStepContext step, string name, CancellationToken cancellationToken)
    {
        if (DefaultRoles.PermissionsOf(name).Count == 0 || DefaultRoles.System.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return false;
        }

        var created = session.Database.Changes.Where(change => change.Kind == SiteDocumentKinds.Role && change.Subject == name && change.Before == null);
        var run = await created.OrderByDescending(change => change.Number).Select(change => change.RunId).FirstOrDefaultAsync(cancellationToken);
        return run is not null && await session.Database.Runs.AnyAsync(kept => kept.Id == run && kept.Name == step.Run.Recipe, cancellationToken);
    }

    private static List<string> Named(IReadOnlyList<string> permissions, string path, NormalisationNotes notes)
    {
        var named = new List<string>();
        foreach (var permission in permissions)
        {
            var current = PermissionNames.Normalise(permission);
            if (current != permission)
            {
                notes.Add($"{path}.Permissions", $"the permission {permission} is read as {current}");
            }

            named.Add(current);
        }

        return named;
    }

    private static List<string> Combined(IReadOnlyList<string> now, bool isNew, Behavior behavior, IReadOnlyList<string> given) => behavior switch
    {
        Behavior.Replace when !isNew => [.. given.Distinct()],
        Behavior.Remove => [.. now.Except(given)],
        _ => [.. now.Union(given)],
    };

    private sealed record Model(string? Name, string? Description, IReadOnlyList<string>? Permissions, Behavior PermissionBehavior = Behavior.Replace);
}
