using CmsSite.Content.Searching;

namespace CmsSite.Admin.Search;

/// <summary>Addresses of the screens with which editors care for the search. Ours: Orchard has none of them.</summary>
public static class SearchAddresses
{
    public const string Synonyms = "Admin/Search/Synonyms";

    public const string Pinned = "Admin/Search/Pinned";
    public const string CreatePinned = $"{Pinned}/Create";

    public const string Statistics = "Admin/Search/Statistics";
    public const string Try = "Admin/Search/Try";

    public static string StatisticsOf(int days) => $"{Statistics}?days={days}";

    public static string StatisticsExport(int days) => $"{Statistics}/Export?days={days}";

    /// <summary>To see what words find, and why.</summary>
    public static string TryOf(string query) => $"{Try}?q={Uri.EscapeDataString(query)}";

    public static string EditPinned(string id) => $"{Pinned}/Edit/{Uri.EscapeDataString(id)}";

    /// <summary>To pin something for words that somebody searched for.</summary>
    public static string CreatePinnedFor(string query) => $"{CreatePinned}?query={Uri.EscapeDataString(query)}";

    /// <summary>To give words that somebody searched for a synonym.</summary>
    public static string AddSynonymFor(string query) => $"{Synonyms}?add={Uri.EscapeDataString(query)}";

    public static string SynonymsOf(string list) => list == SynonymList.DefaultName ? Synonyms : $"{Synonyms}?list={Uri.EscapeDataString(list)}";
}
