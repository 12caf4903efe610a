using System.Collections.Frozen;
using System.Security.Claims;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Content.Access;

/// <summary>
/// Answers whether somebody may do something. Everybody has what the role Anonymous has; whoever is signed in has what Authenticated and their own roles
/// have; Administrator and <c>SiteOwner</c> have everything. A general permission implies the specific ones
/// (<c>EditContent</c> → <c>EditOwnContent</c>, <c>Edit_Article</c>, <c>EditOwn_Article</c>).
/// </summary>
public sealed class PermissionChecker(SiteSession session, ContentDefinitions definitions)
{
    private static readonly string[] _contentVerbs = ["View", "Edit", "Publish", "Delete", "Preview", "Clone"];

    public bool Has(ClaimsPrincipal user, string permission)
    {
        var granted = Granted(user);
        return granted is null || granted.Contains(permission) || Implying(permission).Any(granted.Contains);
    }

    /// <summary>A permission on an item: <c>ViewContent</c>, <c>EditContent</c>, … For types that are not <c>Securable</c> anybody may view what is published.</summary>
    public bool Has(ClaimsPrincipal user, string permission, ContentItem item)
    {
        var granted = Granted(user);
        if (granted is null || granted.Contains(permission))
        {
            return true;
        }

        var verb = permission.EndsWith("Content", StringComparison.Ordinal) ? permission[..^"Content".Length] : permission;
        if (Has(user, $"{verb}_{item.ContentType}"))
        {
            return true;
        }

        var isOwn = user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && id == item.Owner;
        return isOwn && (granted.Contains($"{verb}OwnContent") || granted.Contains($"{verb}Own_{item.ContentType}"))
            || verb == "View" && item.Published && definitions.Type(item.ContentType) is { Type.Securable: false };
    }

    /// <summary>Whether somebody may do all that a role may: giving such a role lifts nobody above the giver.</summary>
    public bool Covers(ClaimsPrincipal user, string role) =>
        Granted(user) is null || (!IsEverything(role) && RolesByName.ByRole.GetValueOrDefault(role, FrozenSet<string>.Empty).All(permission => Has(user, permission)));

    /// <summary>Whether a role may do everything, whatever it is called.</summary>
    public bool IsEverything(string role) =>
        role.Equals(Roles.Administrator, StringComparison.OrdinalIgnoreCase) || RolesByName.ByRole.GetValueOrDefault(role, FrozenSet<string>.Empty).Contains(Permissions.SiteOwner);

    /// <summary>The roles of a user, with the ones that come by themselves.</summary>
    public static IEnumerable<string> RolesOf(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true
        ? [Roles.Anonymous, Roles.Authenticated, .. user.FindAll(ClaimTypes.Role).Select(claim => claim.Value)]
        : [Roles.Anonymous];

    private RolePermissions RolesByName => session.Project(SiteDocumentKinds.Role, RolePermissions.Of);

    // Null means everything.
    private IReadOnlySet<string>? Granted(ClaimsPrincipal user)
    {
        var roles = RolesByName;
        if (user.Identity?.IsAuthenticated != true)
        {
            return roles.Anybody;
        }

        var granted = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var role in RolesOf(user))
        {
            if (role.Equals(Roles.Administrator, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            if (roles.ByRole.TryGetValue(role, out var permissions))
            {
                granted.UnionWith(permissions);
            }
        }

        return granted.Contains(Permissions.SiteOwner) ? null : granted;
    }

    /// <summary>What else grants a permission: <c>EditOwn_Article</c> ← <c>EditOwnContent</c>, <c>Edit_Article</c>, <c>EditContent</c>.</summary>
    public static IEnumerable<string> Implying(string permission)
    {
        foreach (var verb in _contentVerbs)
        {
            if (permission.StartsWith($"{verb}Own_", StringComparison.Ordinal))
            {
                yield return $"{verb}OwnContent";
                yield return $"{verb}_{permission[(verb.Length + 4)..]}";
                yield return $"{verb}Content";
            }
            else if (permission.StartsWith($"{verb}_", StringComparison.Ordinal) || permission == $"{verb}OwnContent")
            {
                yield return $"{verb}Content";
            }
        }

        if (permission.StartsWith("QueryIndex_", StringComparison.Ordinal))
        {
            yield return "QuerySearchIndex";
            yield return "ManageIndexes";
        }
        else if (permission.StartsWith("ExecuteApi_", StringComparison.Ordinal))
        {
            yield return "ExecuteApiAll";
        }
        else if (permission.StartsWith("ListContent_", StringComparison.Ordinal))
        {
            yield return "ListContent";
        }
        else if (permission.StartsWith("EditContentOwner_", StringComparison.Ordinal))
        {
            yield return "EditContentOwner";
        }
        else if (permission.StartsWith(Permissions.AssignRoleToUsers + "_", StringComparison.Ordinal))
        {
            yield return Permissions.AssignRoleToUsers;
            yield return Permissions.EditUsers;
            yield return Permissions.ManageUsers;
        }
        else if (permission.StartsWith(Permissions.ManageCustomSettings + "_", StringComparison.Ordinal))
        {
            yield return Permissions.ManageCustomSettings;
            yield return Permissions.ManageSettings;
        }
        else if (permission is Permissions.ManageGeneralSettings)
        {
            yield return Permissions.ManageSettings;
        }
        else if (permission is Permissions.ViewContentTypes)
        {
            yield return Permissions.EditContentTypes;
        }
        else if (permission is Permissions.ViewUsers)
        {
            yield return Permissions.EditUsers;
            yield return Permissions.DeleteUsers;
            yield return Permissions.ManageUsers;
        }
        else if (permission is Permissions.AssignRoleToUsers)
        {
            yield return Permissions.EditUsers;
            yield return Permissions.ManageUsers;
        }
        else if (permission is Permissions.EditUsers or Permissions.DeleteUsers)
        {
            yield return Permissions.ManageUsers;
        }
    }

    /// <param name="Anybody">What visitors may do, who are asked about for everything that a page shows; null for everything.</param>
    private sealed record RolePermissions(FrozenDictionary<string, FrozenSet<string>> ByRole, IReadOnlySet<string>? Anybody)
    {
        public static RolePermissions Of(IReadOnlyDictionary<string, System.Text.Json.Nodes.JsonNode> documents)
        {
            var byRole = documents.ToFrozenDictionary(
                role => role.Key, role => role.Value["Permissions"].AsTexts().ToFrozenSet(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
            var anybody = byRole.GetValueOrDefault(Roles.Anonymous, FrozenSet<string>.Empty);
            return new(byRole, anybody.Contains(Permissions.SiteOwner) ? null : anybody);
        }
    }
}
