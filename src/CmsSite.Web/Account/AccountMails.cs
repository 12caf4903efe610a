using CmsSite.Admin.Users;
using CmsSite.Content.Access;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Web.Mail;
using Microsoft.AspNetCore.Identity;

namespace CmsSite.Web.Account;

/// <summary>Mails that people ask for about accounts. One kind goes to one address every ten minutes at most, however often it is asked for.</summary>
internal sealed class AccountMails(SiteSettings settings, SiteSession session, UserManager<CmsUser> users, IUserRegistrations registrations, AccountRules rules, AccountAddresses addresses, MailOutbox outbox, TimeProvider clock)
{
    private static readonly TimeSpan _between = TimeSpan.FromMinutes(10);

    public bool IsOn => addresses.Root is not null;

    /// <summary>A link to a new password, where the address has an account that can be signed in to; else nothing.</summary>
    public async Task SendNewPasswordAsync(string email, CancellationToken cancellationToken = default)
    {
        if (await users.FindByEmailAsync(email) is not { IsEnabled: true } user)
        {
            return;
        }

        var link = await AccountLinks.CreateAsync(users, user, AccountLinkKind.NewPassword);
        await WriteAsync("password", email, $"A new password – {settings.SiteName}",
            $"""
            Somebody, probably you, asked for a new password for the account {user.UserName} on {settings.SiteName}.

            Choose one here. The link works once, and holds for a day:
            {addresses.Absolute(link)}

            If it was not you, do nothing: your password stays as it is.
            """, cancellationToken);
    }

    /// <summary>Makes the account and mails the link that proves the address. Where it has one already the mail says so, and nobody else learns it.</summary>
    public async Task RegisterAsync(string email, CancellationToken cancellationToken = default)
    {
        var known = await users.FindByEmailAsync(email) is { } user && (user.EmailConfirmed || user.PasswordHash is not null);
        var made = await registrations.RegisterAsync(email, null, !rules.IsModerated, cancellationToken);
        if (made.Problems.Count > 0)
        {
            await session.RollbackAsync(cancellationToken);
            return;
        }

        // Before the mail: whoever follows its link at once finds the account. Should the mail be lost, it is asked for again.
        await session.CommitAsync(cancellationToken);
        await WriteAsync("registration", email, $"Your account – {settings.SiteName}", known
            ? $"""
              Somebody, probably you, asked for an account on {settings.SiteName} with this address. It has one already: sign in here.
              {made.Link}

              If it was not you, do nothing.
              """
            : $"""
              Somebody, probably you, asked for an account on {settings.SiteName} with this address.

              If it was you, choose a password here. The link works once, and holds for a week:
              {made.Link}

              If it was not you, do nothing, and you will hear no more.
              """, cancellationToken);
    }

    /// <summary>A link that somebody who looks after accounts made for the owner of one.</summary>
    /// <param name="link">Relative to the site's root.</param>
    public Task SendLinkAsync(CmsUser user, string link, bool isInvitation, CancellationToken cancellationToken = default) => outbox.WriteAsync(new OutgoingMail(
        $"{(isInvitation ? "invitation" : "password-link")}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(link)).AsSpan(0, 12))}",
        user.Email!, isInvitation ? $"Your account – {settings.SiteName}" : $"A new password – {settings.SiteName}", isInvitation
        ? $"""
          You are invited to {settings.SiteName}. Your account is called {user.UserName}.

          Choose a password here. The link works once, and holds for a week:
          {addresses.Absolute(link)}

          If you did not expect this, do nothing, and you will hear no more.
          """
        : $"""
          Here you choose a new password for the account {user.UserName} on {settings.SiteName}. The link works once, and holds for a day:
          {addresses.Absolute(link)}

          If you did not ask anybody for it, do nothing: your password stays as it is.
          """, null), cancellationToken);

    /// <summary>A link for the owner of a new address of an account.</summary>
    /// <param name="link">Relative to the site's root.</param>
    public Task SendNewAddressAsync(CmsUser user, string email, string link, CancellationToken cancellationToken = default) => WriteAsync("address", email, $"Is this your address? – {settings.SiteName}",
        $"""
        The account {user.UserName} on {settings.SiteName} is to have this address.

        If that is right, say so here. The link holds for a day:
        {addresses.Absolute(link)}

        If the account is not yours, do nothing.
        """, cancellationToken);

    /// <summary>Tells the address that an account had that it has another one now.</summary>
    public Task SendAddressChangedAsync(CmsUser user, string former, CancellationToken cancellationToken = default) => WriteAsync("address-changed", former, $"Another address – {settings.SiteName}",
        $"""
        The account {user.UserName} on {settings.SiteName} has another address from now on; mails about it go there.

        If you did not want that, tell whoever looks after the site.
        """, cancellationToken);

    private Task WriteAsync(string purpose, string email, string subject, string text, CancellationToken cancellationToken)
    {
        var who = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(email.ToUpperInvariant())).AsSpan(0, 12));
        return outbox.WriteAsync(new OutgoingMail($"{purpose}-{who}-{clock.GetUtcNow().Ticks / _between.Ticks}", email, subject, text, null), cancellationToken);
    }
}
