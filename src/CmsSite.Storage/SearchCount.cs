namespace CmsSite.Storage;

/// <summary>How often something was searched for on a day. Nothing in it says by whom; no change of the site, and so in no change log.</summary>
public sealed class SearchCount
{
    public const int LongestQuery = 80;

    /// <summary>The query of the row that counts all searches of a day, also those whose words are not kept.</summary>
    public const string All = "";

    /// <summary>In the site's time zone.</summary>
    public DateOnly Day { get; set; }

    /// <summary>Folded and in lower case.</summary>
    public required string Query { get; set; }

    public int Searches { get; set; }

    /// <summary>Those that nothing answered wholly.</summary>
    public int Missed { get; set; }
}
