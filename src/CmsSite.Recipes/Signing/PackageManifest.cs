using System.Security.Cryptography;
using System.Text;

namespace CmsSite.Recipes.Signing;

/// <summary>The files of a package with their hashes, as text that is the same wherever it is made: one line for each, <c>sha256  path</c>, in the order of the paths' bytes.</summary>
internal static class PackageManifest
{
    private const string Head = "CmsSite recipe package 1\n";

    /// <summary>Hashes every file but the signature itself.</summary>
    public static SortedDictionary<string, string> Of(PackageFiles files)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in files.All().Where(path => path != PackageSignature.FileName))
        {
            using var stream = files.Open(path);
            hashes[path] = Convert.ToHexStringLower(SHA256.HashData(stream));
        }

        return hashes;
    }

    /// <summary>What is signed.</summary>
    public static byte[] Bytes(IEnumerable<KeyValuePair<string, string>> hashes) =>
        Encoding.UTF8.GetBytes(Head + string.Concat(hashes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value}  {pair.Key}\n")));

    /// <summary>The first difference between what was signed and what is there, for people; null when there is none.</summary>
    public static string? Difference(IReadOnlyDictionary<string, string> signed, IReadOnlyDictionary<string, string> found) =>
        signed.Keys.Order(StringComparer.Ordinal).FirstOrDefault(path => !found.ContainsKey(path)) is { } gone ? $"\"{gone}\" is missing"
        : found.Keys.Order(StringComparer.Ordinal).FirstOrDefault(path => !signed.ContainsKey(path)) is { } added ? $"\"{added}\" was added"
        : signed.Keys.Order(StringComparer.Ordinal).FirstOrDefault(path => signed[path] != found[path]) is { } changed ? $"\"{changed}\" is not what was signed"
        : null;
}
