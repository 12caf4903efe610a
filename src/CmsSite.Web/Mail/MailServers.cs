using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Web.Setup;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Mail;

/// <summary>A server that sends mail.</summary>
/// <param name="From">Whom mails come from; empty when nobody said it.</param>
public sealed record MailServer(string Host, int Port, string UserName, string Password, string From, SecureSocketOptions Encryption)
{
    public static MailServer None { get; } = new("", 0, "", "", "", SecureSocketOptions.Auto);
}

/// <summary>
/// Which server sends the site's mail: that of the configuration; where it names none, that of the site's settings (Orchard's <c>SmtpSettings</c>), whose password is protected there. What they say is
/// in force with the next mail.
/// </summary>
public sealed class MailServers(IOptions<MailOptions> options, IServiceScopeFactory scopes, SiteState site, ISecretProtector secrets)
{
    public const string SettingName = "SmtpSettings";
    private const int UsualPort = 25;

    /// <summary>Without a host where mails wait as files.</summary>
    public async Task<MailServer> FindAsync()
    {
        var own = options.Value;
        if (own.Host.Length > 0)
        {
            return new MailServer(own.Host, own.Port, own.UserName, own.Password, own.From, SecureSocketOptions.Auto);
        }

        var stored = await OfSiteAsync();
        return own.From.Length > 0 ? stored with { From = own.From } : stored;
    }

    private async Task<MailServer> OfSiteAsync()
    {
        if (!site.IsOpen)
        {
            return MailServer.None;
        }

        await using var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetRequiredService<SiteSettings>().Find(SettingName) is not JsonObject smtp)
        {
            return MailServer.None;
        }

        var from = smtp["DefaultSender"].AsText() ?? "";
        // A pickup folder is what the outbox is; a server that is switched off sends nothing.
        var sends = (smtp["IsEnabled"].AsFlag() ?? true) && smtp["DeliveryMethod"].AsNumber() is not 1 && smtp["DeliveryMethod"].AsText() is not "SpecifiedPickupDirectory";
        var signsIn = smtp["RequireCredentials"].AsFlag() ?? smtp["UserName"].AsText() is { Length: > 0 };
        return !sends ? MailServer.None with { From = from } : new MailServer(
            smtp["Host"].AsText() ?? "", smtp["Port"].AsNumber() is > 0 and <= 65535 and var port ? (int)port : UsualPort, signsIn ? smtp["UserName"].AsText() ?? "" : "",
            smtp["Password"].AsText() is { Length: > 0 } password ? secrets.Unprotect(password) ?? "" : "", from, Encryption(smtp));
    }

    private static SecureSocketOptions Encryption(JsonObject smtp) =>
        (smtp["AutoSelectEncryption"].AsFlag() ?? false) ? SecureSocketOptions.Auto : (smtp["EncryptionMethod"].AsText(), smtp["EncryptionMethod"].AsNumber()) switch
        {
            ("SSLTLS" or "SslTls", _) or (_, 1) => SecureSocketOptions.SslOnConnect,
            ("STARTTLS" or "StartTls", _) or (_, 2) => SecureSocketOptions.StartTls,
            // Nothing said, or "none": encrypted all the same where the server can.
            _ => SecureSocketOptions.Auto,
        };
}
