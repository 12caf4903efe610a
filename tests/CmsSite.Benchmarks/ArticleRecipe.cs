using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CmsSite.Benchmarks;

/// <summary>A recipe of made-up articles for the site of <c>recipes/cmssite</c>: varied words, a category, tags and an author each.</summary>
internal static class ArticleRecipe
{
    private const int WordsPerArticle = 600;
    private static readonly string[] _syllables = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui", "ro", "su", "ta", "ve", "wi", "xo", "yu", "za", "sta", "tre", "blo", "cru"];

    /// <summary>Writes the recipe; returns the articles' bodies, for the peer that writes the same amount.</summary>
    /// <param name="first">The number of the first article: those of one number are one article.</param>
    public static IReadOnlyList<string> Write(string file, string siteRecipe, int count, string name = "Benchmark", int first = 0)
    {
        List<JsonObject> items = [.. Items(siteRecipe, count, first)];
        var recipe = new JsonObject { ["name"] = name, ["steps"] = new JsonArray(new JsonObject { ["name"] = "content", ["data"] = new JsonArray([.. items]) }) };
        File.WriteAllText(file, recipe.ToJsonString());
        return [.. items.Select(item => (string)item["HtmlBodyPart"]!["Html"]!)];
    }

    /// <summary>The articles one by one. However many are asked for, the first ones are the same.</summary>
    public static IEnumerable<JsonObject> Items(string siteRecipe, int count, int first = 0)
    {
        var random = new Random(20261123 + first);
        var words = Enumerable.Range(0, 8000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => _syllables[random.Next(_syllables.Length)]))).Distinct().ToArray();
        var (authors, taxonomies) = Read(siteRecipe);
        var published = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = first; i < first + count; i++)
        {
            published = published.AddMinutes(random.Next(1, 900));
            var title = Sentence(random, words, 6) + " " + i.ToString(CultureInfo.InvariantCulture);
            var body = Body(random, words);
            yield return new JsonObject
            {
                ["ContentItemId"] = Id("bench", i),
                ["ContentItemVersionId"] = Id("bversn", i),
                ["ContentType"] = "Article",
                ["DisplayText"] = title,
                ["Latest"] = true,
                ["Published"] = true,
                ["CreatedUtc"] = published,
                ["ModifiedUtc"] = published,
                ["PublishedUtc"] = published,
                ["TitlePart"] = new JsonObject { ["Title"] = title },
                ["AutoroutePart"] = new JsonObject(),
                ["HtmlBodyPart"] = new JsonObject { ["Html"] = body },
                ["Article"] = new JsonObject
                {
                    ["Subtitle"] = new JsonObject { ["Text"] = Sentence(random, words, 10) },
                    ["Summary"] = new JsonObject { ["Text"] = Sentence(random, words, 30) },
                    ["Author"] = new JsonObject { ["ContentItemIds"] = new JsonArray(authors[random.Next(authors.Count)]) },
                    ["Category"] = Terms(taxonomies[0], random, 1),
                    ["Tags"] = Terms(taxonomies[1], random, 3),
                },
            };
        }
    }

    private static JsonObject Terms((string Taxonomy, List<string> Terms) taxonomy, Random random, int count) => new()
    {
        ["TaxonomyContentItemId"] = taxonomy.Taxonomy,
        ["TermContentItemIds"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => taxonomy.Terms[random.Next(taxonomy.Terms.Count)]).Distinct().Select(id => (JsonNode)id)]),
    };

    private static string Body(Random random, string[] words)
    {
        var html = new StringBuilder();
        for (var written = 0; written < WordsPerArticle; written += 100)
        {
            html.Append("<h2>").Append(Sentence(random, words, 4)).Append("</h2><p>").Append(Sentence(random, words, 60)).Append(". <em>")
                .Append(Sentence(random, words, 5)).Append("</em> ").Append(Sentence(random, words, 31)).Append(".</p>");
        }

        return html.ToString();
    }

    private static string Sentence(Random random, string[] words, int length)
    {
        // As in any text some words are everywhere and most are rare.
        var text = string.Join(' ', Enumerable.Range(0, length).Select(_ => words[(int)(words.Length * Math.Pow(random.NextDouble(), 3))]));
        return char.ToUpperInvariant(text[0]) + text[1..];
    }

    private static string Id(string prefix, int number) => prefix.Replace('i', '1').Replace('o', '0') + number.ToString(CultureInfo.InvariantCulture).PadLeft(26 - prefix.Length, '0');

    private static (List<string> Authors, List<(string Taxonomy, List<string> Terms)> Taxonomies) Read(string siteRecipe)
    {
        var recipe = JsonNode.Parse(File.ReadAllText(siteRecipe), null, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        var items = recipe["steps"]!.AsArray().Where(step => (string?)step!["name"] is "content" or "Content").SelectMany(step => (step!["data"] ?? step["Data"])!.AsArray()).ToList();
        var taxonomies = items.Where(item => (string?)item!["ContentType"] == "Taxonomy")
            .Select(item => ((string)item!["ContentItemId"]!, item["TaxonomyPart"]!["Terms"]!.AsArray().Select(term => (string)term!["ContentItemId"]!).ToList())).ToList();
        return ([.. items.Where(item => (string?)item!["ContentType"] == "AuthorProfile").Select(item => (string)item!["ContentItemId"]!)], taxonomies);
    }
}
