using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace CmsSite.Recipes.Signing;

/// <summary>
/// An Ed25519 key to sign packages with, in the form that <c>openssl genpkey -algorithm ed25519</c> writes (PKCS #8 in PEM, not encrypted). Whoever has it can sign; it never goes into a package.
/// </summary>
public sealed class SigningKey
{
    private const int Size = 32;
    private const string Label = "PRIVATE KEY";

    // The whole of PKCS #8 (RFC 8410) before the 32 bytes of an Ed25519 key.
    private static readonly byte[] _prefix = Convert.FromHexString("302e020100300506032b657004220420");
    private readonly byte[] _seed;

    private SigningKey(byte[] seed)
    {
        _seed = seed;
        var key = new byte[Size];
        Ed25519.GeneratePublicKey(seed, 0, key, 0);
        PublicKey = new PublicKey(key);
    }

    public PublicKey PublicKey { get; }

    public static SigningKey Generate() => new(RandomNumberGenerator.GetBytes(Size));

    /// <exception cref="RecipeException">It is no such key.</exception>
    public static SigningKey Read(string pem)
    {
        var wrong = new RecipeException("this is no Ed25519 key", "Make one with `recipes keygen FILE`, or with `openssl genpkey -algorithm ed25519`; it may have no password");
        try
        {
            var fields = PemEncoding.Find(pem);
            var bytes = Convert.FromBase64String(pem[fields.Base64Data]);
            return pem[fields.Label] == Label && bytes.Length == _prefix.Length + Size && bytes.AsSpan().StartsWith(_prefix) ? new SigningKey(bytes[_prefix.Length..]) : throw wrong;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw wrong;
        }
    }

    public string ToPem() => PemEncoding.WriteString(Label, [.. _prefix, .. _seed]) + "\n";

    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var signature = new byte[Ed25519.SignatureSize];
        var bytes = message.ToArray();
        Ed25519.Sign(_seed, 0, bytes, 0, bytes.Length, signature, 0);
        return signature;
    }
}

/// <summary>The half of a key that says who signed: 32 bytes, written as base64.</summary>
public sealed record PublicKey
{
    private const int Size = 32;
    private static readonly byte[] _prefix = Convert.FromHexString("302a300506032b6570032100");
    private readonly byte[] _key;

    internal PublicKey(byte[] key) => _key = key;

    /// <param name="text">Base64 of the 32 bytes, or what <c>openssl pkey -pubout</c> writes, with or without its PEM lines.</param>
    public static PublicKey? TryRead(string text)
    {
        try
        {
            var bytes = Convert.FromBase64String(PemEncoding.TryFind(text, out var fields) ? text[fields.Base64Data] : text.Trim());
            bytes = bytes.AsSpan().StartsWith(_prefix) ? bytes[_prefix.Length..] : bytes;
            return bytes.Length == Size ? new PublicKey(bytes) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public bool Verifies(ReadOnlySpan<byte> message, byte[] signature)
    {
        var bytes = message.ToArray();
        return signature.Length == Ed25519.SignatureSize && Ed25519.Verify(signature, 0, _key, 0, bytes, 0, bytes.Length);
    }

    public bool Equals(PublicKey? other) => other is not null && _key.AsSpan().SequenceEqual(other._key);

    public override int GetHashCode() => BitConverter.ToInt32(_key);

    public override string ToString() => Convert.ToBase64String(_key);
}
