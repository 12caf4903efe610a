using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Content.Media;

/// <summary>
/// Signs addresses of resized images, so that only sizes that a template asked for are ever computed. The key is a secret of the site: in the database,
/// shared by all nodes, in no export and out of templates' reach.
/// </summary>
public sealed class MediaUrlSigner(SiteSession session)
{
    private const string KeyName = "MediaUrl";
    private const int TokenLength = 22;

    /// <summary>Adds the token: <c>/media/a.jpg?width=640</c> → <c>/media/a.jpg?width=640&amp;token=…</c>. An address without a query needs none and stays as it is.</summary>
    public string Sign(string pathAndQuery)
    {
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 || Key() is not { } key
            ? pathAndQuery
            : $"{pathAndQuery}&token={Token(key, Uri.UnescapeDataString(pathAndQuery[..mark]) + pathAndQuery[mark..])}";
    }

    /// <summary>Whether the token belongs to the address without it.</summary>
    /// <param name="pathAndQuery">The path decoded, since browsers and proxies may spell its encoding differently; the query as it came.</param>
    public bool Verify(string pathAndQuery, string token) =>
        Key() is { } key && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Token(key, pathAndQuery)), Encoding.ASCII.GetBytes(token));

    /// <summary>Makes the key of a new site; part of the set-up. Does nothing when there is one.</summary>
    public async Task EnsureKeyAsync(CancellationToken cancellationToken = default)
    {
        if (Key() is null)
        {
            await session.PutAsync(SiteDocumentKinds.Secret, KeyName, JsonValue.Create(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))!, cancellationToken);
        }
    }

    private byte[]? Key() => session.Document(SiteDocumentKinds.Secret, KeyName).AsText() is { } text ? Convert.FromBase64String(text) : null;

    private static string Token(byte[] key, string text) =>
        Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))).Replace('+', '-').Replace('/', '_')[..TokenLength];
}
