using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.AspNetCore.Identity;

namespace CmsSite.Admin.Users;

public abstract record UserOutcome
{
    /// <param name="Link">A link for the owner of the account, when one was made.</param>
    public sealed record Done(string UserId, string? Link = null) : UserOutcome;

    /// <param name="Problems">In words for whoever is at the screen.</param>
    public sealed record Refused(IReadOnlyList<string> Problems) : UserOutcome;
}

/// <summary>Changes of accounts by somebody else: each is authorised here, committed by itself, and in the change log without anything secret.</summary>
public sealed class UserChanges(IUserAccounts accounts, UserManager<CmsUser> users, PermissionChecker permissions)
{
    /// <summary>Makes an account without a password, and the link by which its owner chooses one.</summary>
    public async Task<UserOutcome> CreateAsync(AdminScope scope, string userName, string email, IReadOnlyCollection<string> roles)
    {
        if (!scope.May(Permissions.EditUsers))
        {
            throw new RefusedException("You may not make accounts.");
        }

        var account = new UserAccount(RecipeIds.New(), userName.Trim(), email.Trim()) { Roles = Chosen(scope, [], roles) };
        await BeginAsync(scope);
        if (await accounts.CreateAsync(account) is { Count: > 0 } problems)
        {
            return await RefuseAsync(scope, problems);
        }

        await scope.Session.RecordAsync(SiteChange.UserKind, account.UserId, account.UserName, null, account.ToChangeLog().ToJsonString());
        var link = await AccountLinks.CreateAsync(users, (await users.FindByIdAsync(account.UserId))!);
        await scope.Session.CommitAsync();
        return new UserOutcome.Done(account.UserId, link);
    }

    /// <summary>A new name, address or roles. Roles that the user may not give stay as they are.</summary>
    public Task<UserOutcome> UpdateAsync(AdminScope scope, string userId, string userName, string email, IReadOnlyCollection<string> roles) => ChangeAsync(scope, userId, null, async before =>
    {
        var after = before with { UserName = userName.Trim(), Email = email.Trim(), Roles = Chosen(scope, before.Roles, roles) };
        if (userId == scope.UserId && !before.Roles.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(after.Roles))
        {
            throw new RefusedException("Nobody changes their own roles; ask somebody else.");
        }

        return before.Roles.Any(permissions.IsEverything) && !after.Roles.Any(permissions.IsEverything) && await IsLastAdministratorAsync(scope, before)
            ? [Administrators.LastOne]
            : await accounts.UpdateAsync(after);
    });

    public Task<UserOutcome> SetEnabledAsync(AdminScope scope, string userId, bool isEnabled) => ChangeAsync(scope, userId, null, async before =>
    {
        if (userId == scope.UserId)
        {
            throw new RefusedException("Nobody switches off their own account; ask somebody else.");
        }

        return !isEnabled && await IsLastAdministratorAsync(scope, before) ? [Administrators.LastOne] : await accounts.UpdateAsync(before with { IsEnabled = isEnabled });
    });

    /// <summary>For somebody who has lost the second factor: the password alone signs in again.</summary>
    public Task<UserOutcome> TurnOffTwoFactorAsync(AdminScope scope, string userId) =>
        ChangeAsync(scope, userId, "two-factor", async before => await accounts.UpdateAsync(before with { TwoFactorEnabled = false }));

    /// <summary>A link to choose a password, to be given to the owner of the account.</summary>
    public async Task<UserOutcome> MakeLinkAsync(AdminScope scope, string userId)
    {
        string? link = null;
        var outcome = await ChangeAsync(scope, userId, "link to choose a password", async _ =>
        {
            link = await AccountLinks.CreateAsync(users, (await users.FindByIdAsync(userId))!);
            return [];
        });
        return outcome is UserOutcome.Done ? new UserOutcome.Done(userId, link) : outcome;
    }

    public async Task<UserOutcome> DeleteAsync(AdminScope scope, string userId)
    {
        await BeginAsync(scope);
        var account = await FindAsync(scope, userId);
        if (!UserRules.MayDelete(scope, account))
        {
            throw new RefusedException(userId == scope.UserId ? "Nobody deletes their own account; ask somebody else." : "You may not delete this account.");
        }

        if (await IsLastAdministratorAsync(scope, account))
        {
            return await RefuseAsync(scope, [Administrators.LastOne]);
        }

        await accounts.DeleteAsync(userId);
        await Contents.List.SavedFilters.ForgetAsync(scope.Session, userId);
        await scope.Session.RecordAsync(SiteChange.UserKind, userId, account.UserName, account.ToChangeLog().ToJsonString(), null);
        await scope.Session.CommitAsync();
        return new UserOutcome.Done(userId);
    }

    private async Task<UserOutcome> ChangeAsync(AdminScope scope, string userId, string? what, Func<UserAccount, Task<IReadOnlyList<string>>> change)
    {
        await BeginAsync(scope);
        var before = await FindAsync(scope, userId);
        if (!UserRules.MayEdit(scope, before))
        {
            throw new RefusedException("You may not change this account.");
        }

        if (await change(before) is { Count: > 0 } problems)
        {
            return await RefuseAsync(scope, problems);
        }

        var after = (await accounts.FindByIdAsync(userId))!;
        var logged = after.ToChangeLog();
        if ((what ?? (before.Email != after.Email ? "e-mail address" : null)) is { } changed)
        {
            logged["Changed"] = changed;
        }

        await scope.Session.RecordAsync(SiteChange.UserKind, userId, after.UserName, before.ToChangeLog().ToJsonString(), logged.ToJsonString());
        await scope.Session.CommitAsync();
        return new UserOutcome.Done(userId);
    }

    // What was there and may not be touched, and what was chosen of the rest.
    private static List<string> Chosen(AdminScope scope, IReadOnlyList<string> existing, IReadOnlyCollection<string> chosen)
    {
        var added = chosen.Where(role => !existing.Contains(role, StringComparer.OrdinalIgnoreCase)).ToList();
        if (added.FirstOrDefault(role => !UserRules.MayAssign(scope, role) || scope.Session.Document(SiteDocumentKinds.Role, role) is null) is { } refused)
        {
            throw new RefusedException($"You may not give the role {refused}.");
        }

        return [.. existing.Where(role => chosen.Contains(role, StringComparer.OrdinalIgnoreCase) || !UserRules.MayAssign(scope, role)), .. added];
    }

    private async Task<bool> IsLastAdministratorAsync(AdminScope scope, UserAccount account) =>
        account.IsEnabled && account.Roles.Any(permissions.IsEverything) && !await Administrators.AnyAsync(scope.Session, permissions, account.UserId);

    // Two administrators who remove each other at the same moment must not both see the other one still there.
    private static Task BeginAsync(AdminScope scope) => scope.Session.BeginItemsAsync();

    private async Task<UserAccount> FindAsync(AdminScope scope, string userId) => await accounts.FindByIdAsync(userId) ?? throw new RefusedException("This account is not there any more.");

    private static async Task<UserOutcome> RefuseAsync(AdminScope scope, IReadOnlyList<string> problems)
    {
        await scope.Session.RollbackAsync();
        return new UserOutcome.Refused(problems);
    }
}
