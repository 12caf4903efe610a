using CmsSite.Admin.Users;
using CmsSite.Storage;
using Microsoft.AspNetCore.Identity;

namespace CmsSite.Web.Account;

internal sealed class InvitationMails(AccountMails mails, UserManager<CmsUser> users) : IInvitationMails
{
    public bool IsOn => mails.IsOn;

    public async Task<bool> SendAsync(string userId, string link, CancellationToken cancellationToken = default)
    {
        if (!IsOn || await users.FindByIdAsync(userId) is not { IsEnabled: true, Email: not null } user)
        {
            return false;
        }

        await mails.SendLinkAsync(user, link, isInvitation: !await users.HasPasswordAsync(user), cancellationToken);
        return true;
    }
}
