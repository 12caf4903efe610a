using System.Security.Cryptography;
using CmsSite.Content.Access;
using Microsoft.AspNetCore.DataProtection;

namespace CmsSite.Web.Security;

/// <summary>Secrets in the database, protected with keys that are outside of it.</summary>
internal sealed class SecretProtector(IDataProtectionProvider protection) : ISecretProtector
{
    private readonly IDataProtector _protector = protection.CreateProtector("CmsSite.Secrets");

    public string Protect(string plain) => _protector.Protect(plain);

    public string? Unprotect(string secret)
    {
        try
        {
            return _protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
