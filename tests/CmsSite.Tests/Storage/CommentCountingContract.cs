using System.Globalization;
using System.Text;
using CmsSite.Comments;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Storage;

/// <summary>The database counts published comments by itself, and each is read once behind what it answers, whatever is written, from wherever.</summary>
public abstract class CommentCountingContract(string provider)
{
    private const int Operations = 10_000;

    // Sent in one command: the way to the database costs many times what the change does.
    private const int Together = 250;
    private const int BetweenReadings = 2_500;
    private static readonly string[] _articles = ["north", "south", "east", "west"];

    [SkippableFact]
    public async Task Counts_equal_a_recount_and_no_thread_loses_a_child_after_ten_thousand_random_changes()
    {
        await using var database = await StorageTestDatabase.CreateAsync(provider);
        await using var context = database.Services.GetRequiredService<SiteDatabase>().CreateContext();
        await context.Database.OpenConnectionAsync();
        await using var command = context.Database.GetDbConnection().CreateCommand();
        var (random, changes) = (new Random(7), new RandomComments(_articles));
        for (var operation = 1; operation <= Operations; operation++)
        {
            changes.Change(random);
            if (operation % Together == 0)
            {
                command.CommandText = $"BEGIN; {changes.Take()} COMMIT;";
                await command.ExecuteNonQueryAsync();
                await AssertCountedAsync(context, operation);
            }

            if (operation % BetweenReadings == 0)
            {
                await AssertReadAsync(context, changes.All, random, operation);
            }
        }
    }

    private static async Task AssertCountedAsync(CmsDbContext context, int operation)
    {
        var counted = await context.Comments.AsNoTracking().Where(row => row.State == CommentState.Published).GroupBy(row => row.ArticleId).ToDictionaryAsync(group => group.Key, group => group.Count());
        foreach (var version in await context.ContentItems.AsNoTracking().Where(item => item.ContentType == "Article").ToListAsync())
        {
            Assert.True(counted.GetValueOrDefault(version.ContentItemId) == version.CommentCount, $"After {operation} changes {version.ContentItemId} says {version.CommentCount}, and has {counted.GetValueOrDefault(version.ContentItemId)}.");
        }
    }

    // Page after page, forwards and back.
    private static async Task AssertReadAsync(CmsDbContext context, IReadOnlyCollection<RandomComment> all, Random random, int operation)
    {
        await using var session = new SiteSession(context, new DocumentCache(), new ChangeSignal(), TimeProvider.System);
        var threads = new CommentThreads(session);
        foreach (var article in _articles)
        {
            var published = all.Where(comment => comment.Article == article && comment.State == CommentState.Published).ToDictionary(comment => comment.Name);
            foreach (var order in Enum.GetValues<CommentOrder>())
            {
                var rules = new CommentRules(true, null, CommentModeration.All, CommentRules.MaxDepth, order, random.Next(5, 60));
                var (read, page) = (new List<string>(), new CommentPage([], null, null));
                do
                {
                    page = await threads.PageAsync(article, rules, page.Next);
                    read.AddRange(page.Comments.Select(entry => entry.Comment.Id));
                }
                while (page.Next is not null);

                var where = $"after {operation} changes, {article}, {order} first, {rules.PageSize} on a page";
                Assert.True(published.Keys.Order(StringComparer.Ordinal).SequenceEqual(read.Order(StringComparer.Ordinal)), $"A comment is missing or there twice {where}.");
                var at = read.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
                foreach (var comment in published.Values.Where(comment => comment.Parent is not null && published.ContainsKey(comment.Parent.Name)))
                {
                    Assert.True(at[comment.Parent!.Name] < at[comment.Name], $"{comment.Name} stands before what it answers {where}.");
                }

                var roots = read.Select(name => published[name].Root).ToList();
                Assert.True(roots.Where((root, index) => index == 0 || root != roots[index - 1]).Count() == roots.Distinct().Count(), $"A thread is torn apart {where}.");
                var back = new HashSet<string>(page.Comments.Select(entry => entry.Comment.Id));
                while (page.Previous is { } previous)
                {
                    page = await threads.PageAsync(article, rules, previous.Length == 0 ? null : previous);
                    back.UnionWith(page.Comments.Select(entry => entry.Comment.Id));
                }

                Assert.True(back.Count == published.Count, $"Not every comment is met on the way back {where}.");
            }
        }
    }
}

internal sealed class RandomComment(long id, string article, RandomComment? parent, DateTime createdUtc)
{
    public long Id => id;
    public string Name { get; } = $"comment{id}";
    public string Article { get; set; } = article;
    public RandomComment? Parent => parent;
    public DateTime CreatedUtc => createdUtc;
    public CommentState State { get; set; }
    public string Place { get; } = CommentPlace.Of(parent?.Place, createdUtc, $"comment{id}");
    public string Root => CommentPlace.RootOf(Place);
}

/// <summary>Changes to comments and the versions of what they are on, as somebody makes them who goes past this program: what they come to, and the statements for it.</summary>
internal sealed class RandomComments(string[] articles)
{
    private readonly StringBuilder _statements = new();
    private readonly List<RandomComment> _all = [];
    private readonly Queue<long> _versions = new();
    private long _id;

    public IReadOnlyCollection<RandomComment> All => _all;

    public string Take()
    {
        var statements = _statements.ToString();
        _statements.Clear();
        return statements;
    }

    public void Change(Random random)
    {
        var article = articles[random.Next(articles.Length)];
        var comment = _all.Count == 0 ? null : _all[random.Next(_all.Count)];
        var state = random.Next(2) == 0 ? CommentState.Published : (CommentState)random.Next(4);
        switch (comment is null ? 0 : random.Next(20))
        {
            case < 7:
                // What is answered may be hidden, as it is when a moderator was quicker.
                var parent = comment is not null && random.Next(3) > 0 ? comment : null;
                Add(new RandomComment(++_id, parent?.Article ?? article, parent, DateTime.UnixEpoch.AddSeconds(_id + random.Next(3))) { State = state });
                break;
            case < 13:
                comment!.State = state;
                Write($"UPDATE \"CommentIndex\" SET \"State\" = {(int)state} WHERE \"Id\" = {comment.Id}");
                break;
            case < 15:
                (comment!.State, comment.Article) = (state, article);
                Write($"UPDATE \"CommentIndex\" SET \"State\" = {(int)state}, \"ArticleId\" = '{article}' WHERE \"Id\" = {comment.Id}");
                break;
            case < 17:
                _all.Remove(comment!);
                Write($"DELETE FROM \"CommentIndex\" WHERE \"Id\" = {comment!.Id}");
                break;
            case 17:
                // With its version, its row goes by itself.
                _all.Remove(comment!);
                Write($"DELETE FROM \"ContentItem\" WHERE \"Id\" = {comment!.Id}");
                break;
            case 18 when _versions.Count > 10:
                Write($"DELETE FROM \"ContentItem\" WHERE \"Id\" = {_versions.Dequeue()}");
                break;
            default:
                _versions.Enqueue(++_id);
                AddVersion(_id, article, "Article", "{}", isPublished: true);
                break;
        }
    }

    private void Add(RandomComment comment)
    {
        _all.Add(comment);
        var parent = comment.Parent is null ? "" : $"\"{comment.Parent.Name}\"";
        var part = $$"""{"Article":{"ContentItemIds":["{{comment.Article}}"]},"Parent":{"ContentItemIds":[{{parent}}]},"Place":"{{comment.Place}}"}""";
        AddVersion(comment.Id, comment.Name, "Comment", $"{{\"Comment\":{part}}}", comment.State == CommentState.Published);
        Write($"""
            INSERT INTO "CommentIndex" ("Id", "DocumentId", "ContentItemId", "ArticleId", "ParentId", "State", "CreatedUtc", "RootPlace", "Place")
            VALUES ({comment.Id}, {comment.Id}, '{comment.Name}', '{comment.Article}', {(comment.Parent is null ? "NULL" : $"'{comment.Parent.Name}'")}, {(int)comment.State}, '{comment.CreatedUtc:yyyy-MM-dd HH:mm:ss}', '{comment.Root}', '{comment.Place}')
            """);
    }

    private void AddVersion(long id, string item, string type, string json, bool isPublished) => Write($"""
        INSERT INTO "ContentItem" ("Id", "ContentItemId", "ContentItemVersionId", "ContentType", "Latest", "Published", "Json") VALUES ({id}, '{item}', 'version{id}', '{type}', TRUE, {(isPublished ? "TRUE" : "FALSE")}, '{json}')
        """);

    private void Write(FormattableString statement) => _statements.Append(statement.ToString(CultureInfo.InvariantCulture)).Append(";\n");
}

public sealed class SqliteCommentCountingTests() : CommentCountingContract(DatabaseOptions.Sqlite);

public sealed class PostgresCommentCountingTests() : CommentCountingContract(DatabaseOptions.Postgres);
