namespace CmsSite.Admin.Users;

/// <summary>Sends the links that let somebody into their account. The host does, which has the mail; whoever makes a link decides whether it goes by mail.</summary>
public interface IInvitationMails
{
    /// <summary>Whether mails can be written: the site knows its address.</summary>
    bool IsOn { get; }

    /// <param name="link">Relative to the site's root, as <see cref="AccountLinks"/> made it for this account.</param>
    /// <returns>False when the account has no address, or is switched off.</returns>
    Task<bool> SendAsync(string userId, string link, CancellationToken cancellationToken = default);
}
