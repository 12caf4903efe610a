using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Search.Text;
using CmsSite.Storage;

namespace CmsSite.Search.Indexes;

/// <summary>The search indexes of the site, from the profiles that recipes brought. A site without any has one of everything that has an address.</summary>
public sealed class SearchProfiles(SiteSession session, ContentDefinitions definitions, SiteSettings settings)
{
    private const int FormatVersion = 7;

    // Never in an index that the public searches by default: without their surroundings they mean nothing, or are nobody's business.
    private static readonly string[] _parts = ["Comment", "Menu", "Taxonomy"];

    /// <summary>Each search asks for them, so they are described once for as long as nothing of the site changes.</summary>
    public IReadOnlyList<SearchProfile> All()
    {
        var memory = session.Memory;
        if (memory is null || !memory.TryGet<IReadOnlyList<SearchProfile>>("search profiles", "", out var known))
        {
            known = Described();
            memory?.Add("search profiles", "", known, 1000);
        }

        return known!;
    }

    private IReadOnlyList<SearchProfile> Described()
    {
        var profiles = session.Documents(SiteDocumentKinds.IndexProfile).Where(document => IsOfContent(document.Value)).Select(document => Read(document.Key, (JsonObject)document.Value)).ToList();
        return profiles.Count > 0 ? profiles : [Make(SearchProfile.DefaultName, "", DefaultTypes(), false, null)];
    }

    /// <summary>The index that the site's search page uses: the one that is set, or else the first.</summary>
    public SearchProfile Default()
    {
        var all = All();
        var name = (settings.Find("SearchSettings") as JsonObject)?["DefaultIndexProfileName"].AsText();
        return all.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? all.FirstOrDefault(profile => !profile.IsLatest) ?? all[0];
    }

    /// <summary>The language of the site's texts.</summary>
    public string Culture => (settings.Find("LocalizationSettings") as JsonObject)?["DefaultCulture"].AsText() is { Length: > 0 } culture ? culture : "en";

    /// <summary>The fields of an index that definitions ask for, beside those that every document has.</summary>
    internal IReadOnlyDictionary<string, SearchFieldKind> FieldsOf(SearchProfile profile)
    {
        var fields = new Dictionary<string, SearchFieldKind>(StringComparer.Ordinal);
        foreach (var field in profile.Types.Select(definitions.Type).OfType<ContentTypeDefinition>().SelectMany(type => IndexedFields.Of(type, definitions)))
        {
            fields[field.Name] = field.Kind;
        }

        return fields;
    }

    private static bool IsOfContent(JsonNode profile) => profile is JsonObject json && (json["Type"].AsText() is not { Length: > 0 } type || type.Equals("Content", StringComparison.OrdinalIgnoreCase));

    private SearchProfile Read(string name, JsonObject profile)
    {
        var content = profile["Properties"]?["ContentIndexMetadata"] as JsonObject;
        var analyzer = (profile["Properties"]?["LuceneIndexMetadata"] as JsonObject)?["AnalyzerName"].AsText() ?? "";
        var culture = content?["Culture"].AsText();
        return Make(
            name, analyzer, content?["IndexedContentTypes"].AsTexts() ?? [], content?["IndexLatest"].AsFlag() ?? false,
            string.IsNullOrEmpty(culture) || culture.Equals("any", StringComparison.OrdinalIgnoreCase) ? null : culture);
    }

    private IReadOnlyList<string> DefaultTypes() =>
    [
        .. definitions.Types.Where(type => type.Stereotype is null && type.Has("AutoroutePart") && !_parts.Contains(type.Name, StringComparer.OrdinalIgnoreCase)).Select(type => type.Name),
    ];

    private SearchProfile Make(string name, string analyzer, IReadOnlyList<string> types, bool isLatest, string? culture)
    {
        var described = new StringBuilder();
        described.Append(FormatVersion).Append('/').Append(SiteAnalyzer.Version).Append('/').Append(analyzer).Append('/').Append(culture ?? Culture).Append('/').Append(culture).Append('/')
            .Append(isLatest).Append('/').Append(settings.TimeZone.Id).Append('/').AppendJoin(',', AuthorFields(settings));
        foreach (var type in types.Distinct().Order(StringComparer.Ordinal))
        {
            described.Append('\n').Append(type);
            if (definitions.Type(type) is { } definition)
            {
                described.Append(' ').AppendJoin(',', IndexedFields.Of(definition, definitions).Select(field => $"{field.Name}={field.Kind}{(field.IsStored ? "+" : "")}"));
            }

            foreach (var part in definitions.Type(type)?.Parts ?? [])
            {
                described.Append(' ').Append(part.Name).Append('=').Append(part.PartName).Append(':').AppendJoin(',', part.Part.Fields.Select(field => $"{field.Name}={field.FieldType}"));
            }
        }

        return new SearchProfile(name, analyzer, types, isLatest, culture, culture ?? Culture, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(described.ToString())).AsSpan(0, 12)));
    }

    /// <summary>Names of the fields that say who wrote something, as feeds take them too.</summary>
    internal static IReadOnlyList<string> AuthorFields(SiteSettings settings) =>
        (settings.Find("FeedSettings") as JsonObject)?["AuthorFields"].AsTexts() is { Count: > 0 } configured ? configured : ["Author", "Authors", "Writer", "Writers", "Byline"];
}
