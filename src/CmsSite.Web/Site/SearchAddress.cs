using System.Text;
using CmsSite.Search.Queries;

namespace CmsSite.Web.Site;

/// <summary>A search as its address says it: what was typed, what was chosen, in which order, which page. Every page of results can be shared and come back to.</summary>
/// <param name="Key">The member with the text: Orchard's <c>terms</c>, or <c>q</c>.</param>
internal sealed record SearchAddress(string Path, string Key, string Text, IReadOnlyDictionary<string, IReadOnlyList<string>> Selected, SearchSort Sort, int Page)
{
    public const string PageKey = "pagenum";
    private const string OrchardKey = "terms";
    private const string ShortKey = "q";
    private const int MostSelected = 20;
    private const int LongestValue = 200;

    /// <param name="groups">The facets that may be chosen from.</param>
    public static SearchAddress Of(HttpRequest request, string path, IEnumerable<string> groups)
    {
        var query = request.Query;
        var key = query.ContainsKey(ShortKey) ? ShortKey : OrchardKey;
        var selected = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            List<string> values = [.. query[group].OfType<string>().Where(value => value.Length is > 0 and <= LongestValue).Distinct().Take(MostSelected)];
            if (values.Count > 0)
            {
                selected[group] = values;
            }
        }

        var page = int.TryParse(query[PageKey], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? Math.Max(1, number) : 1;
        return new SearchAddress(path, key, query[key].FirstOrDefault() ?? "", selected, query["sort"] == "newest" ? SearchSort.Newest : SearchSort.Best, page);
    }

    /// <summary>The first page of the same with a value of a facet chosen, or not any more.</summary>
    public SearchAddress Toggle(string group, string value)
    {
        var selected = new Dictionary<string, IReadOnlyList<string>>(Selected, StringComparer.Ordinal);
        var values = selected.GetValueOrDefault(group) ?? [];
        selected[group] = values.Contains(value) ? [.. values.Where(other => other != value)] : [.. values, value];
        return this with { Selected = selected, Page = 1 };
    }

    public SearchAddress WithoutChoices() => this with { Selected = new Dictionary<string, IReadOnlyList<string>>(), Page = 1 };

    /// <summary>Everything but the page, as the query string has it.</summary>
    public string Kept
    {
        get
        {
            var query = new StringBuilder();
            Append(query, Key, Text);
            foreach (var (group, values) in Selected.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                foreach (var value in values)
                {
                    Append(query, group, value);
                }
            }

            if (Sort == SearchSort.Newest)
            {
                Append(query, "sort", "newest");
            }

            return query.ToString();
        }
    }

    public override string ToString() => $"{Path}?{Kept}";

    private static void Append(StringBuilder query, string name, string value) =>
        query.Append(query.Length > 0 ? "&" : "").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(Well(value)).Replace("%20", "+", StringComparison.Ordinal));

    // Half a character cannot be part of an address.
    private static string Well(string text) => Ascii.IsValid(text) ? text : string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
}
