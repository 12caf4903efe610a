using System.Security.Claims;
using CmsSite.Content.Access;
using CmsSite.Storage;
using Microsoft.AspNetCore.Identity;

namespace CmsSite.Web.Account;

/// <summary>Accounts over Identity's user manager. A role is a claim.</summary>
internal sealed class UserAccounts(UserManager<CmsUser> users, TimeProvider clock) : IUserAccounts
{
    public async Task<UserAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken = default) => await ToAccountAsync(await users.FindByIdAsync(userId));

    public async Task<UserAccount?> FindByNameAsync(string userName, CancellationToken cancellationToken = default) => await ToAccountAsync(await users.FindByNameAsync(userName));

    public async Task<IReadOnlyList<string>> CreateAsync(UserAccount user, string? password = null, string? passwordHash = null, CancellationToken cancellationToken = default)
    {
        var record = new CmsUser { Id = user.UserId, CreatedUtc = clock.GetUtcNow().UtcDateTime };
        Copy(user, record, passwordHash);
        var result = password is null ? await users.CreateAsync(record) : await users.CreateAsync(record, password);
        return result.Succeeded ? await SetRolesAsync(record, user.Roles) : Problems(result);
    }

    public async Task<IReadOnlyList<string>> UpdateAsync(UserAccount user, string? passwordHash = null, CancellationToken cancellationToken = default)
    {
        if (await users.FindByIdAsync(user.UserId) is not { } record)
        {
            return [$"There is no account with the id '{user.UserId}'."];
        }

        var before = (await ToAccountAsync(record))!;
        Copy(user, record, passwordHash);
        // Whoever is signed in with what the account was before has to sign in again; another e-mail address is no reason to.
        var result = passwordHash is not null || before.ToChangeLog().ToJsonString() != user.ToChangeLog().ToJsonString() || before.TwoFactorEnabled != user.TwoFactorEnabled
            ? await users.UpdateSecurityStampAsync(record)
            : await users.UpdateAsync(record);
        return result.Succeeded ? await SetRolesAsync(record, user.Roles) : Problems(result);
    }

    public async Task DeleteAsync(string userId, CancellationToken cancellationToken = default)
    {
        if (await users.FindByIdAsync(userId) is { } record)
        {
            await users.DeleteAsync(record);
        }
    }

    private static void Copy(UserAccount from, CmsUser to, string? passwordHash)
    {
        to.UserName = from.UserName;
        to.Email = from.Email;
        to.EmailConfirmed = from.EmailConfirmed;
        to.PhoneNumber = from.PhoneNumber;
        to.PhoneNumberConfirmed = from.PhoneNumberConfirmed;
        to.IsEnabled = from.IsEnabled;
        to.LockoutEnabled = from.IsLockoutEnabled;
        to.TwoFactorEnabled = from.TwoFactorEnabled;
        to.PasswordHash = passwordHash ?? to.PasswordHash;
    }

    private async Task<IReadOnlyList<string>> SetRolesAsync(CmsUser user, IReadOnlyList<string> roles)
    {
        var existing = await RoleClaimsAsync(user);
        var gone = existing.Where(claim => !roles.Contains(claim.Value, StringComparer.OrdinalIgnoreCase)).ToList();
        var added = roles.Where(role => !existing.Any(claim => claim.Value.Equals(role, StringComparison.OrdinalIgnoreCase))).Select(role => new Claim(ClaimTypes.Role, role)).ToList();
        var removal = gone.Count > 0 ? await users.RemoveClaimsAsync(user, gone) : IdentityResult.Success;
        var addition = added.Count > 0 ? await users.AddClaimsAsync(user, added) : IdentityResult.Success;
        return [.. Problems(removal), .. Problems(addition)];
    }

    private async Task<UserAccount?> ToAccountAsync(CmsUser? user) => user is null ? null : new UserAccount(user.Id, user.UserName ?? "", user.Email)
    {
        EmailConfirmed = user.EmailConfirmed,
        PhoneNumber = user.PhoneNumber,
        PhoneNumberConfirmed = user.PhoneNumberConfirmed,
        IsEnabled = user.IsEnabled,
        IsLockoutEnabled = user.LockoutEnabled,
        TwoFactorEnabled = user.TwoFactorEnabled,
        Roles = [.. (await RoleClaimsAsync(user)).Select(claim => claim.Value)],
    };

    private async Task<List<Claim>> RoleClaimsAsync(CmsUser user) => [.. (await users.GetClaimsAsync(user)).Where(claim => claim.Type == ClaimTypes.Role)];

    private static List<string> Problems(IdentityResult result) => [.. result.Errors.Select(error => error.Description)];
}
