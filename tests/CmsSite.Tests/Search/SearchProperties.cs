using System.Text;
using CmsSite.Content.Items;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Search;

/// <summary>What holds of every search, shown with many at random.</summary>
public sealed class SearchProperties
{
    private static readonly string[] _words =
        ["tide", "tides", "moon", "harbour", "light", "keeper", "slack", "water", "the", "of", "naïve", "Straße", "wave-power", "東京", "ferry", "ferries", "breakwater", "lighthouse", "2026", "o'clock"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_index_that_followed_equals_one_that_was_made_anew(int seed)
    {
        await using var site = await SearchNode.CreateSiteAsync();
        await using var followed = new SearchNode(site);
        var random = new Random(seed);
        var items = new List<ContentItem>();
        for (var step = 0; step < 120; step++)
        {
            await ChangeAsync(site, items, random);
            if (random.Next(4) == 0)
            {
                await followed.CatchUpAsync();
            }
        }

        await followed.CatchUpAsync();
        await using var anew = new SearchNode(site);
        await anew.CatchUpAsync();

        foreach (var word in _words.Append("author:person").Append("tide -moon").Append("\"slack water\""))
        {
            Assert.Equal(await ShownAsync(anew, word), await ShownAsync(followed, word));
        }
    }

    [Fact]
    public async Task Quoting_narrows_and_an_unrelated_article_drops_no_hit()
    {
        await using var site = await SearchNode.CreateSiteAsync();
        await using var node = new SearchNode(site);
        var random = new Random(3);
        for (var i = 0; i < 60; i++)
        {
            await site.WriteAsync(Words(random, 3), $"<p>{Words(random, 30)}</p>");
        }

        await node.CatchUpAsync();
        var questions = Enumerable.Range(0, 60).Select(_ => Words(random, random.Next(1, 4))).ToList();
        var before = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var question in questions.Distinct())
        {
            before[question] = await node.IdsAsync(question);
            Assert.Empty((await node.IdsAsync($"\"{question}\"")).Except(before[question]));
        }

        await site.WriteAsync("Quixotic zymurgy", "<p>Vexing sphinx jumbles.</p>");
        await node.CatchUpAsync();
        foreach (var (question, ids) in before)
        {
            Assert.Empty(ids.Except(await node.IdsAsync(question)));
        }
    }

    /// <summary>The benchmark <c>search</c> asks a hundred thousand of its kind, and says how long the slowest takes.</summary>
    [Fact]
    public void No_question_fails_however_strange_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("cmssite-search-").FullName;
        var random = new Random(4);
        var profile = new SearchProfile("strange", "", ["Article"], false, null, "en", "strange");
        using (var index = SearchIndex.Create(folder, profile.Fingerprint, profile.Analyzer(), 4))
        {
            for (var i = 0; i < 30; i++)
            {
                var found = new SearchItem(A.ContentItem("Article"), Words(random, 4));
                found.Body.Add($"{Words(random, 60)} <script>");
                found.Authors.Add(new SearchName("author", "x", Words(random, 1)));
                index.Add(SearchDocuments.Of(found, TimeZoneInfo.Utc));
            }

            index.Refresh();
            for (var i = 0; i < 2_000; i++)
            {
                var text = Strange(random);
                var selected = random.Next(5) == 0 ? new Dictionary<string, IReadOnlyList<string>> { ["author"] = ["x\u001f"], ["nothing"] = [""] } : [];
                var request = new SearchRequest(SearchTerms.Parse(text), profile.Types, selected, (SearchSort)random.Next(2), random.Next(1, 4), 10, TimeZoneInfo.Utc);
                var found = index.Search(searcher => SiteSearch.Find(searcher, index.Analyzer, profile, request));
                Assert.True(found.Hits.Count <= 10, text);
                foreach (var hit in found.Hits)
                {
                    Assert.DoesNotContain("<script", hit.Title + hit.Passage);
                }
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task ChangeAsync(TestSite site, List<ContentItem> items, Random random)
    {
        var kind = random.Next(10);
        var item = items.Count == 0 ? null : items[random.Next(items.Count)];
        if (kind < 4 || item is null)
        {
            var isPerson = random.Next(4) == 0;
            items.Add(await site.WriteAsync(isPerson ? $"Person {Words(random, 1)}" : Words(random, 3), $"<p>{Words(random, 20)}</p>", isPerson ? "Person" : "Article", written => Author(written, items, random)));
            return;
        }

        await site.CommitAsync(async scope =>
        {
            switch (kind)
            {
                case 4 or 5 or 6 when await scope.Items.GetAsync(item.ContentItemId, VersionOptions.Latest) is { } latest:
                    latest.Titled((latest.ContentType == "Person" ? "Person " : "") + Words(random, 2));
                    Author(latest, items, random);
                    Assert.Empty(await scope.Manager.PublishAsync(latest));
                    break;
                case 7:
                    await scope.Manager.UnpublishAsync(item.ContentItemId);
                    break;
                case 8:
                    await scope.Manager.RemoveAsync(item.ContentItemId);
                    break;
                case 9 when await scope.Items.GetAsync(item.ContentItemId, VersionOptions.Latest) is { } latest:
                    Assert.Empty(await scope.Manager.SaveDraftAsync(latest.Titled("A draft that nobody sees")));
                    break;
            }
        });
    }

    private static void Author(ContentItem item, List<ContentItem> items, Random random)
    {
        if (item.ContentType == "Article" && items.FirstOrDefault(other => other.ContentType == "Person" && random.Next(3) == 0) is { } author)
        {
            item.EnsurePart("Article")["Author"] = new System.Text.Json.Nodes.JsonObject { ["ContentItemIds"] = new System.Text.Json.Nodes.JsonArray(author.ContentItemId) };
        }
    }

    // Everything a reader would see, in an order that does not depend on how often something was written.
    private static async Task<string> ShownAsync(SearchNode node, string text)
    {
        var found = await node.FindAsync(text, size: 1000);
        var shown = new StringBuilder($"{text}: {found.Total} {found.Match}\n");
        foreach (var hit in found.Hits.OrderBy(hit => hit.ContentItemId, StringComparer.Ordinal))
        {
            shown.Append(hit).Append('\n');
        }

        foreach (var value in found.Facets.SelectMany(group => group.Values.Select(value => $"{group.Name} {value}")).Order(StringComparer.Ordinal))
        {
            shown.Append(value).Append('\n');
        }

        return shown.ToString();
    }

    private static string Words(Random random, int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => _words[random.Next(_words.Length)]));

    internal static string Strange(Random random)
    {
        string[] pieces = ["\"", "-", ":", "author:", "tag:", "before:", "after:2026", "category:\"", " ", "*", "?", "~", "^", "(", ")", "[", "]", "{", "AND", "OR", "NOT", "\\", "/", "<script>", "\ud83c", "\udf0a", "\0",
            "\u202e", "\ufeff", "\uffff", "é", "東", "🌊", "--", "' OR 1=1", "%00", "{{ 7 }}", "’", "“", "«", "0001", "9999-12-31", new string('a', 100), .. _words];
        return string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
    }
}
