using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Content.Workflows;

/// <summary>What the token of a form says of it.</summary>
public enum FormTokenState
{
    /// <summary>Not of this site, or of another form.</summary>
    Forged,

    /// <summary>From a page that was opened days ago.</summary>
    Old,
    Valid,
}

/// <summary>
/// The key of this site's workflows: it makes the addresses that start them, which nobody can guess, and the tokens of forms. A secret of the site: in the database, shared by all nodes, in
/// no export and out of templates' reach.
/// </summary>
public sealed class WorkflowKeys(SiteSession session, TimeProvider clock)
{
    private const string KeyName = "Workflows";
    private const int TokenLength = 40;
    private const long SecondsOfDay = 86_400;
    private const int DaysOfForm = 2;

    /// <summary>Makes the key of a site that has none.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken = default)
    {
        if (Key() is null)
        {
            await session.PutAsync(SiteDocumentKinds.Secret, KeyName, JsonValue.Create(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))!, cancellationToken);
        }
    }

    /// <summary>The token of the address at which an HTTP request starts a workflow. It is the same at every call, so that a recipe which asks for it twice changes nothing the second time.</summary>
    public string AddressToken(string workflowTypeId, string activityId) => Code("address", workflowTypeId, activityId);

    /// <summary>The token of a form that is sent to the address. It says the day, not the visitor: a page that is kept for all visitors can hold it, and no cookie is needed.</summary>
    public string FormToken(string action) => FormToken(Today, action);

    public FormTokenState ReadFormToken(string? token, string action)
    {
        var dot = token?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 0 || !long.TryParse(token.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(FormToken(day, action)), Encoding.UTF8.GetBytes(token!)))
        {
            return FormTokenState.Forged;
        }

        return Today - day is >= 0 and < DaysOfForm ? FormTokenState.Valid : FormTokenState.Old;
    }

    /// <summary>A code of some texts, for one purpose, that nobody else can make.</summary>
    public string Code(string purpose, params string[] texts) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Key() ?? throw new InvalidOperationException("The site has no key for its workflows: it is made when the site is set up or opened."),
        Encoding.UTF8.GetBytes(string.Join('\u001f', [purpose, .. texts.Select(text => text.Replace('\u001f', ' '))]))))[..TokenLength];

    private long Today => clock.GetUtcNow().ToUnixTimeSeconds() / SecondsOfDay;

    private string FormToken(long day, string action) => string.Create(CultureInfo.InvariantCulture, $"{day}.{Code("form", action, day.ToString(CultureInfo.InvariantCulture))}");

    private byte[]? Key() => session.Document(SiteDocumentKinds.Secret, KeyName).AsText() is { } text ? Convert.FromBase64String(text) : null;
}
