namespace CmsSite.Storage;

/// <summary>
/// Orchard's index tables by their names and columns, as views, so that a recipe's SQL query runs as it stands (Orchard's names: formats of its
/// <c>ContentItemIndex</c>, <c>AutoroutePartIndex</c>, … tables). On PostgreSQL unquoted names are lower-case, and so are these. Unlike Orchard's, <c>ContentItemIndex</c>
/// has no rows for versions that are neither the latest nor published: a query with a LIMIT would find three versions of one post.
/// </summary>
public static class OrchardViews
{
    private const string Flags = "i.Published AS Published, i.Latest AS Latest";
    private const string Item = "i.ContentItemId AS ContentItemId, i.ContentItemVersionId AS ContentItemVersionId, i.ContentType AS ContentType";
    private const string Field = $"r.DocumentId AS DocumentId, {Item}, r.ContentPart AS ContentPart, r.ContentField AS ContentField, {Flags}";

    // name -> select list, table. The columns of our tables are quoted by Quote below.
    private static readonly (string Name, string Columns, string Table, string? FieldType)[] _views =
    [
        ("AutoroutePartIndex", $"r.DocumentId AS DocumentId, r.ContentItemId AS ContentItemId, r.ContainedContentItemId AS ContainedContentItemId, r.JsonPath AS JsonPath, r.Path AS Path, {Flags}", "AutorouteIndex", null),
        ("AliasPartIndex", $"r.DocumentId AS DocumentId, r.Alias AS Alias, r.ContentItemId AS ContentItemId, {Flags}", "AliasIndex", null),
        ("ContainedPartIndex", $"r.DocumentId AS DocumentId, r.ListContentItemId AS ListContentItemId, r.ListContentType AS ListContentType, r.ContentItemId AS ContentItemId, i.DisplayText AS DisplayText, r.Order AS Order, {Flags}", "ContainedIndex", null),
        ("TaxonomyIndex", $"r.DocumentId AS DocumentId, r.TaxonomyContentItemId AS TaxonomyContentItemId, r.ContentItemId AS ContentItemId, r.ContentType AS ContentType, r.ContentPart AS ContentPart, r.ContentField AS ContentField, r.TermContentItemId AS TermContentItemId, {Flags}", "TaxonomyTermIndex", null),
        ("LayerMetadataIndex", $"r.DocumentId AS DocumentId, r.Zone AS Zone, {Flags}", "LayerWidgetIndex", null),
        ("LocalizedContentItemIndex", $"r.DocumentId AS DocumentId, r.LocalizationSet AS LocalizationSet, r.Culture AS Culture, r.ContentItemId AS ContentItemId, {Flags}", "LocalizedIndex", null),
        ("TextFieldIndex", $"{Field}, r.Value AS Text, r.Text AS BigText", "FieldIndex", "TextField"),
        ("BooleanFieldIndex", $"{Field}, r.Flag AS Boolean", "FieldIndex", "BooleanField"),
        ("NumericFieldIndex", $"{Field}, r.Number AS Numeric", "FieldIndex", "NumericField"),
        ("DateFieldIndex", $"{Field}, r.Moment AS Date", "FieldIndex", "DateField"),
        ("DateTimeFieldIndex", $"{Field}, r.Moment AS DateTime", "FieldIndex", "DateTimeField"),
        ("TimeFieldIndex", $"{Field}, r.Value AS Time", "FieldIndex", "TimeField"),
        ("ContentPickerFieldIndex", $"{Field}, r.Value AS SelectedContentItemId", "FieldIndex", "ContentPickerField"),
        ("UserPickerFieldIndex", $"{Field}, r.Value AS SelectedUserId", "FieldIndex", "UserPickerField"),
        ("LinkFieldIndex", $"{Field}, r.Value AS Url, r.Text AS Text", "FieldIndex", "LinkField"),
        ("MultiTextFieldIndex", $"{Field}, r.Value AS Value", "FieldIndex", "MultiTextField"),
    ];

    /// <summary>The names that a recipe's SQL query may read from.</summary>
    public static IReadOnlyList<string> Names { get; } = ["ContentItemIndex", .. _views.Select(view => view.Name)];

    /// <summary>The views' columns as Orchard spells them, by their names in any case: PostgreSQL gives them back in lower case.</summary>
    public static IReadOnlyDictionary<string, string> Spelling { get; } = Create(postgres: false)
        .SelectMany(view => System.Text.RegularExpressions.Regex.Matches(view, @"AS ""?(\w+)"))
        .Select(match => match.Groups[1].Value).Where(name => name != "SELECT").Distinct(StringComparer.OrdinalIgnoreCase)
        .ToDictionary(name => name, name => name, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> Create(bool postgres)
    {
        // Published first: most queries ask for it and have it in their index, so that the row itself need not be looked at.
        yield return Quote(
            "CREATE VIEW ContentItemIndex AS SELECT i.Id AS DocumentId, " + Item + ", " + Flags + ", i.ModifiedUtc AS ModifiedUtc, i.PublishedUtc AS PublishedUtc, " +
            "i.CreatedUtc AS CreatedUtc, i.Owner AS Owner, i.Author AS Author, i.DisplayText AS DisplayText FROM \"ContentItem\" i WHERE i.Published OR i.Latest", postgres);
        foreach (var (name, columns, table, fieldType) in _views)
        {
            var where = fieldType is null ? "" : $" WHERE r.\"FieldType\" = '{fieldType}'";
            yield return Quote($"CREATE VIEW {name} AS SELECT {columns} FROM \"{table}\" r JOIN \"ContentItem\" i ON i.Id = r.DocumentId", postgres) + where;
        }
    }

    public static IEnumerable<string> Drop() => Names.Select(name => $"DROP VIEW IF EXISTS {name}");

    // Our columns are mixed-case, so they are quoted; the view's own names stay unquoted, in lower case on PostgreSQL, but for words that SQL reserves.
    private static string Quote(string sql, bool postgres)
    {
        sql = System.Text.RegularExpressions.Regex.Replace(sql, @"\b([ri])\.([A-Za-z]+)", "$1.\"$2\"");
        return System.Text.RegularExpressions.Regex.Replace(sql, @"AS (Order|Text|Boolean|Numeric|Date|DateTime|Time|Value)\b",
            match => $"AS \"{(postgres ? match.Groups[1].Value.ToLowerInvariant() : match.Groups[1].Value)}\"");
    }
}
