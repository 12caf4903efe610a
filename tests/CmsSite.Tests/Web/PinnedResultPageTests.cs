using System.Diagnostics;
using CmsSite.Content.Items;
using CmsSite.Content.Searching;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

[Collection(WebCollection.Name)]
public class PinnedResultPageTests(CmsApplication app)
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(10);
    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task What_is_pinned_is_first_and_says_so_but_never_a_draft_nor_what_is_for_members()
    {
        await app.CreateAsync(A.ContentItem("Story").Titled("Sextant repair").Saying("<p>Sextant.</p>"));
        var pick = await app.CreateAsync(A.ContentItem("Story").Titled("Finding your way"));
        var draft = await app.CreateAsync(A.ContentItem("Story").Titled("Unfinished chart"), publish: false);
        var members = await app.CreateAsync(A.ContentItem("Members").Titled("Chart for members"));
        await FoundAsync("way", "Finding");
        await FoundAsync("sextant", "1 result<");

        await app.InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<SiteSession>();
            await session.PutAsync(SiteDocumentKinds.PinnedResult, "sextant", new PinnedResult("sextant", "Sextant", PinnedMatch.Exact, [draft.ContentItemId, members.ContentItemId, pick.ContentItemId], null).ToJson());
            await session.CommitAsync();
            return true;
        });
        var html = await _visitor.GetStringAsync("/search?terms=sextant");

        Assert.Contains("2 results", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("Editor’s pick", StringComparison.Ordinal) is > 0 and var label && label < html.IndexOf("Finding your way", StringComparison.Ordinal));
        Assert.True(html.IndexOf("Finding your way", StringComparison.Ordinal) < html.IndexOf("</mark> repair", StringComparison.Ordinal));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "Editor’s pick"));
        Assert.DoesNotContain("Unfinished", html, StringComparison.Ordinal);
        Assert.DoesNotContain("for members", html, StringComparison.Ordinal);
    }

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
