using CmsSite.Web.Hosting;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CmsSite.Web.Mail;

/// <summary>Sends what is in the outbox, while there is a server for it. What the server does not take now is tried again.</summary>
public sealed class MailSending(MailOutbox outbox, MailServers servers, IOptions<CmsSiteOptions> site, TimeProvider clock, ILogger<MailSending> logger) : BackgroundService
{
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _afterFailure = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (site.Value.BackgroundWork && !stoppingToken.IsCancellationRequested)
        {
            var wait = _between;
            try
            {
                await SendAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Servers repeat addresses in what they say: the kind of the failure is all that goes into the log.
                logger.LogError("Mail could not be sent ({Failure}); {Count} mails wait, trying again in {Minutes} min.", exception.GetType().Name, outbox.Waiting, _afterFailure.TotalMinutes);
                wait = _afterFailure;
            }

            await Task.Delay(wait, clock, stoppingToken);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        if (outbox.Files() is not { Count: > 0 } files || await servers.FindAsync() is not { Host.Length: > 0 } server)
        {
            return;
        }

        using var client = new SmtpClient();
        await client.ConnectAsync(server.Host, server.Port, server.Encryption, cancellationToken);
        if (server.UserName.Length > 0)
        {
            await client.AuthenticateAsync(server.UserName, server.Password, cancellationToken);
        }

        foreach (var file in files)
        {
            await client.SendAsync(await MimeMessage.LoadAsync(file, cancellationToken), cancellationToken, (ITransferProgress?)null);
            outbox.NoteSent(file);
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}
