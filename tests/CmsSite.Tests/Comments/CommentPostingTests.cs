using System.Net;
using System.Text.Json.Nodes;
using CmsSite.Comments;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;
using CmsSite.Tests.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Comments;

/// <summary>Leaving a reply with the plain form.</summary>
[Collection(CommentCollection.Name)]
public sealed class CommentPostingTests(CommentSite app)
{
    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task A_pending_comment_stays_hidden_until_approved()
    {
        var article = await app.ArticleAsync();

        var answer = await CommentSite.CommentAsync(_visitor, article, "First **here**!");
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("Your comment has arrived", await _visitor.GetStringAsync(answer.Headers.Location!.ToString().Split('#')[0]));
        Assert.DoesNotContain("First", await _visitor.GetStringAsync(article.Address));

        var waiting = Assert.Single(await app.RowsAsync(article.Id));
        Assert.Equal(CommentState.Pending, waiting.State);
        await app.DecideAsync(waiting.ContentItemId, CommentState.Published);

        var page = await _visitor.GetStringAsync(article.Address);
        Assert.Contains("<p>First <strong>here</strong>!</p>", page);
        Assert.Contains("One comment", page);
        Assert.Contains("Ann Reader", page);
    }

    [Fact]
    public async Task The_form_needs_no_cookie_and_the_page_stays_in_memory()
    {
        var article = await app.ArticleAsync();
        await _visitor.GetAsync(article.Address);

        var kept = await _visitor.GetAsync(article.Address);
        var sent = await CommentSite.CommentAsync(_visitor, article, "No cookie.");

        Assert.Equal(PageCacheTests.Hit, PageCacheTests.StatusOf(kept));
        Assert.Contains("Leave a Reply", await kept.Content.ReadAsStringAsync());
        Assert.Contains("Your email address will not be published.", await kept.Content.ReadAsStringAsync());
        Assert.False(kept.Headers.Contains("Set-Cookie"));
        Assert.False(sent.Headers.Contains("Set-Cookie"));
        // One that waits changes nothing that anybody sees.
        Assert.Equal(PageCacheTests.Hit, PageCacheTests.StatusOf(await _visitor.GetAsync(article.Address)));
    }

    [Fact]
    public async Task A_published_comment_drops_the_page_of_its_article_and_of_no_other()
    {
        var (mine, other) = (await app.ArticleAsync(), await app.ArticleAsync());
        await _visitor.GetAsync(mine.Address);
        await _visitor.GetAsync(other.Address);
        Assert.Equal(PageCacheTests.Hit, PageCacheTests.StatusOf(await _visitor.GetAsync(other.Address)));

        await app.PublishedAsync(mine, "Only here.");

        Assert.Contains("Only here.", await _visitor.GetStringAsync(mine.Address));
        Assert.Equal(PageCacheTests.Hit, PageCacheTests.StatusOf(await _visitor.GetAsync(other.Address)));
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_comment()
    {
        var article = await app.ArticleAsync();

        var first = await CommentSite.CommentAsync(_visitor, article, "Once only.");
        var second = await CommentSite.CommentAsync(_visitor, article, "Once only.");

        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Single(await app.RowsAsync(article.Id));
    }

    [Theory]
    [InlineData("name", "", "Please say how you want to be called.")]
    [InlineData("email", "", "Please give your e-mail address.")]
    [InlineData("email", "ann at home", "This does not look like an e-mail address.")]
    [InlineData("website", "javascript:alert(1)", "This does not look like a web address.")]
    [InlineData("comment", "   ", "Please write your comment.")]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(string field, string value, string message)
    {
        var article = await app.ArticleAsync();

        var answer = await CommentSite.CommentAsync(_visitor, article, "A text that took an hour <b>to write</b>", ("website", "https://ann.example/blog"), (field, value));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(message, WebUtility.HtmlDecode(page));
        var kept = CommentSite.FormOf(page);
        Assert.Equal(field == "name" ? value : "Ann Reader", kept["name"]);
        Assert.Equal(field == "email" ? value : "ann@reader.example", kept["email"]);
        Assert.Equal(field == "website" ? value : "https://ann.example/blog", kept["website"]);
        Assert.Contains(field == "comment" ? ">\n   </textarea>" : "A text that took an hour &lt;b&gt;to write&lt;/b&gt;</textarea>", page);
        Assert.Empty(await app.RowsAsync(article.Id));
    }

    [Fact]
    public async Task A_preview_shows_the_comment_and_stores_nothing()
    {
        var article = await app.ArticleAsync();

        var answer = await CommentSite.CommentAsync(_visitor, article, "Is this *right*?", ("action", "preview"));
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("Is this <em>right</em>?", page);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Empty(await app.RowsAsync(article.Id));

        // And its form sends it.
        var form = CommentSite.FormOf(page);
        form["comment"] = "Is this *right*?";
        Assert.Equal(HttpStatusCode.SeeOther, (await _visitor.PostAsync($"/Contents/ContentItems/{article.Id}/Comments", new FormUrlEncodedContent(form))).StatusCode);
        Assert.Single(await app.RowsAsync(article.Id));
    }

    [Fact]
    public async Task One_comment_that_cannot_be_stored_takes_none_with_it_that_was_sent_at_the_same_time()
    {
        var article = await app.ArticleAsync();
        var intake = app.Services.GetRequiredService<CmsSite.Web.Site.Comments.CommentIntake>();
        var texts = Enumerable.Range(0, 12).Select(number => number == 5 ? $"A comment {FullDisk.Text}" : $"Comment {number}").ToList();

        var sent = texts.Select(text => intake.SubmitAsync(new CommentSubmission { ArticleId = article.Id, Name = "Ann", Email = "ann@reader.example", Body = text })).ToList();

        await Assert.ThrowsAsync<IOException>(() => sent[5]);
        sent.RemoveAt(5);
        Assert.All(await Task.WhenAll(sent), result => Assert.IsType<SubmitCommentResult.Held>(result));
        Assert.Equal(11, (await app.RowsAsync(article.Id)).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("p.20000.0123456789abcdef01234567")]
    [InlineData("v.99999999999999.x")]
    public async Task A_forged_token_is_refused_and_the_text_is_given_back(string token)
    {
        var article = await app.ArticleAsync();

        var answer = await CommentSite.CommentAsync(_visitor, article, "From nowhere", ("token", token));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("From nowhere</textarea>", await answer.Content.ReadAsStringAsync());
        Assert.Empty(await app.RowsAsync(article.Id));
    }

    [Fact]
    public async Task A_token_of_another_article_is_refused()
    {
        var (article, other) = (await app.ArticleAsync(), await app.ArticleAsync());

        var answer = await CommentSite.CommentAsync(_visitor, article, "Elsewhere", ("token", CommentSite.FormOf(await _visitor.GetStringAsync(other.Address))["token"]));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Too_long_a_text_comes_back_and_more_than_anybody_writes_is_not_read()
    {
        var article = await app.ArticleAsync();

        var book = await CommentSite.CommentAsync(_visitor, article, new string('x', 1_000_000));
        var flood = await CommentSite.CommentAsync(_visitor, article, new string('x', 3_000_000));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, book.StatusCode);
        Assert.Contains("This is too long", await book.Content.ReadAsStringAsync());
        Assert.Contains(new string('x', 1_000_000), await book.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, flood.StatusCode);
        Assert.Empty(await app.RowsAsync(article.Id));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        var article = await app.ArticleAsync();
        var token = CommentSite.FormOf(await _visitor.GetStringAsync(article.Address))["token"];
        var body = new ByteArrayContent([.. System.Text.Encoding.ASCII.GetBytes($"token={token}&name=Ann&email=a%40b.example&comment=bad"), 0xff, 0xfe]);
        body.Headers.ContentType = new("application/x-www-form-urlencoded");

        var answer = await _visitor.PostAsync($"/Contents/ContentItems/{article.Id}/Comments", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Empty(await app.RowsAsync(article.Id));
    }

    [Fact]
    public async Task An_answer_stands_behind_what_it_answers_and_says_so()
    {
        var article = await app.ArticleAsync();
        var first = await app.PublishedAsync(article, "First.", name: "Bea");
        await app.PublishedAsync(article, "Second.", name: "Cid");
        var reply = await app.PublishedAsync(article, "To the first.", first.Id, "Dan");

        var page = await _visitor.GetStringAsync(article.Address);
        Assert.Equal(["First.", "To the first.", "Second."], new[] { "First.", "To the first.", "Second." }.OrderBy(text => page.IndexOf($"<p>{text}</p>", StringComparison.Ordinal)));
        Assert.Contains($"in reply to <a href=\"#comment-{first.Id}\"><bdi>Bea</bdi></a>", page);
        Assert.Contains($"<li class=\"comment level-1\" id=\"comment-{reply.Id}\">", page);
        Assert.Contains("3 comments", page);
        Assert.Contains($"{article.Address}#comment-{reply.Id}", (await _visitor.GetAsync($"/Contents/Comments/{reply.Id}")).Headers.Location!.ToString());

        var form = await _visitor.GetStringAsync($"/Contents/Comments/{first.Id}/Reply");
        Assert.Contains("Reply to Bea", form);
        Assert.Equal(first.Id, CommentSite.FormOf(form)["parent"]);
    }

    [Fact]
    public async Task A_script_gets_json_for_the_same_form()
    {
        var article = await app.ArticleAsync(item => item.With("CommentsPart", "Moderation", "Score"));
        var form = CommentSite.FormOf(await _visitor.GetStringAsync(article.Address));
        form["token"] = JsonNode.Parse(await _visitor.GetStringAsync($"/Contents/ContentItems/{article.Id}/Comments/Token"))!["token"]!.GetValue<string>();
        form["name"] = "Eve";
        form["comment"] = "In place.";

        var refused = await SendAsync();
        Assert.Equal("email", refused["problems"]![0]!["field"]!.GetValue<string>());
        form["email"] = "eve@reader.example";
        var published = await SendAsync();

        Assert.Equal("published", published["state"]!.GetValue<string>());
        Assert.Contains("<p>In place.</p>", published["html"]!.GetValue<string>());

        async Task<JsonNode> SendAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"/Contents/ContentItems/{article.Id}/Comments") { Content = new FormUrlEncodedContent(form) };
            request.Headers.Add("Accept", "application/json");
            return JsonNode.Parse(await (await _visitor.SendAsync(request)).Content.ReadAsStringAsync())!;
        }
    }

    [Fact]
    public async Task What_a_reader_may_not_see_cannot_be_commented_on_and_gives_away_no_comment()
    {
        var article = await app.ArticleAsync();
        var form = CommentSite.FormOf(await _visitor.GetStringAsync(article.Address));
        var comment = await app.PublishedAsync(article, "Between us.");
        var before = await app.SetRoleAsync("Anonymous", []);
        try
        {
            (form["name"], form["email"], form["comment"]) = ("Nosy", "nosy@reader.example", "Hello?");
            foreach (var address in new[] { $"/Contents/Comments/{comment.Id}", $"/Contents/Comments/{comment.Id}/Reply", $"/Contents/ContentItems/{article.Id}/Comments", $"/Contents/ContentItems/{article.Id}/Comments/Token", $"{article.Address}/comments/feed" })
            {
                Assert.Equal(HttpStatusCode.NotFound, (await _visitor.GetAsync(address)).StatusCode);
            }

            Assert.Equal(HttpStatusCode.NotFound, (await _visitor.PostAsync($"/Contents/ContentItems/{article.Id}/Comments", new FormUrlEncodedContent(form))).StatusCode);
            Assert.DoesNotContain("Between us", await (await _visitor.GetAsync("/comments/feed")).Content.ReadAsStringAsync());
        }
        finally
        {
            await app.SetRoleAsync("Anonymous", before);
        }
    }

    [Fact]
    public async Task A_closed_article_takes_no_comment_whatever_form_is_sent()
    {
        var article = await app.ArticleAsync();
        var form = CommentSite.FormOf(await _visitor.GetStringAsync(article.Address));
        await app.InScopeAsync(async services =>
        {
            var item = await ((ContentItems)services.GetService(typeof(ContentItems))!).GetAsync(article.Id);
            await app.CreateAsync(item!.With("CommentsPart", "IsOpen", false));
            return true;
        });

        Assert.Contains("Comments are closed.", await _visitor.GetStringAsync(article.Address));
        (form["name"], form["email"], form["comment"]) = ("Late", "late@reader.example", "Still there?");
        var answer = await _visitor.PostAsync($"/Contents/ContentItems/{article.Id}/Comments", new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Still there?</textarea>", await answer.Content.ReadAsStringAsync());
    }
}
