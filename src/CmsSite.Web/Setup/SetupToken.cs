using System.Security.Cryptography;
using System.Text;

namespace CmsSite.Web.Setup;

/// <summary>Proves that whoever sets the site up can read the log of this process. Made anew at every start.</summary>
public sealed class SetupToken
{
    public string Value { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Takes the same time whatever is wrong with the guess.</summary>
    public bool Matches(string? guess) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(guess ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(Value)));
}
