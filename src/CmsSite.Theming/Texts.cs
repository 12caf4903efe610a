using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;

namespace CmsSite.Theming;

/// <summary>
/// The texts of views and of built-in shapes in the site's language. They are written in English; what the recipe step <c>Translations</c> has for the culture, or for the one
/// above it (<c>de</c> for <c>de-CH</c>), is shown instead.
/// </summary>
public sealed class Texts(SiteSession session)
{
    private (CultureInfo Culture, IReadOnlyList<Dictionary<string, string>> Found)? _last;

    /// <param name="text">The English text, <c>{0}</c> and so on in it.</param>
    public string Of(string text, CultureInfo culture)
    {
        if (_last is not { } last || !ReferenceEquals(last.Culture, culture))
        {
            _last = last = (culture, Find(culture));
        }

        foreach (var texts in last.Found)
        {
            if (texts.TryGetValue(text, out var translated))
            {
                return translated;
            }
        }

        return text;
    }

    private List<Dictionary<string, string>> Find(CultureInfo culture)
    {
        var all = session.Project(SiteDocumentKinds.Translation, Read);
        var found = new List<Dictionary<string, string>>();
        for (; culture.Name.Length > 0; culture = culture.Parent)
        {
            if (all.GetValueOrDefault(culture.Name) is { } texts)
            {
                found.Add(texts);
            }
        }

        return found;
    }

    private static Dictionary<string, Dictionary<string, string>> Read(IReadOnlyDictionary<string, JsonNode> documents)
    {
        var all = new Dictionary<string, Dictionary<string, string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (culture, list) in documents)
        {
            var texts = all[culture] = new Dictionary<string, string>(StringComparer.Ordinal);
            // A text may be there for several contexts, which views do not name: the one without a context is meant for all.
            foreach (var entry in list.AsObjects().OrderBy(entry => entry.Find("context").Text()?.Length ?? 0))
            {
                if (entry.Find("key").Text() is { Length: > 0 } key && entry.Find("value").Text() is { Length: > 0 } value)
                {
                    texts.TryAdd(key, value);
                }
            }
        }

        return all;
    }
}
