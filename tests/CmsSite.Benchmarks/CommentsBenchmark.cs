using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace CmsSite.Benchmarks;

/// <summary>
/// Comments: how many are taken in a second while the site is read, and whether the moderation queue and an article cost more the more comments there are. Large and small are measured in turns
/// on one machine, and their ratio is what counts.
/// </summary>
internal static partial class CommentsBenchmark
{
    private const int Rounds = 40;
    private const int Posters = 32;
    private static readonly TimeSpan _posting = TimeSpan.FromSeconds(8);

    // The first requests of a process are spent on compiling it.
    private static readonly TimeSpan _warmingUp = TimeSpan.FromSeconds(15);

    /// <param name="comments">In the large queue; 0 measures posting only.</param>
    public static async Task RunAsync(int comments)
    {
        var root = Foundation.RepositoryRoot();
        var site = Path.Combine(root, "src/CmsSite.Web/bin/Release/net10.0/CmsSite.Web.dll");
        var folder = Directory.CreateTempSubdirectory("cmssite-bench-").FullName;
        Directory.SetCurrentDirectory(Path.Combine(root, "src/CmsSite.Web"));
        string[] Site(params string[] arguments) => [site, .. arguments, $"--CmsSite:AppData={folder}/App_Data", "--Comments:NetworkPerMinute=0", "--Comments:ArticlePerMinute=0", "--Comments:SitePerMinute=0"];
        try
        {
            await SiteProcess.RunAsync(Site("setup", "--recipe", "CmsSite", "--site-name", "Benchmark", "--admin-name", "admin", "--admin-email", "admin@example.org", "--admin-password", "correct horse battery"));
            var database = $"{folder}/App_Data/Sites/Default/cmssite.db";
            var articles = Articles(database);
            Fill(database, articles[0].Id, 50, state: 1, name: "few");
            Fill(database, articles[1].Id, 5000, state: 1, name: "many");
            Teach(database);

            var kept = SiteProcess.FreeUrl();
            using (var running = (await SiteProcess.StartAsync(Site("--urls", kept), kept)).Site)
            {
                await PostAsync(running, kept, articles[2], _warmingUp, "first, while the process compiles itself");
                await PostAsync(running, kept, articles[2], _posting, "then");
            }

            if (comments == 0)
            {
                return;
            }

            var anew = SiteProcess.FreeUrl();
            using (var running = (await SiteProcess.StartAsync(Site("--urls", anew, "--PageCache:Enabled=false"), anew)).Site)
            {
                using var client = new HttpClient { BaseAddress = new Uri(anew) };
                var (few, many) = await CompareAsync(() => client.GetStringAsync(articles[0].Path), () => client.GetStringAsync(articles[1].Path));
                Print("first page of an article with 50 comments", few);
                Print("first page of an article with 5000 comments", many);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ratio {many / few:0.00}"));
            }

            // The queue's own commands, as the moderation screen gives them.
            var small = Path.Combine(folder, "small.db");
            SqliteConnection.ClearAllPools();
            File.Copy(database, small);
            Fill(small, articles[3].Id, 1000, state: 0, name: "queue");
            Fill(database, articles[3].Id, comments / 10, state: 0, name: "queue");
            for (var i = 0; i < 9; i++)
            {
                Fill(database, articles[4 + i].Id, comments / 10, state: 1, name: $"old{i}");
            }

            var (queueOfFew, queueOfMany) = await CompareAsync(() => QueueAsync(small), () => QueueAsync(database));
            Print("moderation queue, 1000 comments", queueOfFew);
            Print($"moderation queue, {comments} comments of which {comments / 10} wait", queueOfMany);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ratio {queueOfMany / queueOfFew:0.00}"));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PostAsync(SiteProcess running, string url, (string Id, string Path) article, TimeSpan time, string when)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
        var token = Token().Match(await client.GetStringAsync(article.Path)).Groups[1].Value;
        var (posted, read, watch, cpu) = (0, 0, Stopwatch.StartNew(), running.Cpu());
        await Task.WhenAll([
            .. Enumerable.Range(0, Posters).Select(async poster =>
            {
                while (watch.Elapsed < time)
                {
                    using var answer = await client.PostAsync($"/Contents/ContentItems/{article.Id}/Comments", new FormUrlEncodedContent(new Dictionary<string, string>
                    {
                        ["token"] = token, ["name"] = $"Reader {poster}", ["email"] = $"reader{poster}@example.org", ["comment"] = $"A remark about the tide, number {Guid.NewGuid():n}, as readers make them.",
                    }));
                    if (answer.StatusCode != HttpStatusCode.SeeOther)
                    {
                        throw new InvalidOperationException($"A comment was answered with {(int)answer.StatusCode}.");
                    }

                    Interlocked.Increment(ref posted);
                }
            }),
            Task.Run(async () =>
            {
                while (watch.Elapsed < time)
                {
                    await client.GetByteArrayAsync(article.Path);
                    read++;
                    await Task.Delay(5); // a reader, not a load generator
                }
            })]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{when}: {posted / watch.Elapsed.TotalSeconds:0} comments/s, while {read / watch.Elapsed.TotalSeconds:0} pages/s are read by one reader; {(running.Cpu() - cpu).TotalMilliseconds / posted:0.0} ms of CPU a comment, so {2000 * posted / (running.Cpu() - cpu).TotalMilliseconds:0} a second on two cores that do nothing else"));
    }

    private static async Task<string> QueueAsync(string database)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT COUNT(*) FROM (SELECT 1 FROM CommentIndex WHERE State = 0 LIMIT 1000);
            SELECT COUNT(*) FROM (SELECT 1 FROM CommentIndex WHERE State = 1 LIMIT 1000);
            SELECT i.Json FROM (SELECT DocumentId FROM CommentIndex WHERE State = 0 ORDER BY CreatedUtc DESC, DocumentId DESC LIMIT 31) q JOIN ContentItem i ON i.Id = q.DocumentId;
            """;
        await using var reader = await command.ExecuteReaderAsync();
        do
        {
            while (await reader.ReadAsync())
            {
            }
        }
        while (await reader.NextResultAsync());
        return "";
    }

    // In turns, so that a busy machine is busy for both; the median of each in milliseconds.
    private static async Task<(double One, double Other)> CompareAsync(Func<Task<string>> one, Func<Task<string>> other)
    {
        var (ones, others) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ones.Add(await TimeAsync(one));
            others.Add(await TimeAsync(other));
        }

        return (Median(ones), Median(others));

        static async Task<double> TimeAsync(Func<Task<string>> work)
        {
            var watch = Stopwatch.StartNew();
            await work();
            return watch.Elapsed.TotalMilliseconds;
        }

        static double Median(List<double> times) => times.Order().ElementAt(Rounds / 2);
    }

    private static List<(string Id, string Path)> Articles(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT a.ContentItemId, a.Path FROM AutorouteIndex a JOIN ContentItem i ON i.Id = a.DocumentId WHERE i.ContentType = 'Article' AND i.Published ORDER BY a.ContentItemId";
        using var reader = command.ExecuteReader();
        var articles = new List<(string, string)>();
        while (reader.Read())
        {
            articles.Add((reader.GetString(0), "/" + reader.GetString(1)));
        }

        return articles;
    }

    // As the site itself writes them, but many at once.
    private static void Fill(string database, string article, int count, int state, string name)
    {
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandTimeout = 600;
        command.CommandText = $$"""
            BEGIN;
            CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {{count}}) SELECT i, (SELECT MAX(x) FROM (SELECT MAX(Id) AS x FROM ContentItem UNION ALL SELECT MAX(Id) FROM CommentIndex)) + i AS id FROM n;
            INSERT INTO ContentItem (Id, ContentItemId, ContentItemVersionId, ContentType, DisplayText, Latest, Published, CreatedUtc, ModifiedUtc, PublishedUtc, Json, CommentCount)
              SELECT id, '{{name}}-' || i, '{{name}}v-' || i, 'Comment', 'Reader ' || i, 1, {{state}}, datetime('2026-01-01', '+' || i || ' seconds'), '2026-01-01', CASE WHEN {{state}} THEN '2026-01-01' END,
                json_object('Comment', json_object('Article', json_object('ContentItemIds', json_array('{{article}}')), 'Parent', json_object('ContentItemIds', json_array()),
                  'Name', json_object('Text', 'Reader ' || i), 'Body', json_object('Text', 'A remark about the tide, number ' || i || ', as readers make them.'), 'Place', printf('1%08d000', i))), 0 FROM n;
            INSERT INTO CommentIndex (Id, ContentItemId, ArticleId, State, CreatedUtc, RootPlace, Place, DocumentId)
              SELECT id, '{{name}}-' || i, '{{article}}', {{state}}, datetime('2026-01-01', '+' || i || ' seconds'), printf('1%08d000', i), printf('1%08d000', i), id FROM n;
            DROP TABLE n;
            COMMIT;
            """;
        command.ExecuteNonQuery();
    }

    // A filter that has learnt: what every comment costs on a site that is some months old.
    private static void Teach(string database)
    {
        using var connection = new SqliteConnection($"Data Source={database}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT OR REPLACE INTO CommentWord (Word, Spam, Ham) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT 'word' || i, i % 7, i % 5 FROM n;
            INSERT OR REPLACE INTO CommentWord (Word, Spam, Ham) VALUES ('', 900, 1100), ('remark', 2, 90), ('about', 110, 300), ('the', 700, 900), ('tide', 1, 120), ('number', 60, 20), ('readers', 5, 60), ('make', 200, 60), ('them', 90, 200);
            """;
        command.ExecuteNonQuery();
    }

    private static void Print(string what, double milliseconds) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-64} {milliseconds,8:0.00} ms"));

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
