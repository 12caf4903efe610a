using System.Text.Json.Nodes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.AspNetCore.Identity;

namespace CmsSite.Web.Account;

/// <summary>Changes that people make to their own account, through the one door: in the change log stands what is different, never a secret.</summary>
internal sealed class AccountChanges(SiteSession session, UserManager<CmsUser> users)
{
    /// <summary>Runs the change in one transaction and commits it when it succeeded.</summary>
    /// <param name="what">For the log: <c>password</c>, <c>two-factor</c>, <c>passkey</c>.</param>
    public async Task<IdentityResult> MakeAsync(CmsUser user, string what, Func<Task<IdentityResult>> change, CancellationToken cancellationToken = default)
    {
        session.Who = user.UserName;
        await session.BeginAsync(cancellationToken);
        var before = await DescribeAsync(user, null);
        var result = await change();
        if (!result.Succeeded)
        {
            await session.RollbackAsync(cancellationToken);
            return result;
        }

        await session.RecordAsync(SiteChange.UserKind, user.Id, user.UserName, before, await DescribeAsync(user, what), cancellationToken);
        await session.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<string> DescribeAsync(CmsUser user, string? changed) => SiteJson.Write(new JsonObject
    {
        ["UserName"] = user.UserName,
        ["TwoFactorEnabled"] = user.TwoFactorEnabled,
        ["Passkeys"] = (await users.GetPasskeysAsync(user)).Count,
        ["Changed"] = changed,
    });
}
