using MimeKit;

namespace CmsSite.Web.Account;

/// <summary>
/// Looks an address up, and writes to it, only when the answer is out: what is answered is the same for every address, and so is how long it takes. Nobody learns here who has an account.
/// </summary>
internal sealed class LaterMails(IServiceScopeFactory scopes, ILogger<LaterMails> logger)
{
    private const int LongestAddress = 254;

    public static bool IsAddress(string email) =>
        email.Length is > 2 and <= LongestAddress && !email.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
        && MailboxAddress.TryParse(email, out var mailbox) && mailbox.Address == email && email.IndexOf('@', StringComparison.Ordinal) > 0;

    public void After(HttpContext http, Func<AccountMails, Task> send) => http.Response.OnCompleted(async () =>
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await send(scope.ServiceProvider.GetRequiredService<AccountMails>());
        }
        catch (Exception exception)
        {
            // No address in the log.
            logger.LogError(exception, "A mail about an account could not be written.");
        }
    });
}
