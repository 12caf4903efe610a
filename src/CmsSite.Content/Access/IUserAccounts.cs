using System.Text.Json.Nodes;

namespace CmsSite.Content.Access;

/// <summary>Somebody who can sign in, without anything secret.</summary>
public sealed record UserAccount(string UserId, string UserName, string? Email)
{
    public bool EmailConfirmed { get; init; }
    public string? PhoneNumber { get; init; }
    public bool PhoneNumberConfirmed { get; init; }
    public bool IsEnabled { get; init; } = true;
    public bool IsLockoutEnabled { get; init; } = true;
    public bool TwoFactorEnabled { get; init; }
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What the change log keeps of an account: nothing secret, and no address that would have to be erased there later.</summary>
    public JsonObject ToChangeLog() => new()
    {
        ["UserName"] = UserName,
        ["IsEnabled"] = IsEnabled,
        ["Roles"] = new JsonArray([.. Roles.Order(StringComparer.OrdinalIgnoreCase).Select(role => JsonValue.Create(role))]),
    };
}

/// <summary>
/// The accounts of the site, as recipes need them. The host implements it over its user manager, in the same scope: it writes through the scope's database context and so inside
/// the session's transaction, which the caller has begun. It records no change itself; the caller does.
/// </summary>
public interface IUserAccounts
{
    Task<UserAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken = default);

    /// <summary>By user name, in any case.</summary>
    Task<UserAccount?> FindByNameAsync(string userName, CancellationToken cancellationToken = default);

    /// <summary>Creates the account with its id and roles.</summary>
    /// <param name="password">Null for one that can only be signed in to after a password was set.</param>
    /// <param name="passwordHash">As ASP.NET Core Identity writes it, instead of a password.</param>
    /// <returns>What is wrong, in words for the importer; empty when it is done.</returns>
    Task<IReadOnlyList<string>> CreateAsync(UserAccount user, string? password = null, string? passwordHash = null, CancellationToken cancellationToken = default);

    /// <summary>Deletes an account with its roles, passkeys and sessions; what it wrote stays.</summary>
    Task DeleteAsync(string userId, CancellationToken cancellationToken = default);

    /// <summary>Gives an existing account (by its id) these values and roles. A null hash leaves the password as it is. When its name, its roles, its password or whether it is enabled changes, it is signed out everywhere.</summary>
    /// <returns>What is wrong; empty when it is done.</returns>
    Task<IReadOnlyList<string>> UpdateAsync(UserAccount user, string? passwordHash = null, CancellationToken cancellationToken = default);
}
