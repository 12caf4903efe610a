using CmsSite.Web.Hosting;
using MimeKit;

namespace CmsSite.Web.Mail;

/// <param name="Name">Tells the mail apart from others: one of that name is sent once.</param>
/// <param name="UnsubscribeUrl">For one click (RFC 8058); null where nothing was subscribed to.</param>
public sealed record OutgoingMail(string Name, string To, string Subject, string Text, string? UnsubscribeUrl)
{
    /// <summary>Who else gets it.</summary>
    public IReadOnlyList<string> AlsoTo { get; init; } = [];
    public IReadOnlyList<string> Cc { get; init; } = [];
    public IReadOnlyList<string> Bcc { get; init; } = [];
    public IReadOnlyList<string> ReplyTo { get; init; } = [];

    /// <summary>Null for the site's own address.</summary>
    public string? From { get; init; }

    /// <summary>The same as HTML; null for a mail of text alone.</summary>
    public string? Html { get; init; }
}

/// <summary>
/// Mails that are to be sent, a file each in <c>App_Data/Mail</c>: whatever happens to the program or the mail server, they are there. What was sent leaves its name behind, so that
/// nobody gets a mail twice.
/// </summary>
public sealed class MailOutbox(SiteFolders folders, MailServers servers, TimeProvider clock)
{
    private const string Extension = ".eml";
    private static readonly TimeSpan _remembered = TimeSpan.FromDays(60);

    public string Folder { get; } = Path.Combine(folders.AppData, "Mail");

    private string Sent => Path.Combine(Folder, "sent");

    /// <summary>Whether there is a server that sends. Without one, mails wait.</summary>
    public async Task<bool> HasServerAsync() => (await servers.FindAsync()).Host.Length > 0;

    public int Waiting => Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*" + Extension).Count() : 0;

    public async Task WriteAsync(OutgoingMail mail, CancellationToken cancellationToken = default)
    {
        var file = Path.Combine(Folder, mail.Name + Extension);
        if (File.Exists(Path.Combine(Sent, mail.Name)) || File.Exists(file))
        {
            return;
        }

        folders.Create();
        Directory.CreateDirectory(Folder);
        var message = new MimeMessage { Subject = mail.Subject, Body = BodyOf(mail), Date = clock.GetUtcNow() };
        message.From.Add(InternetAddress.TryParse(mail.From ?? (await servers.FindAsync()).From, out var from) ? from : new MailboxAddress("", "noreply@localhost"));
        message.To.AddRange(mail.AlsoTo.Prepend(mail.To).Select(MailboxAddress.Parse));
        message.Cc.AddRange(mail.Cc.Select(MailboxAddress.Parse));
        message.Bcc.AddRange(mail.Bcc.Select(MailboxAddress.Parse));
        message.ReplyTo.AddRange(mail.ReplyTo.Select(MailboxAddress.Parse));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.UnsubscribeUrl is { } url)
        {
            message.Headers.Add("List-Unsubscribe", $"<{url}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        // Whole or not at all: who sends must not find half a mail, and two who write the same one must not meet.
        var draft = Path.Combine(Folder, $"{Guid.NewGuid():n}.tmp");
        await message.WriteToAsync(draft, cancellationToken);
        if (File.Exists(Path.Combine(Sent, mail.Name)))
        {
            File.Delete(draft);
        }
        else
        {
            File.Move(draft, file, overwrite: true);
        }
    }

    private static MimeEntity BodyOf(OutgoingMail mail)
    {
        var (text, html) = (new TextPart("plain") { Text = mail.Text }, mail.Html is null ? null : new TextPart("html") { Text = mail.Html });
        return html is null ? text : mail.Text.Length == 0 ? html : new MultipartAlternative(text, html);
    }

    /// <summary>The mails that wait, the oldest first.</summary>
    public IReadOnlyList<string> Files() => Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*" + Extension).OrderBy(File.GetLastWriteTimeUtc)] : [];

    public void NoteSent(string file)
    {
        Directory.CreateDirectory(Sent);
        File.WriteAllBytes(Path.Combine(Sent, Path.GetFileNameWithoutExtension(file)), []);
        File.Delete(file);
        var until = clock.GetUtcNow().UtcDateTime - _remembered;
        foreach (var old in Directory.EnumerateFiles(Sent).Where(name => File.GetLastWriteTimeUtc(name) < until).Take(100).ToList())
        {
            File.Delete(old);
        }
    }
}
