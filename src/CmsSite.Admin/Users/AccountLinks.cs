using System.Text;
using CmsSite.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace CmsSite.Admin.Users;

/// <summary>What a link is for, and so how long it holds and what it proves.</summary>
public enum AccountLinkKind
{
    NewPassword,

    /// <summary>Of somebody who may make accounts.</summary>
    Invitation,

    /// <summary>Sent to the address that somebody registered with: whoever has it reads mail there.</summary>
    Registration,
}

/// <summary>
/// Links that let somebody choose a password without knowing one: signed, for one account, for a time, and good once, since a chosen password changes the security stamp that they are
/// signed with.
/// </summary>
public static class AccountLinks
{
    /// <summary>The token provider whose links live long enough for somebody who is on holiday.</summary>
    public const string Invitation = "Invitation";

    /// <summary>An invitation for an account that has no password yet, a link to set a new one for the others.</summary>
    /// <returns>Relative to the site's root.</returns>
    public static async Task<string> CreateAsync(UserManager<CmsUser> users, CmsUser user) =>
        await CreateAsync(users, user, await users.HasPasswordAsync(user) ? AccountLinkKind.NewPassword : AccountLinkKind.Invitation);

    /// <returns>Relative to the site's root.</returns>
    public static async Task<string> CreateAsync(UserManager<CmsUser> users, CmsUser user, AccountLinkKind kind)
    {
        var token = kind == AccountLinkKind.NewPassword ? await users.GeneratePasswordResetTokenAsync(user) : await users.GenerateUserTokenAsync(user, Invitation, kind.ToString());
        var address = kind == AccountLinkKind.NewPassword ? "ResetPassword" : $"Users/{kind}";
        return QueryHelpers.AddQueryString(address, new Dictionary<string, string?> { ["user"] = user.Id, ["code"] = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token)) });
    }

    /// <param name="kind">What the link says it is.</param>
    public static async Task<bool> IsValidAsync(UserManager<CmsUser> users, CmsUser user, string? code, AccountLinkKind kind)
    {
        try
        {
            var token = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code ?? ""));
            // Whoever registered may choose a password while the account waits for a moderator: it opens nothing before.
            return (user.IsEnabled || (kind == AccountLinkKind.Registration && !user.EmailConfirmed)) && (kind == AccountLinkKind.NewPassword
                ? await users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<CmsUser>.ResetPasswordTokenPurpose, token)
                : await users.VerifyUserTokenAsync(user, Invitation, kind.ToString(), token));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
