using System.Security.Claims;
using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Users;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Roles;

/// <summary>Changes of roles. Nobody gives a role what they may not do themselves, nor changes one that may do more than they may.</summary>
public sealed class RoleChanges(PermissionChecker permissions)
{
    private const int LongestName = 100;

    public static bool MayEdit(AdminScope scope, string role) =>
        scope.May(Permissions.ManageRoles) && !role.Equals(Content.Access.Roles.Administrator, StringComparison.OrdinalIgnoreCase) && scope.Get<PermissionChecker>().Covers(scope.User, role);

    /// <summary>Roles that every site has stay.</summary>
    public static bool MayDelete(AdminScope scope, string role) => MayEdit(scope, role) && !DefaultRoles.System.Contains(role, StringComparer.OrdinalIgnoreCase);

    /// <returns>What is wrong with it; null when the role is made, with no permissions.</returns>
    public async Task<string?> CreateAsync(AdminScope scope, string name)
    {
        if (!scope.May(Permissions.ManageRoles))
        {
            throw new RefusedException("You may not make roles.");
        }

        name = name.Trim();
        await scope.Session.BeginItemsAsync();
        var problem = name.Length is 0 or > LongestName ? $"A role needs a name of at most {LongestName} characters."
            : name.Any(c => !char.IsLetterOrDigit(c) && c is not (' ' or '-' or '_')) ? "The name of a role has letters, digits, spaces and hyphens."
            : scope.Session.Document(SiteDocumentKinds.Role, name) is not null ? $"There is a role {name} already."
            : null;
        if (problem is not null)
        {
            await scope.Session.RollbackAsync();
            return problem;
        }

        await scope.Session.PutAsync(SiteDocumentKinds.Role, name, DefaultRoles.ToJson(name, null, []));
        await scope.Session.CommitAsync();
        return null;
    }

    /// <param name="granted">All permissions that the role shall have.</param>
    /// <returns>What is wrong with it; null when it is saved.</returns>
    public async Task<string?> UpdateAsync(AdminScope scope, string name, string? description, IReadOnlyCollection<string> granted)
    {
        await scope.Session.BeginItemsAsync();
        var role = scope.Session.Document(SiteDocumentKinds.Role, name) as JsonObject ?? throw new RefusedException("This role is not there any more.");
        if (!MayEdit(scope, name))
        {
            throw new RefusedException("You may not change this role.");
        }

        var before = role["Permissions"].AsTexts();
        if (granted.FirstOrDefault(permission => !before.Contains(permission) && !scope.May(permission)) is { } lifting)
        {
            throw new RefusedException($"You may not give {lifting}: you do not have it yourself.");
        }

        var changed = (JsonObject)role.DeepClone();
        changed["Description"] = description?.Trim();
        changed["Permissions"] = new JsonArray([.. before.Where(granted.Contains).Concat(granted.Except(before).Order(StringComparer.Ordinal)).Select(permission => (JsonNode)permission)]);
        await scope.Session.PutAsync(SiteDocumentKinds.Role, name, changed);
        return await EndAsync(scope);
    }

    /// <summary>Deletes a role and takes it from everybody who has it, so that a new role of the same name is nobody's.</summary>
    /// <returns>Why it stays; null when it is gone.</returns>
    public async Task<string?> DeleteAsync(AdminScope scope, string name)
    {
        await scope.Session.BeginItemsAsync();
        if (!MayDelete(scope, name))
        {
            throw new RefusedException("You may not delete this role.");
        }

        await scope.Session.DeleteAsync(SiteDocumentKinds.Role, name);
        await Holders(scope, name).ExecuteDeleteAsync();
        return await EndAsync(scope);
    }

    /// <summary>How many accounts have a role.</summary>
    public static Task<int> CountAsync(AdminScope scope, string name) => Holders(scope, name).CountAsync();

    private static IQueryable<Microsoft.AspNetCore.Identity.IdentityUserClaim<string>> Holders(AdminScope scope, string name) =>
        scope.Session.Database.UserClaims.Where(claim => claim.ClaimType == ClaimTypes.Role && claim.ClaimValue == name);

    private async Task<string?> EndAsync(AdminScope scope)
    {
        if (!await Administrators.AnyAsync(scope.Session, permissions))
        {
            await scope.Session.RollbackAsync();
            return Administrators.LastOne;
        }

        await scope.Session.CommitAsync();
        return null;
    }
}
