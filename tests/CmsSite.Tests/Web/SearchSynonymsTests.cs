using System.Diagnostics;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

[Collection(WebCollection.Name)]
public class SearchSynonymsTests(CmsApplication app)
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(10);
    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task What_an_editor_saves_counts_for_the_very_next_search()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("A gramophone for sale").Saying("<p>It plays wax cylinders.</p>"));
        await app.CreateAsync(A.ContentItem("Story").Titled("Phonograph found").Saying("<p>In an attic.</p>"));
        await FoundAsync("gramophone", "for sale");
        await FoundAsync("phonograph", "1 result<");

        await PutAsync("phonograph, gramophone");
        var html = await _visitor.GetStringAsync("/search?terms=phonograph");

        Assert.Contains("2 results", html, StringComparison.Ordinal);
        Assert.Contains("<mark>gramophone</mark>", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("Phonograph</mark> found", StringComparison.Ordinal) < html.IndexOf("for sale", StringComparison.Ordinal));
        Assert.Contains("1 result<", await _visitor.GetStringAsync("/search?terms=%22phonograph%22"), StringComparison.Ordinal);

        await PutAsync();
        Assert.Contains("1 result<", await _visitor.GetStringAsync("/search?terms=phonograph"), StringComparison.Ordinal);
    }

    private Task<bool> PutAsync(params string[] lines) => app.InScopeAsync(async services =>
    {
        var session = services.GetRequiredService<SiteSession>();
        await session.PutAsync(SiteDocumentKinds.SearchSynonyms, "Site", new JsonObject { ["Name"] = "Site", ["Rules"] = JsonValues.ToArray(lines) });
        await session.CommitAsync();
        return true;
    });

    private async Task FoundAsync(string terms, string expected)
    {
        var html = "";
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < _deadline && !html.Contains(expected, StringComparison.Ordinal);)
        {
            html = await _visitor.GetStringAsync("/search?terms=" + terms);
        }

        Assert.Contains(expected, html, StringComparison.Ordinal);
    }
}
