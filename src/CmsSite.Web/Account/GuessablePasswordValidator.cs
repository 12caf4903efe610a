using CmsSite.Storage;
using Microsoft.AspNetCore.Identity;

namespace CmsSite.Web.Account;

/// <summary>Refuses passwords that whoever knows the account would try first.</summary>
internal sealed class GuessablePasswordValidator : IPasswordValidator<CmsUser>
{
    private static readonly string[] _common =
    [
        "1234567890", "0123456789", "123456789a", "1q2w3e4r5t", "qwertyuiop", "qwerty1234", "qwerty12345", "abcdefghij", "asdfghjkl1", "password12", "password123",
        "password1234", "passw0rd123", "iloveyou12", "letmein123", "welcome123", "administrator", "changeme123", "adminadmin", "admin12345",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<CmsUser> manager, CmsUser user, string? password)
    {
        var text = password ?? "";
        var isGuessable = _common.Contains(text, StringComparer.OrdinalIgnoreCase)
            || Names(user).Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase) && text.Length < name.Length + 6);
        return Task.FromResult(isGuessable
            ? IdentityResult.Failed(new IdentityError { Code = "PasswordGuessable", Description = "This password is too easy to guess. Use several words, or one that has nothing to do with the account." })
            : IdentityResult.Success);
    }

    private static IEnumerable<string> Names(CmsUser user) =>
        new[] { user.UserName, user.Email?.Split('@')[0] }.OfType<string>().Where(name => name.Length >= 3);
}
