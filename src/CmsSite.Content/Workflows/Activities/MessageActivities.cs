using CmsSite.Content.Items;
using Microsoft.Extensions.Logging;

namespace CmsSite.Content.Workflows.Activities;

/// <summary>What a workflow tells people: a message on the next page, a mail, a line of the log.</summary>
internal static class MessageActivities
{
    private const int MostRecipients = 20;
    private const int LongestSubject = 300;
    private const int LongestLogLine = 2000;
    private static readonly string[] _notices = ["success", "information", "warning", "error"];
    private static readonly char[] _betweenAddresses = [',', ';', '\n'];

    public static IEnumerable<ActivityKind> All { get; } =
    [
        new("NotifyTask", "Says something on the page that comes next.", NotifyAsync) { Liquid = ["Message"] },
        new("EmailTask", "Sends a mail.", EmailAsync) { Liquid = ["Author", "Sender", "Recipients", "Cc", "Bcc", "ReplyTo", "Subject", "Body", "HtmlBody", "TextBody"] },
        new("LogTask", "Writes a line into the log.", LogAsync) { Liquid = ["Text"] },
    ];

    /// <summary>On one line, since a line break would begin another header.</summary>
    public static string Subject(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > LongestSubject ? line[..LongestSubject] : line;
    }

    private static async Task<IReadOnlyList<string>> NotifyAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var html = (await step.TextAsync("Message", WorkflowTextKind.Html, cancellationToken)).Trim();
        var kind = step.Activity.Properties["NotificationType"].AsWhole() is >= 0 and < 4 and var number ? _notices[number] : step.Activity.Text("NotificationType")?.ToLowerInvariant();
        step.Run.Notices.Add(new WorkflowNotice(_notices.Contains(kind) ? kind! : "information", html));
        return ActivityCatalog.Done;
    }

    private static async Task<IReadOnlyList<string>> LogAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        // A line break would let whoever fills in a form write lines of their own.
        var text = (await step.TextAsync("Text", WorkflowTextKind.Plain, cancellationToken)).ReplaceLineEndings(" ");
        var level = step.Activity.Properties["LogLevel"].AsWhole() is >= 0 and <= 5 and var number ? (LogLevel)number : LogLevel.Information;
        step.Services.Logger.Log(level, "Workflow {Workflow}: {Text}", step.Run.Type.Name, text.Length > LongestLogLine ? text[..LongestLogLine] : text);
        return ActivityCatalog.Done;
    }

    private static async Task<IReadOnlyList<string>> EmailAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var to = await AddressesAsync(step, "Recipients", cancellationToken);
        var (cc, bcc) = (await AddressesAsync(step, "Cc", cancellationToken), await AddressesAsync(step, "Bcc", cancellationToken));
        if (to.Count + cc.Count + bcc.Count is 0 or > MostRecipients)
        {
            throw new WorkflowException(to.Count == 0 ? "the mail has no recipient" : $"the mail has more than {MostRecipients} recipients");
        }

        // From an address that a visitor gave, a mail would be a forgery; there the answer goes.
        var replyTo = await AddressesAsync(step, "ReplyTo", cancellationToken);
        string? from = null;
        foreach (var property in (string[])["Author", "Sender"])
        {
            if (await AddressesAsync(step, property, cancellationToken) is [var address, ..])
            {
                if (!step.Computes(property))
                {
                    from ??= address;
                }
                else if (replyTo.Count == 0)
                {
                    replyTo = [address];
                }
            }
        }

        var subject = Subject(await step.TextAsync("Subject", WorkflowTextKind.Plain, cancellationToken));
        var (text, html) = await BodiesAsync(step, cancellationToken);
        var mail = new WorkflowMail($"workflow-{step.Run.Id}-{step.Run.Count}", from, to, cc, bcc, replyTo, subject, text, html);
        // A file, written when everything else is: nobody hears of what was not stored.
        await step.Services.Session.BeginAsync(cancellationToken);
        step.Services.Session.BeforeCommit(cancellation => step.Services.Mails.WriteAsync(mail, cancellation));
        return ActivityCatalog.Done;
    }

    private static async Task<(string? Text, string? Html)> BodiesAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var properties = step.Activity.Properties;
        var format = properties["BodyFormat"].AsText() ?? properties["BodyFormat"].AsWhole() switch { 1 => "Text", 2 => "All", _ => "" };
        var isHtml = format.Length > 0 ? format != "Text" : step.Activity.Flag("IsHtmlBody", step.Activity.Flag("IsBodyHtml"));
        var text = await step.TextAsync("TextBody", WorkflowTextKind.Plain, cancellationToken);
        var html = await step.TextAsync("HtmlBody", WorkflowTextKind.Html, cancellationToken);
        if (isHtml)
        {
            html = html.Length > 0 ? html : await step.TextAsync("Body", WorkflowTextKind.Html, cancellationToken);
        }
        else
        {
            (html, text) = ("", text.Length > 0 ? text : await step.TextAsync("Body", WorkflowTextKind.Plain, cancellationToken));
        }

        return (text.Length > 0 ? text : null, html.Length > 0 ? html : null);
    }

    private static async Task<IReadOnlyList<string>> AddressesAsync(WorkflowStep step, string property, CancellationToken cancellationToken)
    {
        var text = await step.TextAsync(property, WorkflowTextKind.Plain, cancellationToken);
        // What is between two commas could be a header of its own, were it let in.
        List<string> addresses = [.. (step.Computes(property) ? [text.Trim()] : text.Split(_betweenAddresses, StringSplitOptions.TrimEntries)).Where(address => address.Length > 0)];
        foreach (var address in addresses)
        {
            if (step.Services.Mails.Check(address) is { } wrong)
            {
                throw new WorkflowException($"{property}: {wrong}");
            }
        }

        return addresses;
    }
}
