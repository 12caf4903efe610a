using System.Security.Claims;
using CmsSite.Content.Access;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Admin.Users;

/// <summary>The accounts that may do everything: a site without one could only be mended from the command line.</summary>
public static class Administrators
{
    public const string LastOne = "Nobody would be left who may do everything. Give that to another account first.";

    /// <summary>Whether there is one, as the session sees roles and accounts now.</summary>
    /// <param name="exceptUserId">Who is not counted.</param>
    public static Task<bool> AnyAsync(SiteSession session, PermissionChecker permissions, string? exceptUserId = null)
    {
        var everything = session.Documents(SiteDocumentKinds.Role).Keys.Append(Content.Access.Roles.Administrator).Where(permissions.IsEverything).ToList();
        var database = session.Database;
        return database.Users.AnyAsync(user => user.IsEnabled && user.Id != exceptUserId
            && database.UserClaims.Any(claim => claim.UserId == user.Id && claim.ClaimType == ClaimTypes.Role && everything.Contains(claim.ClaimValue!)));
    }
}
