using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Comments;

/// <summary>
/// The key of this site's comments: for signing forms and for telling addresses apart without reading them. In the database, protected with keys that are outside of it; shared by all
/// nodes, in no export, and out of templates' reach.
/// </summary>
public sealed class CommentKeys(SiteSession session, ISecretProtector protector)
{
    private const string KeyName = "Comments";

    /// <summary>Makes the key of a site that has none, or whose key cannot be read any more.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken = default)
    {
        if (Key is null)
        {
            await session.PutAsync(SiteDocumentKinds.Secret, KeyName, JsonValue.Create(protector.Protect(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))))!, cancellationToken);
        }
    }

    /// <summary>The code of an address, the same for all its spellings.</summary>
    public string OfEmail(string email) => Code("email", email.Trim().ToUpperInvariant().Normalize());

    /// <summary>A code of some texts, for one purpose, that nobody else can make.</summary>
    public string Code(string purpose, params string[] texts) => Convert.ToHexStringLower(Hash(purpose, texts))[..40];

    /// <exception cref="InvalidOperationException">The site has no key; <see cref="EnsureAsync"/> was not called.</exception>
    internal byte[] Hash(string purpose, params string[] texts) => HMACSHA256.HashData(
        Key ?? throw new InvalidOperationException("The site has no key for its comments: it is made when the site is set up or opened."),
        Encoding.UTF8.GetBytes(string.Join('\u001f', [purpose, .. texts.Select(text => text.Replace('\u001f', ' '))])));

    private byte[]? Key => session.Project(SiteDocumentKinds.Secret, documents => new Read(documents.GetValueOrDefault(KeyName).AsText() is { } text && protector.Unprotect(text) is { } key
        ? Convert.FromBase64String(key) : null)).Key;

    private sealed record Read(byte[]? Key);
}
