using System.Net;
using CmsSite.Comments;
using CmsSite.Comments.Spam;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Comments;

/// <summary>What is taken for spam, and why.</summary>
[Collection(CommentCollection.Name)]
public sealed class SpamTests(CommentSite app)
{
    private readonly HttpClient _visitor = app.CreateClient();

    [Theory]
    [InlineData("buy che4p p1lls now", "cheap pills")]
    [InlineData("CHEAP — pills!", "cheap pills")]
    [InlineData("chéap\npílls", "cheap pills")]
    [InlineData("c\u200bheap pi\u00adlls", "cheap pills")]
    public void A_phrase_is_found_however_it_is_spelled(string text, string phrase) => Assert.Equal([phrase], new PhraseMatcher(["casino", phrase]).Find(text));

    [Fact]
    public void A_phrase_is_found_as_whole_words_only_and_each_of_many_is_found()
    {
        var matcher = new PhraseMatcher(["ass", "class action", "action man", "act"]);

        Assert.Empty(matcher.Find("A classic passage about actions."));
        Assert.Equal(["action man", "class action"], matcher.Find("A class action man").Order());
    }

    [Fact]
    public void Any_text_is_searched_as_one_by_one_would_be()
    {
        var random = new Random(5);
        string[] words = ["tide", "salt", "rope", "mast", "oar", "keel"];
        string Words(int most) => string.Join(' ', Enumerable.Range(0, random.Next(1, most)).Select(_ => words[random.Next(words.Length)]));
        for (var round = 0; round < 200; round++)
        {
            var phrases = Enumerable.Range(0, 20).Select(_ => Words(4)).Distinct().ToList();
            var text = Words(30);

            Assert.Equal(phrases.Where(phrase => $" {text} ".Contains($" {phrase} ", StringComparison.Ordinal)).Order(), new PhraseMatcher(phrases).Find(text).Order());
        }
    }

    [Fact]
    public async Task A_program_that_fills_in_every_field_is_taken_for_spam_and_not_told()
    {
        var article = await app.ArticleAsync(item => item.With("CommentsPart", "Moderation", "Score"));

        var answer = await CommentSite.CommentAsync(_visitor, article, "Nice article", ("subject", "anything"));

        Assert.Contains("comment=held", answer.Headers.Location!.ToString());
        Assert.Equal(CommentState.Spam, Assert.Single(await app.RowsAsync(article.Id)).State);
    }

    [Fact]
    public async Task A_plain_remark_passes_by_score_and_a_heap_of_links_does_not()
    {
        var article = await app.ArticleAsync(item => item.With("CommentsPart", "Moderation", "Score"));

        await CommentSite.CommentAsync(_visitor, article, "The ferry was late again this morning, and nobody minded.");
        await CommentSite.CommentAsync(_visitor, article, "BEST CASINO BONUS!!!! http://a.example http://b.example [url=http://c.example]win[/url] http://d.example", ("name", "www.win-big.example"));

        var rows = await app.RowsAsync(article.Id);
        Assert.Equal([CommentState.Published, CommentState.Spam], rows.OrderBy(row => row.CreatedUtc).Select(row => row.State));
    }

    [Theory]
    [InlineData("My grandmother lost her savings in a casino, and the bank offered her a loan.", "", false)]
    [InlineData("There is a good article about it: https://en.wikipedia.org/wiki/Tide_table", "", false)]
    [InlineData("No deposit casino bonus, free spins and jackpot: http://win.example", "", true)]
    [InlineData("Do you need an urgent loan? Private lender, write to frank.lender@mail.example", "", true)]
    [InlineData("Günstiger Kredit ohne Schufa, Sofortzusage: http://geld.example", "", true)]
    [InlineData("Your blog is wonderful, I will bookmark this site and come back.", "https://my-shop.example", true)]
    [InlineData("Your blog is wonderful, I will bookmark this site and come back.", "", false)]
    public void A_filter_that_nobody_taught_knows_the_trades_that_advertise_everywhere(string text, string website, bool waits)
    {
        var verdict = SpamVerdict.Of([.. SpamFeatures.Of(new CommentSubmission { ArticleId = "any", Name = "Nora", Email = "nora@reader.example", Website = website, Body = text })], false, false);

        Assert.True(verdict.Score >= SpamVerdict.Suspect == waits, $"{verdict.Score}: {verdict.ReasonsJson()}");
    }

    [Fact]
    public async Task Words_that_the_site_has_banned_are_spam_and_suspect_ones_wait()
    {
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<SiteSettings>().PutAsync("CommentSettings", new System.Text.Json.Nodes.JsonObject { ["BannedWords"] = new System.Text.Json.Nodes.JsonArray("replica watches"), ["SuspectWords"] = new System.Text.Json.Nodes.JsonArray("lawyer") });
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        var article = await app.ArticleAsync(item => item.With("CommentsPart", "Moderation", "Score"));

        await CommentSite.CommentAsync(_visitor, article, "I sell Replica W4tches, have a look.");
        await CommentSite.CommentAsync(_visitor, article, "My lawyer will hear of this.");

        Assert.Equal([CommentState.Spam, CommentState.Pending], (await app.RowsAsync(article.Id)).OrderBy(row => row.CreatedUtc).Select(row => row.State));
    }

    [Fact]
    public async Task The_filter_learns_from_decisions_says_why_and_forgets_what_is_taken_back()
    {
        var article = await app.ArticleAsync();
        var spam = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            spam.Add((await app.PublishedAsync(article, $"Cryptozoink tokens are rising, invest with zoinkmaster number {i}", name: $"Zoe {i}")).Id);
            await app.DecideAsync(spam[i], CommentState.Spam);
            await app.PublishedAsync(article, $"The harbourwall swifts came back on day {i} of this month", name: $"Hal {i}");
        }

        var bad = await JudgeAsync("Invest in cryptozoink tokens with zoinkmaster");
        var good = await JudgeAsync("The swifts came back to the harbourwall");
        Assert.True(bad.Score > SpamVerdict.Suspect, $"{bad.Score}: {bad.ReasonsJson()}");
        Assert.True(good.Score < 0.05, $"{good.Score}: {good.ReasonsJson()}");
        Assert.Contains(bad.Reasons, reason => reason.Why.Contains("cryptozoink", StringComparison.Ordinal));

        foreach (var id in spam)
        {
            await app.DecideAsync(id, CommentState.Published);
        }

        Assert.True((await JudgeAsync("Invest in cryptozoink tokens with zoinkmaster")).Score < SpamVerdict.Suspect);

        Task<SpamVerdict> JudgeAsync(string text) => app.InScopeAsync(services => services.GetRequiredService<SpamFilter>().JudgeAsync(new CommentSubmission { ArticleId = article.Id, Name = "Somebody", Email = "somebody@reader.example", Body = text }));
    }

    [Fact]
    public async Task More_than_an_article_takes_in_a_minute_are_refused_with_their_text()
    {
        var article = await app.ArticleAsync();
        HttpResponseMessage answer = null!;
        for (var i = 0; i <= CommentSite.ArticlePerMinute; i++)
        {
            answer = await CommentSite.CommentAsync(_visitor, article, $"Number {i} of a flood");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains($"Number {CommentSite.ArticlePerMinute} of a flood</textarea>", await answer.Content.ReadAsStringAsync());
        Assert.Equal(CommentSite.ArticlePerMinute, (await app.RowsAsync(article.Id)).Count);
    }

    [Fact]
    public async Task A_banned_address_is_spam_wherever_it_writes_until_the_ban_is_lifted()
    {
        var article = await app.ArticleAsync(item => item.With("CommentsPart", "Moderation", "Score"));
        await CommentSite.CommentAsync(_visitor, article, "First words.", ("email", "loud@reader.example"));
        var id = Assert.Single(await app.RowsAsync(article.Id)).ContentItemId;

        await BanAsync(TimeSpan.FromDays(1));
        await CommentSite.CommentAsync(_visitor, article, "Second words.", ("email", "LOUD@reader.example"));
        await BanAsync(null);
        await CommentSite.CommentAsync(_visitor, article, "Third words.", ("email", "loud@reader.example"));

        Assert.Equal([CommentState.Published, CommentState.Spam, CommentState.Published], (await app.RowsAsync(article.Id)).OrderBy(row => row.CreatedUtc).Select(row => row.State));

        Task BanAsync(TimeSpan? time) => app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<Commenters>().BanAsync(id, time, ofNetwork: false);
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
    }
}
