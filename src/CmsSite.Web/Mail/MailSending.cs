using CmsSite.Web.Hosting;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CmsSite.Web.Mail;

/// <summary>Sends what is in the outbox, when a server is configured. What the server does not take now is tried again.</summary>
public sealed class MailSending(MailOutbox outbox, IOptions<MailOptions> options, IOptions<CmsSiteOptions> site, TimeProvider clock, ILogger<MailSending> logger) : BackgroundService
{
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _afterFailure = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (outbox.HasServer && site.Value.BackgroundWork && !stoppingToken.IsCancellationRequested)
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
        if (outbox.Files() is not { Count: > 0 } files)
        {
            return;
        }

        using var client = new SmtpClient();
        await client.ConnectAsync(options.Value.Host, options.Value.Port, SecureSocketOptions.Auto, cancellationToken);
        if (options.Value.UserName.Length > 0)
        {
            await client.AuthenticateAsync(options.Value.UserName, options.Value.Password, cancellationToken);
        }

        foreach (var file in files)
        {
            await client.SendAsync(await MimeMessage.LoadAsync(file, cancellationToken), cancellationToken, (ITransferProgress?)null);
            outbox.NoteSent(file);
        }

        await client.DisconnectAsync(quit: true, cancellationToken);
    }
}
