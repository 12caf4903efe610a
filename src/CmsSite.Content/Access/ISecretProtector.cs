namespace CmsSite.Content.Access;

/// <summary>Keeps what must not be read from a copy of the database: passwords of other services, keys. The host provides it, on top of its data protection.</summary>
public interface ISecretProtector
{
    string Protect(string plain);

    /// <summary>The plain text; null when it was not protected by this site, or its key is gone.</summary>
    string? Unprotect(string secret);
}
