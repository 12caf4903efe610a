using System.Text.Json;
using System.Text.Json.Nodes;

namespace CmsSite.Recipes.Signing;

/// <summary>What became of a package's signature.</summary>
public enum SignatureState
{
    /// <summary>There is none.</summary>
    Unsigned,

    /// <summary>It is right, and the key is one of those that the site trusts.</summary>
    Trusted,

    /// <summary>It is right, but nobody here has said whose key that is.</summary>
    Unknown,

    /// <summary>The package is not what was signed.</summary>
    Wrong,
}

/// <param name="Signer">The name that the site has for the key; the key itself where it is not trusted.</param>
/// <param name="Reason">Of a wrong one: what is wrong.</param>
public sealed record SignatureCheck(SignatureState State, string? Signer = null, string? Reason = null)
{
    /// <summary>For people.</summary>
    public string Words => State switch
    {
        SignatureState.Trusted => $"Signed by {Signer} (trusted)",
        SignatureState.Unknown => $"Signed with a key that this site does not know: {Signer}",
        SignatureState.Wrong => $"The signature is wrong: {Reason}",
        _ => "Not signed",
    };
}

/// <summary>
/// The signature of a package: a file <c>Signature.json</c> at its root, with the hash of every other file, the public key, and the Ed25519 signature of the list (see <see cref="PackageManifest"/>).
/// </summary>
public static class PackageSignature
{
    public const string FileName = "Signature.json";
    private const int Largest = 16 * 1024 * 1024;

    /// <summary>The content of the file.</summary>
    internal static string Make(PackageFiles files, SigningKey key)
    {
        var hashes = PackageManifest.Of(files);
        return new JsonObject
        {
            ["PublicKey"] = key.PublicKey.ToString(),
            ["Signature"] = Convert.ToBase64String(key.Sign(PackageManifest.Bytes(hashes))),
            ["Files"] = new JsonObject(hashes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        }.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }

    /// <summary>Reads every file of a signed package; of an unsigned one none.</summary>
    internal static SignatureCheck Check(PackageFiles files, IReadOnlyDictionary<string, string> trusted)
    {
        if (files.Find(FileName) is not { } file)
        {
            return new SignatureCheck(SignatureState.Unsigned);
        }

        try
        {
            return Check(Read(files, file), files, trusted);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or InvalidDataException or ArgumentException)
        {
            return Wrong($"{FileName} cannot be read");
        }
    }

    private static SignatureCheck Check(JsonNode? signature, PackageFiles files, IReadOnlyDictionary<string, string> trusted)
    {
        if (signature?["Files"] is not JsonObject listed || PublicKey.TryRead((string?)signature["PublicKey"] ?? "") is not { } key)
        {
            return Wrong($"{FileName} has no key, or no files");
        }

        var signed = listed.ToDictionary(pair => pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);
        if (!key.Verifies(PackageManifest.Bytes(signed), Convert.FromBase64String((string?)signature["Signature"] ?? "")))
        {
            return Wrong("it was not made with the key that it names");
        }

        if (PackageManifest.Difference(signed, PackageManifest.Of(files)) is { } difference)
        {
            return Wrong(difference);
        }

        var name = trusted.FirstOrDefault(pair => key.Equals(PublicKey.TryRead(pair.Value))).Key;
        return new SignatureCheck(name is null ? SignatureState.Unknown : SignatureState.Trusted, name ?? key.ToString());
    }

    private static JsonNode? Read(PackageFiles files, string file)
    {
        if (files.Length(file) > Largest)
        {
            throw new InvalidDataException(FileName);
        }

        using var stream = files.Open(file);
        return JsonNode.Parse(stream);
    }

    private static SignatureCheck Wrong(string reason) => new(SignatureState.Wrong, Reason: reason);
}
