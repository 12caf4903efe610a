using System.Net;
using System.Text.RegularExpressions;
using CmsSite.Comments;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using CmsSite.Web.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Comments;

/// <summary>What those who wrote comments do by links that only they have.</summary>
[Collection(CommentCollection.Name)]
public sealed partial class CommentWriterTests(CommentSite app)
{
    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task A_comment_is_changed_by_the_link_that_its_writer_got_and_by_no_other()
    {
        var article = await app.ArticleAsync(item => item.With("CommentsPart", "Moderation", "Score"));
        var sent = await CommentSite.CommentAsync(_visitor, article, "Teh tide.");
        var page = await _visitor.GetAsync(sent.Headers.Location!.ToString().Split('#')[0]);
        Assert.True(page.Headers.CacheControl!.NoStore);
        var edit = WebUtility.HtmlDecode(EditLink().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value);

        Assert.Contains("Teh tide.", await _visitor.GetStringAsync(edit));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(edit, ("action", "save"), ("comment", " "))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(edit, ("action", "save"), ("comment", "The tide."))).StatusCode);

        var now = await _visitor.GetStringAsync(article.Address);
        Assert.Contains("<p>The tide.</p>", now);
        Assert.Contains("(edited)", now);
        Assert.DoesNotContain(edit, now);
        Assert.Equal(HttpStatusCode.Gone, (await _visitor.GetAsync(edit[..^1] + (edit[^1] == 'a' ? 'b' : 'a'))).StatusCode);

        await PostAsync(edit, ("action", "delete"));
        Assert.DoesNotContain("The tide.", await _visitor.GetStringAsync(article.Address));
    }

    [Fact]
    public async Task What_is_changed_into_spam_waits()
    {
        var article = await app.ArticleAsync(item => item.With("CommentsPart", "Moderation", "Score"));
        await CommentSite.CommentAsync(_visitor, article, "Harmless.");
        var id = Assert.Single(await app.RowsAsync(article.Id)).ContentItemId;

        await app.InScopeAsync(async services =>
        {
            Assert.Null(await services.GetRequiredService<CommentWriters>().EditAsync(id, "http://a.example http://b.example http://c.example http://d.example"));
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });

        Assert.Equal(CommentState.Pending, Assert.Single(await app.RowsAsync(article.Id)).State);
    }

    [Fact]
    public async Task A_reader_confirms_an_address_is_told_of_an_answer_once_and_hears_no_more_after_one_click()
    {
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<SiteSettings>().PutAsync("BaseUrl", "https://slackwater.example");
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        var email = $"asks-{Guid.NewGuid():n}@reader.example";
        var article = await app.ArticleAsync();
        Assert.Contains("Tell me by e-mail", await _visitor.GetStringAsync(article.Address));
        await CommentSite.CommentAsync(_visitor, article, "Does anybody know?", ("email", email), ("replies", "true"));
        await CommentSite.CommentAsync(_visitor, article, "Really, anybody?", ("email", email), ("replies", "true"));
        var question = (await app.RowsAsync(article.Id)).MinBy(row => row.CreatedUtc)!.ContentItemId;
        await app.DecideAsync(question, CommentState.Published);

        // Asked once; opening the link does nothing, the button does.
        var asked = Assert.Single(await MailsToAsync(email));
        var confirm = LinkOf(asked, "Address");
        Assert.Contains("Is this your address?", await _visitor.GetStringAsync(confirm));
        Assert.False(await IsConfirmedAsync());
        await PostAsync(confirm, ("action", "confirm"));
        Assert.True(await IsConfirmedAsync());

        var answer = await app.PublishedAsync(article, "I do.", question, "Somebody else");
        await TellAsync(answer.Id);
        await TellAsync(answer.Id);
        var told = Assert.Single((await MailsToAsync(email)).Except([asked]));
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", told);
        Assert.Contains("Somebody else answered", told);
        Assert.DoesNotContain("somebody.else@reader.example", told, StringComparison.OrdinalIgnoreCase);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(LinkOf(told, "Unsubscribe"), ("List-Unsubscribe", "One-Click"))).StatusCode);
        await TellAsync((await app.PublishedAsync(article, "Me too.", question, "A third")).Id);
        Assert.Equal(2, (await MailsToAsync(email)).Count);

        Task<bool> IsConfirmedAsync() => app.InScopeAsync(services =>
        {
            var key = services.GetRequiredService<CommentKeys>().OfEmail(email);
            return services.GetRequiredService<CmsDbContext>().CommentAddresses.AnyAsync(address => address.EmailKey == key && address.ConfirmedUtc != null);
        });

        Task TellAsync(string id) => app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<CmsSite.Web.Site.Comments.CommentMails>().TellAsync(id, default);
            return true;
        });
    }

    [Fact]
    public async Task Only_a_confirmed_address_of_somebody_known_passes_without_a_moderator()
    {
        var email = $"known-{Guid.NewGuid():n}@reader.example";
        var article = await app.ArticleAsync(item => item.With("CommentsPart", "Moderation", "FirstTime"));
        await SendAsync("One.");
        var first = Assert.Single(await app.RowsAsync(article.Id)).ContentItemId;
        await app.DecideAsync(first, CommentState.Published);

        await SendAsync("Two."); // anybody could have written that address
        await app.InScopeAsync(async services =>
        {
            var writers = services.GetRequiredService<CommentWriters>();
            Assert.True(await writers.AskAsync(email));
            await writers.ConfirmAsync(services.GetRequiredService<CommentKeys>().OfEmail(email));
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        await SendAsync("Three.");

        Assert.Equal([CommentState.Published, CommentState.Pending, CommentState.Published], (await app.RowsAsync(article.Id)).OrderBy(row => row.CreatedUtc).Select(row => row.State));

        Task SendAsync(string text) => CommentSite.CommentAsync(_visitor, article, text, ("email", email));
    }

    [Theory]
    [InlineData("erase", false)]
    [InlineData("anonymise", true)]
    public async Task Who_wrote_is_forgotten_everywhere_and_answers_stay(string action, bool keepsText)
    {
        var email = $"gone-{Guid.NewGuid():n}@reader.example";
        var name = $"Gone {Guid.NewGuid():n}";
        var said = $"I said {Guid.NewGuid():n}";
        var article = await app.ArticleAsync(item => item.With("CommentsPart", "Moderation", "Score"));
        await CommentSite.CommentAsync(_visitor, article, said, ("email", email), ("name", name));
        var id = Assert.Single(await app.RowsAsync(article.Id)).ContentItemId;
        await app.PublishedAsync((await ArticleOfAllAsync(article.Id), article.Address), "An answer to it.", id, $"Stays {name}"[..20]);
        await _visitor.GetAsync(article.Address);

        var link = await app.InScopeAsync(services => Task.FromResult(
            (Key: services.GetRequiredService<CommentKeys>().OfEmail(email), Token: services.GetRequiredService<CommentLinks>().Make(CommentLinks.Mine, services.GetRequiredService<CommentKeys>().OfEmail(email), TimeSpan.FromHours(1)))));
        var mine = $"/Contents/Comments/Mine/{link.Key}/{link.Token}";
        Assert.Contains(said, await _visitor.GetStringAsync(mine));
        Assert.Contains(said, await (await PostAsync(mine, ("action", "export"))).Content.ReadAsStringAsync());
        await PostAsync(mine, ("action", action));

        var page = await _visitor.GetStringAsync(article.Address);
        Assert.DoesNotContain(name, page);
        Assert.Equal(keepsText, page.Contains(said, StringComparison.Ordinal));
        Assert.Contains("An answer to it.", page);
        var log = await app.InScopeAsync(async services => string.Join('\n', await services.GetRequiredService<CmsDbContext>().Changes.AsNoTracking().Where(change => change.Subject == id).Select(change => change.DisplayText + change.Before + change.After).ToListAsync()));
        Assert.DoesNotContain(name, log);
        Assert.DoesNotContain(said, log);
        Assert.Null(await app.InScopeAsync(services => services.GetRequiredService<CommentSources>().FindAsync(id)));
    }

    [Fact]
    public async Task Who_asks_for_all_that_an_address_wrote_is_told_the_same_whether_it_wrote_and_its_owner_gets_one_mail()
    {
        await app.InScopeAsync(async services =>
        {
            await services.GetRequiredService<SiteSettings>().PutAsync("BaseUrl", "https://slackwater.example");
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        var email = $"Owner-{Guid.NewGuid():n}@reader.example";
        await CommentSite.CommentAsync(_visitor, await app.ArticleAsync(), "Mine, not yours.", ("email", email));

        var answers = new List<string>();
        foreach (var asked in new[] { email.ToUpperInvariant(), email, "nobody-here@reader.example" })
        {
            answers.Add(await (await PostAsync("/Contents/Comments/Mine", ("email", asked), ("action", "send"))).Content.ReadAsStringAsync());
        }

        Assert.Single(answers.Distinct());
        Assert.Contains("Mine, not yours.", await _visitor.GetStringAsync(LinkOf(Assert.Single(await MailsToAsync(email)), "Mine")));
        Assert.Empty(await MailsToAsync("nobody-here@reader.example"));
    }

    // What waits elsewhere is published here at once.
    private async Task<string> ArticleOfAllAsync(string id)
    {
        await app.InScopeAsync(async services =>
        {
            var item = await services.GetRequiredService<CmsSite.Content.Items.ContentItems>().GetAsync(id);
            await app.CreateAsync(item!.With("CommentsPart", "Moderation", "All"));
            return true;
        });
        return id;
    }

    private async Task<IReadOnlyList<string>> MailsToAsync(string email)
    {
        var outbox = app.Services.GetRequiredService<MailOutbox>();
        var mails = await Task.WhenAll(outbox.Files().Select(file => File.ReadAllTextAsync(file)));
        return [.. mails.Select(mail => mail.Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal)).Where(mail => mail.Contains($"To: {email}", StringComparison.Ordinal))];
    }

    private static string LinkOf(string mail, string kind) => Regex.Match(mail, $@"https://slackwater\.example(/Contents/Comments/(?:[\w]+/)?{kind}/[\w-]+(?:/[\w-]+)?)").Groups[1].Value;

    private Task<HttpResponseMessage> PostAsync(string address, params (string Name, string Value)[] fields) =>
        _visitor.PostAsync(address, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    [GeneratedRegex("<a href=\"([^\"]+)\">Change or delete it</a>")]
    private static partial Regex EditLink();
}
