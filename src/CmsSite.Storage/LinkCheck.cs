namespace CmsSite.Storage;

/// <summary>
/// An address on another site that something published leads to, and what became of asking it: one row an address, however many items have it. Nothing of the site changes by it, and so it is in no
/// change log.
/// </summary>
public sealed class LinkCheck
{
    public const int LongestAddress = 700;

    /// <summary>The row that says when the next round may begin, and so whose turn it is where several nodes run.</summary>
    public const string Turn = "";

    public required string Address { get; set; }

    /// <summary>When to ask again.</summary>
    public DateTime NextUtc { get; set; }

    /// <summary>When it was asked last; null when it never was.</summary>
    public DateTime? AskedUtc { get; set; }

    /// <summary>What came of it, in a word: a status code, or why there was none.</summary>
    public string? Answer { get; set; }

    /// <summary>Failures one after the other.</summary>
    public int Failures { get; set; }

    /// <summary>The first of them.</summary>
    public DateTime? SinceUtc { get; set; }

    /// <summary>The answer that somebody said is all right; another one counts again.</summary>
    public string? Accepted { get; set; }

    public bool IsBroken { get; set; }
}
