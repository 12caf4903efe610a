using CmsSite.Admin.Users;
using CmsSite.Content.Access;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.AspNetCore.Identity;

namespace CmsSite.Web.Account;

/// <summary>Accounts that people ask for themselves, over Identity's user manager.</summary>
internal sealed class UserRegistrations(SiteSession session, IUserAccounts accounts, UserManager<CmsUser> users, AccountAddresses addresses) : IUserRegistrations
{
    public bool CanMakeLinks => addresses.Root is not null;

    public async Task<UserRegistration> RegisterAsync(string email, string? userName, bool isEnabled, CancellationToken cancellationToken = default)
    {
        // The accounts write through the same database context: what they save is part of this transaction.
        await session.BeginAsync(cancellationToken);
        var user = await users.FindByEmailAsync(email);
        if (user is null)
        {
            var account = new UserAccount(RecipeIds.New(), string.IsNullOrWhiteSpace(userName) ? email.Replace('@', '+') : userName.Trim(), email) { IsEnabled = isEnabled };
            await session.FlushAsync(cancellationToken);
            if (await accounts.CreateAsync(account, cancellationToken: cancellationToken) is { Count: > 0 } problems)
            {
                return new UserRegistration("", problems);
            }

            await session.RecordAsync(SiteChange.UserKind, account.UserId, account.UserName, null, account.ToChangeLog().ToJsonString(), cancellationToken);
            user = (await users.FindByIdAsync(account.UserId))!;
        }
        else if (user.EmailConfirmed || user.PasswordHash is not null || !user.IsEnabled)
        {
            return new UserRegistration(addresses.Absolute("Login"), []);
        }

        return new UserRegistration(addresses.Absolute(await AccountLinks.CreateAsync(users, user, AccountLinkKind.Registration)), []);
    }
}
