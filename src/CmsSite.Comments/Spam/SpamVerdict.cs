using System.Text.Json;

namespace CmsSite.Comments.Spam;

/// <param name="Why">In words for a moderator.</param>
/// <param name="Weight">How much it speaks for spam; negative against it.</param>
public sealed record SpamReason(string Why, double Weight);

/// <summary>How likely a comment is spam, and why.</summary>
/// <param name="Score">0 to 1.</param>
/// <param name="IsBanned">Its address or network is banned.</param>
/// <param name="HasToWait">Something in it has to be read by a moderator, whatever the score.</param>
public sealed record SpamVerdict(double Score, IReadOnlyList<SpamReason> Reasons, bool IsBanned, bool HasToWait)
{
    /// <summary>From here on it is taken for spam.</summary>
    public const double Spam = 0.9;

    /// <summary>From here on it waits for a moderator.</summary>
    public const double Suspect = 0.5;

    // What nothing speaks for or against is no spam.
    private const double Bias = -3;

    public static SpamVerdict Of(IReadOnlyList<SpamReason> reasons, bool isBanned, bool hasToWait) =>
        new(1 / (1 + Math.Exp(-(Bias + reasons.Sum(reason => reason.Weight)))), reasons, isBanned, hasToWait);

    public string ReasonsJson() => JsonSerializer.Serialize(Reasons);

    public static IReadOnlyList<SpamReason> ReadReasons(string? json) => json is null ? [] : JsonSerializer.Deserialize<List<SpamReason>>(json) ?? [];
}
