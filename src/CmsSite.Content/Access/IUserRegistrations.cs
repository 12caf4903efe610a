namespace CmsSite.Content.Access;

/// <param name="Link">Leads to where the address is proved and a password is chosen; to the sign-in where the address has an account already, so that who asks cannot tell the two apart.</param>
/// <param name="Problems">What is wrong with what was given, in words for whoever gave it; then there is no link.</param>
public sealed record UserRegistration(string Link, IReadOnlyList<string> Problems);

/// <summary>Accounts that people ask for themselves. The host implements it over its user manager; it writes in the session's transaction and its change log, and commits nothing.</summary>
public interface IUserRegistrations
{
    /// <summary>Whether links that leave the site can be made: they need its address.</summary>
    bool CanMakeLinks { get; }

    /// <summary>Makes an account without a password and without roles, unless the address has one.</summary>
    /// <param name="userName">Null: made of the address.</param>
    Task<UserRegistration> RegisterAsync(string email, string? userName, bool isEnabled, CancellationToken cancellationToken = default);
}
