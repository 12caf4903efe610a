using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Content.Searching;
using CmsSite.Search.Text;
using CmsSite.Storage;

namespace CmsSite.Search.Synonyms;

/// <summary>The synonyms of a site at one moment. Words are taken apart once for each way in which an index does it.</summary>
public sealed class SynonymSet(IReadOnlyList<SynonymRule> rules)
{
    private readonly ConcurrentDictionary<string, SynonymTable> _tables = new(StringComparer.Ordinal);

    public static SynonymSet Empty { get; } = new([]);

    /// <summary>Those that are committed now, of all lists: what an editor saved counts for the next search, on every node.</summary>
    public static SynonymSet Of(SiteSession session) => session.Project(SiteDocumentKinds.SearchSynonyms, Read);

    /// <summary>Those of one text, to try it before it is saved.</summary>
    public static SynonymSet Of(SynonymList list) => new(list.Rules);

    internal SynonymTable For(SiteAnalyzer analyzer) => rules.Count == 0 ? SynonymTable.Empty : _tables.GetOrAdd(analyzer.Key, _ => SynonymTable.Make(rules, analyzer));

    private static SynonymSet Read(IReadOnlyDictionary<string, JsonNode> lists) =>
        new([.. lists.OrderBy(list => list.Key, StringComparer.Ordinal).SelectMany(list => SynonymList.Parse(list.Value["Rules"].AsTexts()).Rules)]);
}
