using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Searching;

/// <summary>Which questions a pinned result answers.</summary>
public enum PinnedMatch
{
    /// <summary>The words of the query and no others, in this order.</summary>
    Exact,

    /// <summary>Any question that holds these words.</summary>
    Words,
}

/// <summary>Items that an editor puts before everything else that a question finds.</summary>
/// <param name="Query">The words of the question; case, accents and forms of words make no difference.</param>
/// <param name="ContentItemIds">In the order in which they are shown.</param>
/// <param name="ExpiresUtc">From then on it counts no more; null for never.</param>
public sealed record PinnedResult(string Id, string Query, PinnedMatch Match, IReadOnlyList<string> ContentItemIds, DateTime? ExpiresUtc)
{
    public const int MostItems = 10;
    public const int LongestQuery = 100;

    public bool IsOver(DateTime nowUtc) => ExpiresUtc <= nowUtc;

    public static PinnedResult Read(string id, JsonNode stored) => new(
        id, stored["Query"].AsText() ?? "", Enum.TryParse<PinnedMatch>(stored["Match"].AsText(), ignoreCase: true, out var match) ? match : PinnedMatch.Exact,
        stored["ContentItemIds"].AsTexts(), stored["ExpiresUtc"].AsUtc());

    /// <summary>What keeps it from being stored; null when nothing does.</summary>
    public string? Problem() =>
        !Query.EnumerateRunes().Any(System.Text.Rune.IsLetterOrDigit) ? "Write the words that somebody searches for."
        : Query.Length > LongestQuery ? $"The words are at most {LongestQuery} characters."
        : ContentItemIds.Count == 0 ? "Choose at least one item to be shown first."
        : ContentItemIds.Count > MostItems ? $"At most {MostItems} items can be shown first for one search."
        : ContentItemIds.Distinct(StringComparer.Ordinal).Count() < ContentItemIds.Count ? "An item stands there twice."
        : null;

    /// <summary>As it is stored and exported.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["Id"] = Id, ["Query"] = Query, ["Match"] = Match.ToString(), ["ContentItemIds"] = JsonValues.ToArray(ContentItemIds) };
        if (ExpiresUtc is { } expires)
        {
            json["ExpiresUtc"] = expires.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        }

        return json;
    }
}
