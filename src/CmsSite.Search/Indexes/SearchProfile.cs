using CmsSite.Search.Text;

namespace CmsSite.Search.Indexes;

/// <summary>A search index as the site describes it.</summary>
/// <param name="Types">The content types in it.</param>
/// <param name="IsLatest">Latest versions, drafts too, instead of published ones.</param>
/// <param name="Culture">Two letters or more; null takes items of any culture.</param>
/// <param name="Language">The culture whose words are in it: its own, or the site's.</param>
/// <param name="Fingerprint">Changes whenever documents would come out differently.</param>
public sealed record SearchProfile(string Name, string AnalyzerName, IReadOnlyList<string> Types, bool IsLatest, string? Culture, string Language, string Fingerprint)
{
    /// <summary>The index of a site that describes none.</summary>
    public const string DefaultName = "Site";

    /// <summary>How its words are analysed.</summary>
    internal SiteAnalyzer Analyzer() => SiteAnalyzer.Named(AnalyzerName, Language);
}
