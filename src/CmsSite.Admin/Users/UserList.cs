using System.Security.Claims;
using CmsSite.Admin.Access;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Users;

public enum UserStatus
{
    Enabled,
    Disabled,

    /// <summary>No password was chosen yet.</summary>
    Invited,
}

/// <summary>What the list of accounts shows; all of it is in the address.</summary>
/// <param name="After">The normalised name of the last row of the page before.</param>
public sealed record UserFilter(string? Text, UserStatus? Status, string? Role, string? After)
{
    public static UserFilter Read(string? text, string? status, string? role, string? after) => new(
        Given(text), Enum.TryParse<UserStatus>(status, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null, Given(role), Given(after));

    public bool IsNarrowed => Text is not null || Status is not null || Role is not null;

    public Dictionary<string, object?> ToQuery() => new() { ["q"] = Text, ["status"] = Status?.ToString().ToLowerInvariant(), ["role"] = Role, ["after"] = After };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

public sealed record ListedUser(string UserId, string UserName, string? Email, UserStatus Status, bool IsTwoFactor, IReadOnlyList<string> Roles, DateTime CreatedUtc);

/// <param name="Next">Where the next page begins; null on the last one.</param>
public sealed record UserPage(IReadOnlyList<ListedUser> Users, string? Next);

/// <summary>A page of accounts in the order of their names; pages follow each other by the last name.</summary>
public sealed class UserList
{
    private const int PageSize = 50;

    /// <summary>How many accounts have each role, by its name in any case.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountByRoleAsync(AdminScope scope)
    {
        var counts = await scope.Session.Database.UserClaims.Where(claim => claim.ClaimType == ClaimTypes.Role && claim.ClaimValue != null)
            .GroupBy(claim => claim.ClaimValue!).Select(group => new { Role = group.Key, Count = group.Count() }).ToListAsync();
        return counts.GroupBy(entry => entry.Role, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Count), StringComparer.OrdinalIgnoreCase);
    }

    public async Task<UserPage> PageAsync(AdminScope scope, UserFilter filter, CancellationToken cancellationToken = default)
    {
        var database = scope.Session.Database;
        var users = database.Users.AsNoTracking();
        users = filter.Status switch
        {
            UserStatus.Enabled => users.Where(user => user.IsEnabled),
            UserStatus.Disabled => users.Where(user => !user.IsEnabled),
            UserStatus.Invited => users.Where(user => user.IsEnabled && user.PasswordHash == null),
            _ => users,
        };
        if (filter.Text is { } text)
        {
            // Names and addresses are stored normalised, in upper case.
            var pattern = $"%{text.ToUpperInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            users = users.Where(user => EF.Functions.Like(user.NormalizedUserName!, pattern, "\\") || EF.Functions.Like(user.NormalizedEmail!, pattern, "\\"));
        }

        if (filter.Role is { } role)
        {
            users = users.Where(user => database.UserClaims.Any(claim => claim.UserId == user.Id && claim.ClaimType == ClaimTypes.Role && claim.ClaimValue == role));
        }

        if (filter.After is { } after)
        {
            users = users.Where(user => user.NormalizedUserName!.CompareTo(after) > 0);
        }

        var found = await users.OrderBy(user => user.NormalizedUserName).Take(PageSize + 1)
            .Select(user => new { user.Id, user.UserName, user.NormalizedUserName, user.Email, user.IsEnabled, IsInvited = user.PasswordHash == null, user.TwoFactorEnabled, user.CreatedUtc })
            .ToListAsync(cancellationToken);
        var page = found.Take(PageSize).ToList();
        var ids = page.Select(user => user.Id).ToList();
        var roles = (await database.UserClaims.AsNoTracking().Where(claim => ids.Contains(claim.UserId) && claim.ClaimType == ClaimTypes.Role)
            .Select(claim => new { claim.UserId, claim.ClaimValue }).ToListAsync(cancellationToken)).ToLookup(claim => claim.UserId, claim => claim.ClaimValue!);
        return new UserPage(
            [
                .. page.Select(user => new ListedUser(
                    user.Id, user.UserName!, user.Email, !user.IsEnabled ? UserStatus.Disabled : user.IsInvited ? UserStatus.Invited : UserStatus.Enabled, user.TwoFactorEnabled,
                    [.. roles[user.Id].Order(StringComparer.OrdinalIgnoreCase)], user.CreatedUtc)),
            ],
            found.Count > PageSize ? page[^1].NormalizedUserName : null);
    }
}
