namespace CmsSite.Comments;

/// <summary>How it stands with the mail about comments; the host, which sends it, says so.</summary>
/// <param name="waiting">How many mails wait.</param>
public sealed class MailState(bool hasServer, Func<int> waiting)
{
    public bool HasServer => hasServer;

    public int Waiting => waiting();
}
