using CmsSite.Admin.Users;
using CmsSite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Account;

/// <summary>Signs invitations: like the tokens for a new password, but good for a week.</summary>
internal sealed class InvitationTokens(IDataProtectionProvider protection, IOptions<InvitationTokenOptions> options, ILogger<DataProtectorTokenProvider<CmsUser>> logger)
    : DataProtectorTokenProvider<CmsUser>(protection, options, logger);

public sealed class InvitationTokenOptions : DataProtectionTokenProviderOptions
{
    public InvitationTokenOptions() => (Name, TokenLifespan) = (AccountLinks.Invitation, TimeSpan.FromDays(7));
}
