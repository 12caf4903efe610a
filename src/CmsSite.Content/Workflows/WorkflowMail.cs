namespace CmsSite.Content.Workflows;

/// <summary>A mail that a workflow sends.</summary>
/// <param name="Name">Tells it apart from others: one of that name is sent once.</param>
/// <param name="From">Null for the site's own address.</param>
public sealed record WorkflowMail(string Name, string? From, IReadOnlyList<string> To, IReadOnlyList<string> Cc, IReadOnlyList<string> Bcc, IReadOnlyList<string> ReplyTo, string Subject, string? Text, string? Html);

/// <summary>Where mails go. The outbox is the host's.</summary>
public interface IWorkflowMails
{
    /// <summary>What is wrong with an address; null when mail can be sent there.</summary>
    string? Check(string address);

    Task WriteAsync(WorkflowMail mail, CancellationToken cancellationToken);
}
