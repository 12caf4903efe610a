using System.Text;
using CmsSite.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace CmsSite.Admin.Users;

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
    public static async Task<string> CreateAsync(UserManager<CmsUser> users, CmsUser user)
    {
        var isInvitation = !await users.HasPasswordAsync(user);
        var token = isInvitation ? await users.GenerateUserTokenAsync(user, Invitation, Invitation) : await users.GeneratePasswordResetTokenAsync(user);
        var address = isInvitation ? "Users/Invitation" : "ResetPassword";
        return QueryHelpers.AddQueryString(address, new Dictionary<string, string?> { ["user"] = user.Id, ["code"] = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token)) });
    }

    /// <param name="isInvitation">Which of the two the link says it is.</param>
    public static async Task<bool> IsValidAsync(UserManager<CmsUser> users, CmsUser user, string? code, bool isInvitation)
    {
        try
        {
            var token = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code ?? ""));
            return user.IsEnabled && (isInvitation
                ? await users.VerifyUserTokenAsync(user, Invitation, Invitation, token)
                : await users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<CmsUser>.ResetPasswordTokenPurpose, token));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
