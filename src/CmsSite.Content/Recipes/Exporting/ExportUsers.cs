using System.Security.Claims;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Recipes.Exporting;

/// <summary>The accounts: who may sign in, and with which roles. Keys of second factors, passkeys and sessions never leave the site.</summary>
internal sealed class ExportUsers(CmsDbContext database, ExportSelection selection, RecipeWriter recipe)
{
    private const int BatchSize = 200;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (!selection.Has("Users", out var names))
        {
            return;
        }

        var ids = (await database.Users.AsNoTracking().Select(user => new { user.Id, user.UserName }).ToListAsync(cancellationToken))
            .Where(user => names is null || names.Contains(user.UserName ?? "")).Select(user => user.Id).Order(StringComparer.Ordinal).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        recipe.BeginList("Users", "Users");
        foreach (var batch in ids.Chunk(BatchSize))
        {
            var users = await database.Users.AsNoTracking().Where(user => batch.Contains(user.Id)).ToListAsync(cancellationToken);
            var roles = (await database.UserClaims.AsNoTracking().Where(claim => batch.Contains(claim.UserId) && claim.ClaimType == ClaimTypes.Role).ToListAsync(cancellationToken))
                .ToLookup(claim => claim.UserId, claim => claim.ClaimValue ?? "", StringComparer.Ordinal);
            foreach (var user in users.OrderBy(user => user.Id, StringComparer.Ordinal))
            {
                await recipe.AddAsync(Json(user, roles[user.Id].Order(StringComparer.Ordinal)), cancellationToken);
            }
        }

        recipe.EndList();
    }

    private JsonObject Json(CmsUser user, IEnumerable<string> roles)
    {
        var json = new JsonObject
        {
            ["UserName"] = user.UserName,
            ["UserId"] = user.Id,
            ["Email"] = user.Email,
            ["EmailConfirmed"] = user.EmailConfirmed,
            ["PhoneNumber"] = user.PhoneNumber,
            ["PhoneNumberConfirmed"] = user.PhoneNumberConfirmed,
            ["IsEnabled"] = user.IsEnabled,
            ["IsLockoutEnabled"] = user.LockoutEnabled,
            // Their keys stay here: somebody of whom it were asked could not sign in.
            ["TwoFactorEnabled"] = false,
            ["RoleNames"] = JsonValues.ToArray(roles),
        };
        if (selection.WithPasswordHashes && user.PasswordHash is { } hash)
        {
            json["PasswordHash"] = hash;
        }

        return json;
    }
}
