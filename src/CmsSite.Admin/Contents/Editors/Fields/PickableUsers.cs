using System.Security.Claims;
using CmsSite.Admin.Access;
using CmsSite.Content.Fields;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Contents.Editors.Fields;

/// <summary>Accounts that a picker offers: those that can sign in, by their names alone. Who may write need not learn anybody's address.</summary>
internal static class PickableUsers
{
    public static async Task<IReadOnlyList<(string Id, string Title)>> FindAsync(
        AdminScope scope, UserPickerFieldSettings settings, string text, IReadOnlyCollection<string> without, int most, CancellationToken cancellationToken = default)
    {
        var database = scope.Session.Database;
        var pattern = TitleSearch.Pattern(text).ToUpperInvariant();
        var users = database.Users.AsNoTracking().Where(user => user.IsEnabled && !without.Contains(user.Id) && EF.Functions.Like(user.NormalizedUserName!, pattern, "\\"));
        if (!settings.DisplayAllUsers)
        {
            var roles = settings.DisplayedRoles;
            users = users.Where(user => database.UserClaims.Any(claim => claim.UserId == user.Id && claim.ClaimType == ClaimTypes.Role && roles.Contains(claim.ClaimValue!)));
        }

        var rows = await users.OrderBy(user => user.NormalizedUserName).Take(most).Select(user => new { user.Id, user.UserName }).ToListAsync(cancellationToken);
        return [.. rows.Select(user => (user.Id, user.UserName ?? user.Id))];
    }

    /// <summary>The names of those of the accounts that there are.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> NamesAsync(AdminScope scope, IReadOnlyList<string> ids, CancellationToken cancellationToken = default) => ids.Count == 0 ? new Dictionary<string, string>()
        : await scope.Session.Database.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, user => user.UserName ?? user.Id, cancellationToken);
}
