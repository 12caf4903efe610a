namespace CmsSite.Comments;

/// <summary>How it stands with the mail about comments; the host, which sends it, says so.</summary>
/// <param name="waiting">How many mails wait.</param>
public sealed class MailState(Func<Task<bool>> hasServer, Func<int> waiting)
{
    public Task<bool> HasServerAsync() => hasServer();

    public int Waiting => waiting();
}
