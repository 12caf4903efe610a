using CmsSite.Admin.Comments;
using CmsSite.Comments;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using CmsSite.Tests.Admin;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Comments;

/// <summary>What moderators do, and who is one.</summary>
[Collection(CommentCollection.Name)]
public sealed class CommentModerationTests(CommentSite app)
{
    private const int Operations = 500;

    [Fact]
    public async Task One_decision_on_all_that_match_is_taken_back_but_for_what_was_decided_since()
    {
        var article = await app.ArticleAsync();
        var comments = new List<Comment>();
        for (var i = 0; i < 5; i++)
        {
            comments.Add(await app.PublishedAsync(article, $"Words {i}", name: $"Writer {i}"));
        }

        var filter = new QueueFilter(CommentState.Published, article.Id, UntilUtc: DateTime.UtcNow);
        var unseen = await app.PublishedAsync(article, "Came while somebody decided", name: "Latecomer");
        var run = await BulkAsync(bulk => bulk.BeginAsync(filter, CommentState.Spam));
        while (await BulkAsync(bulk => bulk.StepAsync(run, filter, CommentState.Spam)) > 0)
        {
        }

        Assert.All(await app.RowsAsync(article.Id), row => Assert.Equal(row.ContentItemId == unseen.Id ? CommentState.Published : CommentState.Spam, row.State));
        Assert.Contains(await BulkAsync(bulk => bulk.RecentAsync()), decision => decision.RunId == run);
        await app.DecideAsync(comments[2].Id, CommentState.Trash);
        while (await BulkAsync(bulk => bulk.UndoStepAsync(run)) > 0)
        {
        }

        Assert.Equal([comments[2].Id], (await app.RowsAsync(article.Id)).Where(row => row.State != CommentState.Published).Select(row => row.ContentItemId));

        Task<T> BulkAsync<T>(Func<CommentBulk, Task<T>> work) => app.InScopeAsync(services => work(services.GetRequiredService<CommentBulk>()));
    }

    [Fact]
    public async Task The_queue_is_read_by_stretches_without_missing_one()
    {
        var article = await app.ArticleAsync();
        for (var i = 0; i < 7; i++)
        {
            await app.PublishedAsync(article, $"Line {i}", name: $"Reader {i}");
        }

        var seen = await app.InScopeAsync(async services =>
        {
            var (queue, ids, after) = (services.GetRequiredService<CommentQueue>(), new List<string>(), (string?)null);
            do
            {
                var page = await queue.PageAsync(new QueueFilter(CommentState.Published, article.Id), after, 3);
                ids.AddRange(page.Comments.Select(queued => queued.Comment.Body));
                after = page.Next;
            }
            while (after is not null);
            return ids;
        });

        Assert.Equal(Enumerable.Range(0, 7).Reverse().Select(i => $"Line {i}"), seen);
    }

    [Fact]
    public async Task An_answer_of_somebody_who_is_signed_in_has_a_badge_and_one_of_the_same_name_has_none_and_waits()
    {
        var article = await app.ArticleAsync(item => item.With("CommentsPart", "Moderation", "Score").Owner = "user-of-the-article");
        var question = await app.InScopeAsync(async services =>
        {
            var result = await services.GetRequiredService<CommentSubmissions>().SubmitAsync(new CommentSubmission { ArticleId = article.Id, Name = "Ann", Email = "ann@reader.example", Body = "Why heavy washers?" });
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return Assert.IsType<SubmitCommentResult.Published>(result).Comment;
        });
        var name = $"Tunde {Guid.NewGuid():n}"[..20];
        Assert.Null(await app.InScopeAsync(async services =>
        {
            var problem = await services.GetRequiredService<CommentModerators>().ReplyAsync(question.Id, name, "Because light ones slide.", "user-of-the-article");
            await services.GetRequiredService<SiteSession>().CommitAsync();
            return problem;
        }));

        await CommentSite.CommentAsync(app.CreateClient(), article, "I am the author, send me money.", ("name", name));

        var page = await app.CreateClient().GetStringAsync(article.Address);
        Assert.Contains("<span class=\"comment-badge\">Author</span>", page);
        Assert.Contains("Because light ones slide.", page);
        Assert.DoesNotContain("send me money", page);
        Assert.Equal(CommentState.Pending, (await app.RowsAsync(article.Id)).Single(row => row.ParentId is null && row.ContentItemId != question.Id).State);
    }

    [Fact]
    public async Task Counts_equal_a_recount_and_no_thread_loses_a_child_whatever_happens()
    {
        var random = new Random(3);
        var articles = new List<(string Id, string Address)> { await app.ArticleAsync(), await app.ArticleAsync() };
        var all = new List<Comment>();
        for (var i = 0; i < Operations;)
        {
            // Some alone, some with others in one transaction.
            var until = Math.Min(Operations, i + random.Next(1, 20));
            await app.InScopeAsync(async services =>
            {
                for (; i < until; i++)
                {
                    await ChangeAsync(services, articles[random.Next(articles.Count)].Id, i);
                }

                await services.GetRequiredService<SiteSession>().CommitAsync();
                return true;
            });
        }

        foreach (var article in articles)
        {
            var published = (await app.RowsAsync(article.Id)).Where(row => row.State == CommentState.Published).ToList();
            var counted = await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().ContentItems.AsNoTracking().Where(item => item.ContentItemId == article.Id && item.Published).Select(item => item.CommentCount).SingleAsync());
            Assert.Equal(published.Count, counted);

            // Page by page, each comment is read once, behind what it answers.
            var read = new List<ThreadedComment>();
            await app.InScopeAsync(async services =>
            {
                var rules = (await services.GetRequiredService<CommentedItems>().FindAsync(article.Id))!.Value.Rules with { PageSize = 4 };
                for (var from = (string?)null; ;)
                {
                    var page = await services.GetRequiredService<CommentThreads>().PageAsync(article.Id, rules, from);
                    read.AddRange(page.Comments);
                    if ((from = page.Next) is null)
                    {
                        return true;
                    }
                }
            });
            Assert.Equal(published.Select(row => row.ContentItemId), read.Select(entry => entry.Comment.Id));
            Assert.All(read.Where(entry => entry.Parent is not null), entry => Assert.True(
                read.FindIndex(other => other.Comment.Id == entry.Parent!.Id) < read.IndexOf(entry), $"{entry.Comment.Body} stands before what it answers."));
        }

        async Task ChangeAsync(IServiceProvider services, string article, int number)
        {
            var (manager, moderators, items) = (services.GetRequiredService<ContentManager>(), services.GetRequiredService<CommentModerators>(), services.GetRequiredService<ContentItems>());
            var some = all.Count == 0 ? null : all[random.Next(all.Count)];
            switch (some is null ? 0 : random.Next(8))
            {
                case 0 or 1 or 2:
                    var parent = random.Next(2) == 0 ? all.Where(comment => comment.ArticleId == article).ElementAtOrDefault(random.Next(all.Count)) : null;
                    var isThere = parent is not null && await items.GetAsync(parent.Id) is not null;
                    var result = await services.GetRequiredService<CommentSubmissions>().SubmitAsync(
                        new CommentSubmission { ArticleId = article, ParentId = isThere ? parent!.Id : null, Name = $"N{number}", Email = $"n{number}@reader.example", Body = $"Remark {number}" });
                    all.Add(Assert.IsType<SubmitCommentResult.Held>(result).Comment);
                    break;
                case 3 or 4:
                    await moderators.SetStateAsync(some!.Id, CommentState.Published);
                    break;
                case 5:
                    await moderators.SetStateAsync(some!.Id, (CommentState)random.Next(4));
                    break;
                case 6:
                    await manager.RemoveAsync(some!.Id);
                    break;
                default:
                    var changed = await items.GetAsync(article, VersionOptions.Latest);
                    Assert.Empty(await manager.PublishAsync(changed!.Saying($"<p>Edition {number}</p>")));
                    break;
            }
        }
    }

    [Fact]
    public async Task Feeds_have_published_comments_of_an_article_or_of_the_site()
    {
        var article = await app.ArticleAsync();
        await app.PublishedAsync(article, "Said **aloud**", name: "Fay");
        await CommentSite.CommentAsync(app.CreateClient(), article, "Still waiting");
        var visitor = app.CreateClient();

        foreach (var address in new[] { $"{article.Address}/comments/feed", $"{article.Address}/comments/feed/atom", $"{article.Address}/comments/feed/json", "/comments/feed" })
        {
            var feed = await visitor.GetStringAsync(address);
            Assert.Contains("Fay: On the tide", feed);
            Assert.Contains("aloud", feed);
            Assert.DoesNotContain("Still waiting", feed);
        }

        await app.PublishedAsync(article, "And later", name: "Gus");
        Assert.Contains("And later", await visitor.GetStringAsync($"{article.Address}/comments/feed"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await visitor.GetAsync("/no-such-page/comments/feed")).StatusCode);
    }
}

/// <summary>Who may moderate: by their permissions.</summary>
[Collection(AdminCollection.Name)]
public sealed class CommentAccessTests(AdminSite app)
{
    [Theory]
    [InlineData("Administrator", true)]
    [InlineData("Editor", true)]
    [InlineData("Moderator", true)]
    [InlineData("Author", false)]
    [InlineData("Contributor", false)]
    public async Task The_queue_is_for_those_who_may_publish_comments(string role, bool may) =>
        Assert.Equal(may, await app.DoAsync(role, "somebody", (scope, _) => Task.FromResult(CommentScreens.MayModerate(scope))));
}
