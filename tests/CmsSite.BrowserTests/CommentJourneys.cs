using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Comments;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Storage.Indexes;
using CmsSite.Tests;
using CmsSite.Web.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MimeKit;

namespace CmsSite.BrowserTests;

/// <summary>Readers talk back, and moderators decide: with and without scripts, on one site.</summary>
[Collection(Browser.Collection)]
public sealed class CommentJourneys(Browser browser, TalkativeSite server) : IClassFixture<TalkativeSite>
{
    private const string Article = "/articles/the-last-ferry-is-always-late";

    [SkippableFact]
    public async Task A_reader_without_scripts_previews_and_sends_a_moderator_approves_by_keyboard_and_all_read_it()
    {
        await using var reader = await browser.OpenAsync(server, javaScript: false);
        await reader.Page.GotoAsync(Article);
        await WriteAsync(reader.Page, "Nora Plain", "The *22:50* waited for me too.");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        Assert.Equal("22:50", await reader.Page.Locator(".comment-preview em").InnerTextAsync());
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Post Comment" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your comment has arrived");
        Assert.Equal(0, await reader.Page.GetByText("waited for me too").CountAsync());
        Assert.Empty(await reader.CookiesAsync());

        await using var moderator = await Dashboard.SignInAsync(browser, server, "/Admin/Comments", new() { ViewportSize = new() { Width = 1280, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var card = moderator.Page.Locator("[data-comment]", new() { HasText = "waited for me too" });
        await card.WaitForAsync();
        await Dashboard.AssertUsableAsync(moderator.Page, "the moderation screen");
        await Assertions.Expect(card).ToContainTextAsync("nora.plain@reader.example");
        await card.FocusAsync();
        await moderator.Page.Keyboard.PressAsync("a");
        await Assertions.Expect(moderator.Page.GetByText("“Nora Plain”: published.")).ToBeVisibleAsync();
        await Assertions.Expect(card).ToHaveCountAsync(0);

        await reader.Page.GotoAsync(Article);
        await Assertions.Expect(reader.Page.GetByText("waited for me too")).ToBeVisibleAsync();
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Reply to Nora Plain" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Name = "Reply to Nora Plain" })).ToBeVisibleAsync();
        await WriteAsync(reader.Page, "Odd Plain", "And for me, on the other pier.");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Post Comment" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your comment has arrived");

        await moderator.Page.GotoAsync("/Admin/Comments");
        await Dashboard.ReadyAsync(moderator.Page);
        var answer = moderator.Page.Locator("[data-comment]", new() { HasText = "on the other pier" });
        await Assertions.Expect(answer).ToContainTextAsync("In reply to Nora Plain");
        await answer.FocusAsync();
        await moderator.Page.Keyboard.PressAsync("s");
        await Assertions.Expect(moderator.Page.GetByText("“Odd Plain”: spam.")).ToBeVisibleAsync();
        await moderator.Page.Keyboard.PressAsync("z");
        await answer.FocusAsync();
        await moderator.Page.Keyboard.PressAsync("a");
        await Assertions.Expect(moderator.Page.GetByText("“Odd Plain”: published.")).ToBeVisibleAsync();
        await reader.Page.GotoAsync(Article);
        await Assertions.Expect(reader.Page.Locator(".comment", new() { HasText = "on the other pier" })).ToContainTextAsync("in reply to Nora Plain");
        Assert.Empty(reader.Complaints);
        Assert.Empty(await reader.CookiesAsync());
        Assert.Empty(moderator.Complaints);
    }

    [SkippableFact]
    public async Task With_the_script_an_answer_is_sent_in_place_and_the_page_is_in_nobodys_way()
    {
        await using var reader = await browser.OpenAsync(server, new() { ViewportSize = new() { Width = 390, Height = 800 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        await reader.Page.GotoAsync(Article);
        await Dashboard.AssertUsableAsync(reader.Page, "an article with comments");
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Reply to G. Pellow" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByLabel("Comment *")).ToBeFocusedAsync();
        await WriteAsync(reader.Page, "Olaf Script", "I learned the timetable.");
        await Dashboard.AssertUsableAsync(reader.Page, "an answer that is being written");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Post Comment" }).ClickAsync();
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your comment has arrived");
        Assert.EndsWith(Article, reader.Page.Url);
        Assert.Empty(reader.Complaints);
        Assert.Empty(await reader.CookiesAsync());
    }

    [SkippableFact]
    public async Task With_the_script_a_comment_that_passes_stands_where_the_page_would_show_it()
    {
        var article = await server.InScopeAsync(async services =>
        {
            var item = A.ContentItem("Article").Titled("In place").At("articles/in-place").Saying("<p>Say something.</p>").With("CommentsPart", "Moderation", "Score");
            Assert.Empty(await services.GetRequiredService<ContentManager>().PublishAsync(item));
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return "/articles/in-place";
        });
        await using var reader = await browser.OpenAsync(server);
        await reader.Page.GotoAsync(article);
        await SendAsync("Una First", "One.", "One comment");
        await SendAsync("Duo Second", "Two.", "2 comments");
        await reader.Page.GetByRole(AriaRole.Link, new() { Name = "Reply to Una First" }).ClickAsync();
        await SendAsync("Tria Third", "To the first.", "3 comments");
        string[] shown = ["One.", "To the first.", "Two."];
        Assert.Equal(shown, await TextsAsync());
        Assert.EndsWith($"#{await reader.Page.Locator(".comment.level-1").GetAttributeAsync("id")}", reader.Page.Url);

        await reader.Page.GotoAsync(article);
        Assert.Equal(shown, await TextsAsync());
        await Assertions.Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Name = "3 comments" })).ToBeVisibleAsync();
        Assert.Empty(reader.Complaints);
        Assert.Empty(await reader.CookiesAsync());

        Task<IReadOnlyList<string>> TextsAsync() => reader.Page.Locator(".comment-text").AllInnerTextsAsync();

        async Task SendAsync(string name, string text, string heading)
        {
            await WriteAsync(reader.Page, name, text);
            await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Post Comment" }).ClickAsync();
            await Assertions.Expect(reader.Page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
            await Assertions.Expect(reader.Page.GetByRole(AriaRole.Link, new() { Name = "Change or delete it" })).ToBeVisibleAsync();
        }
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_writer_changes_a_comment_hears_of_an_answer_ends_the_mails_and_is_forgotten(bool javaScript)
    {
        var name = javaScript ? "Petra Scripts" : "Petra Writes";
        var email = $"{name.ToLowerInvariant().Replace(' ', '.')}@reader.example";
        var boat = javaScript ? "a later boat with scripts" : "a later boat";
        var office = javaScript ? "At 23:50, but only on Sundays." : "At 23:40, but only on Fridays.";
        await server.InScopeAsync(async services =>
        {
            await services.GetRequiredService<SiteSettings>().PutAsync("BaseUrl", server.Url);
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return true;
        });
        await using var reader = await browser.OpenAsync(server, javaScript);
        await reader.Page.GotoAsync(Article);
        await WriteAsync(reader.Page, name, $"Is ther {boat}?");
        await reader.Page.GetByLabel("Tell me by e-mail").CheckAsync();
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Post Comment" }).ClickAsync();
        await reader.FollowAsync(reader.Page.GetByRole(AriaRole.Link, new() { Name = "Change or delete it" }));
        await reader.Page.GetByLabel("Comment", new() { Exact = true }).FillAsync($"Is there {boat}?");
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        Assert.Equal("Your comment is changed.", await reader.HeadingAsync());
        await reader.Page.GotoAsync(LinkIn(Assert.Single(MailsTo(email)), "Address"));
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Yes, it is mine" }).ClickAsync();
        Assert.Equal("Thank you.", await reader.HeadingAsync());

        // The moderator answers, which approves the question too.
        await using (var moderator = await Dashboard.SignInAsync(browser, server, "/Admin/Comments"))
        {
            var card = moderator.Page.Locator("[data-comment]", new() { HasText = $"Is there {boat}?" });
            await card.FocusAsync();
            await moderator.Page.Keyboard.PressAsync("r");
            await card.GetByLabel("Your name").FillAsync("The Harbour Office");
            await card.GetByLabel("Answer").FillAsync(office);
            await card.GetByRole(AriaRole.Button, new() { Name = "Publish the answer" }).ClickAsync();
            await Assertions.Expect(card).ToHaveCountAsync(0);
            Assert.Empty(moderator.Complaints);
        }

        await server.Services.GetRequiredService<ChangeFollowing>().CatchUpAsync(server.Services.GetServices<IChangeFollower>().Single(follower => follower.Name == "comment mails"));
        var told = MailsTo(email)[^1];
        Assert.Contains("The Harbour Office answered", told);
        await reader.Page.GotoAsync(Article);
        await Assertions.Expect(reader.Page.GetByText(office)).ToBeVisibleAsync();
        await Assertions.Expect(reader.Page.Locator(".comment", new() { HasText = boat })).ToContainTextAsync("(edited)");

        // A mail program does it with one request (RFC 8058), a person with a page and a button.
        var unsubscribe = LinkIn(told, "Unsubscribe");
        Assert.Equal(200, (await reader.Page.APIRequest.PostAsync(unsubscribe, new() { Form = reader.Page.APIRequest.CreateFormData().Set("List-Unsubscribe", "One-Click") })).Status);
        await reader.Page.GotoAsync(unsubscribe);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "None at all" }).ClickAsync();
        Assert.Equal("You will hear no more.", await reader.HeadingAsync());

        await reader.Page.GotoAsync("/Contents/Comments/Mine");
        await reader.Page.GetByLabel("E-mail").FillAsync(email);
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Send the link" }).ClickAsync();
        Assert.Equal("Look into your mail.", await reader.HeadingAsync());
        await reader.Page.GotoAsync(LinkIn(MailsTo(email)[^1], "Mine"));
        var export = await reader.Page.RunAndWaitForDownloadAsync(() => reader.Page.GetByRole(AriaRole.Button, new() { Name = "Take them along as a file" }).ClickAsync());
        Assert.Contains($"Is there {boat}?", await File.ReadAllTextAsync(await export.PathAsync()));
        await reader.Page.GetByRole(AriaRole.Button, new() { Name = "Erase the texts too" }).ClickAsync();
        Assert.Equal("It is done.", await reader.HeadingAsync());
        await reader.Page.GotoAsync(Article);
        await Assertions.Expect(reader.Page.GetByText(office)).ToBeVisibleAsync();
        Assert.Equal(0, await reader.Page.GetByText(name).CountAsync());
        Assert.Equal(0, await reader.Page.GetByText($"Is there {boat}").CountAsync());
        Assert.Empty(reader.Complaints);
        Assert.Empty(await reader.CookiesAsync());
    }

    [SkippableFact]
    public async Task Whatever_anybody_writes_no_script_of_theirs_runs_in_a_readers_browser()
    {
        var article = await server.InScopeAsync(async services =>
        {
            var item = A.ContentItem("Article").Titled("Hostile").At("articles/hostile").Saying("<p>Say something.</p>").With("CommentsPart", "Moderation", "All");
            await services.GetRequiredService<SiteSettings>().PutAsync(nameof(CommentSettings), new JsonObject { ["PageSize"] = 200 });
            Assert.Empty(await services.GetRequiredService<ContentManager>().PublishAsync(item));
            await services.GetRequiredService<SiteSession>().CommitAsync();
            var sent = HostileComments.All.Select((text, number) => new CommentSubmission
            {
                ArticleId = item.ContentItemId, Name = text.Length <= CommentChecks.MaxName ? text + number : $"N{number}", Email = $"h{number}@reader.example", Body = text, Website = number % 2 == 0 ? "" : "https://x.example/\"onclick=pwn()",
            });
            foreach (var result in await services.GetRequiredService<CommentSubmissions>().SubmitAsync([.. sent]))
            {
                // Names that are no names are refused, and need not be shown.
                if (result is SubmitCommentResult.Held held)
                {
                    await services.GetRequiredService<CommentModerators>().SetStateAsync(held.Comment.Id, CommentState.Published);
                }
            }

            await services.GetRequiredService<SiteSession>().CommitAsync();
            return "/articles/hostile";
        });

        // Without the content security policy: that is the second wall, and this is about the first.
        await using var reader = await browser.OpenAsync(server, new() { BypassCSP = true });
        await reader.Page.AddInitScriptAsync(HostileComments.Trap);
        await reader.Page.GotoAsync(article);
        var shown = 0;
        while (true)
        {
            shown += await reader.Page.Locator(".comment-text").CountAsync();
            Assert.Equal("", await reader.Page.EvaluateAsync<string>(HostileComments.WhatIsLive));
            if (await reader.Page.Locator(".comment-pages a[rel=next]").CountAsync() == 0)
            {
                break;
            }

            await reader.Page.GotoAsync((await reader.Page.Locator(".comment-pages a[rel=next]").GetAttributeAsync("href"))!);
        }

        Assert.True(shown >= 200, $"Only {shown} comments were shown.");
        Assert.Empty(reader.Complaints);
    }

    [SkippableFact]
    public async Task Whatever_is_put_together_of_hostile_pieces_nothing_of_it_lives_in_a_browser()
    {
        await using var reader = await browser.OpenAsync(server, new() { BypassCSP = true });
        await reader.Page.AddInitScriptAsync(HostileComments.Trap);
        await reader.Page.GotoAsync("/robots.txt");
        var random = new Random(17);
        var texts = Enumerable.Range(0, 3000).Select(_ => HostileComments.Mixed(random)).ToList();
        await reader.Page.EvaluateAsync("html => document.write(html)", $"<!doctype html><title>x</title>{string.Concat(texts.Select(text => $"<div class=\"comment\"><div class=\"comment-text\">{CommentMarkup.ToHtml(text)}</div></div>"))}");

        Assert.Equal(texts.Count, await reader.Page.Locator(".comment-text").CountAsync());
        Assert.Equal("", await reader.Page.EvaluateAsync<string>(HostileComments.WhatIsLive));
        // The trap is there: what would run is caught.
        Assert.Contains("<img", await reader.Page.EvaluateAsync<string>($"() => {{ document.querySelector('.comment-text').innerHTML = '<img src=x onerror=pwn()>'; return ({HostileComments.WhatIsLive})(); }}"));
    }

    private List<string> MailsTo(string email) =>
    [
        .. server.Services.GetRequiredService<MailOutbox>().Files().Select(file => MimeMessage.Load(file)).Where(mail => mail.To.Mailboxes.Any(to => to.Address == email)).Select(mail => mail.TextBody!),
    ];

    private string LinkIn(string mail, string kind) => Regex.Match(mail, $@"{Regex.Escape(server.Url)}/Contents/Comments/(?:\w+/)?{kind}/\S+").Value;

    private static async Task WriteAsync(IPage page, string name, string text)
    {
        await page.GetByLabel("Comment *").FillAsync(text);
        await page.GetByLabel("Name *").FillAsync(name);
        await page.GetByLabel("E-mail *").FillAsync($"{name.ToLowerInvariant().Replace(' ', '.')}@reader.example");
    }
}

/// <summary>A site to which many write at once from one place.</summary>
public sealed class TalkativeSite : CmsServer
{
    protected override IEnumerable<(string Key, string Value)> Settings => [("Comments:NetworkPerMinute", "0")];
}
