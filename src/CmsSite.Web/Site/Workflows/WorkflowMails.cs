using CmsSite.Content.Workflows;
using CmsSite.Web.Mail;
using MimeKit;

namespace CmsSite.Web.Site.Workflows;

/// <summary>Puts the mails of workflows into the outbox.</summary>
internal sealed class WorkflowMails(MailOutbox outbox) : IWorkflowMails
{
    private const int LongestAddress = 254;

    public string? Check(string address) =>
        address.Any(char.IsControl) ? "an address has a line break or another control character in it"
        : address.Length > LongestAddress || !MailboxAddress.TryParse(address, out var mailbox) || !mailbox.Address.Contains('@', StringComparison.Ordinal) ? "an address is none that mail can be sent to"
        : null;

    public Task WriteAsync(WorkflowMail mail, CancellationToken cancellationToken)
    {
        var all = mail.To.Concat(mail.Cc).Concat(mail.Bcc).ToList();
        return outbox.WriteAsync(new OutgoingMail(mail.Name, all[0], mail.Subject, mail.Text ?? "", null)
        {
            AlsoTo = [.. mail.To.Skip(1)], Cc = [.. mail.Cc.Where(address => address != all[0])], Bcc = [.. mail.Bcc.Where(address => address != all[0])], ReplyTo = mail.ReplyTo, From = mail.From, Html = mail.Html,
        }, cancellationToken);
    }
}
