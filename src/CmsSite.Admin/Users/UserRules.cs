using CmsSite.Admin.Access;
using CmsSite.Content.Access;

namespace CmsSite.Admin.Users;

/// <summary>
/// Who may do what to whom. Besides the permission for it, whoever changes an account must be allowed all that the account is allowed: otherwise a new password for an administrator
/// would make one.
/// </summary>
public static class UserRules
{
    public static bool MayList(AdminScope scope) => scope.May(Permissions.ViewUsers);

    public static bool MayEdit(AdminScope scope, UserAccount account) => scope.May(Permissions.EditUsers) && Covers(scope, account);

    public static bool MayDelete(AdminScope scope, UserAccount account) => scope.May(Permissions.DeleteUsers) && Covers(scope, account) && account.UserId != scope.UserId;

    /// <summary>Roles that everybody has by themselves are given to nobody.</summary>
    public static bool MayAssign(AdminScope scope, string role) =>
        !IsImplied(role) && scope.May($"{Permissions.AssignRoleToUsers}_{role}") && scope.Get<PermissionChecker>().Covers(scope.User, role);

    public static bool IsImplied(string role) => role.Equals(Content.Access.Roles.Anonymous, StringComparison.OrdinalIgnoreCase) || role.Equals(Content.Access.Roles.Authenticated, StringComparison.OrdinalIgnoreCase);

    private static bool Covers(AdminScope scope, UserAccount account) => account.Roles.All(role => scope.Get<PermissionChecker>().Covers(scope.User, role));
}
