using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace CmsSite.Benchmarks;

/// <summary>The list of content items as an editor sees it, on a small site and on a large one: processor time of the server for a page of it, whatever it is narrowed by. Rounds alternate.</summary>
internal static partial class ListBenchmark
{
    private const int SmallSite = 100;
    private const int Rounds = 5;
    private const int PagesInRound = 20;
    private const string Password = "correct horse battery";

    public static async Task RunAsync(int articles)
    {
        using var small = await ListSite.StartAsync(SmallSite);
        using var large = await ListSite.StartAsync(articles);
        Console.WriteLine($"{$"median of {Rounds} rounds, CPU ms a page",-34} {SmallSite,10} {articles,10} {"ratio",8}");
        foreach (var name in small.Pages.Keys)
        {
            await small.MeasureAsync(name);
            await large.MeasureAsync(name);
            var rounds = new List<(double Small, double Large)>();
            for (var round = 0; round < Rounds; round++)
            {
                rounds.Add((await small.MeasureAsync(name), await large.MeasureAsync(name)));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34} {Middle(rounds.Select(one => one.Small)),10:0.0} {Middle(rounds.Select(one => one.Large)),10:0.0} {Middle(rounds.Select(one => one.Large / one.Small)),8:0.00}"));
        }
    }

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private sealed class ListSite(string folder, SiteProcess server, HttpClient editor, IReadOnlyDictionary<string, string> pages) : IDisposable
    {
        public IReadOnlyDictionary<string, string> Pages => pages;

        public static async Task<ListSite> StartAsync(int articles)
        {
            var (folder, site, _) = await BenchmarkSite.PrepareAsync(articles);
            var url = SiteProcess.FreeUrl();
            // Elsewhere nobody signs in without https. What follows the change log has its own measure.
            var (server, _) = await SiteProcess.StartAsync(site("--urls", url, "--environment=Development", "--CmsSite:BackgroundWork=false"), url);
            var editor = new HttpClient(new SocketsHttpHandler { UseCookies = true, AllowAutoRedirect = false }) { BaseAddress = new Uri(url) };
            var token = WebUtility.HtmlDecode(Token().Match(await editor.GetStringAsync("/Login")).Groups[1].Value);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "login", ["Input.UserName"] = "admin", ["Input.Password"] = Password, ["__RequestVerificationToken"] = token });
            using var signedIn = await editor.PostAsync("/Login", form);
            return signedIn.StatusCode == HttpStatusCode.Redirect
                ? new ListSite(folder, server, editor, Addresses(Path.Combine(folder, "App_Data/Sites/Default/cmssite.db")))
                : throw new InvalidOperationException($"Signing in at {url} was answered with {signedIn.StatusCode}.");
        }

        /// <summary>Milliseconds of the server's processor time for one page.</summary>
        public async Task<double> MeasureAsync(string name)
        {
            var before = server.Cpu();
            for (var page = 0; page < PagesInRound; page++)
            {
                using var response = await editor.GetAsync("/Admin/Contents/ContentItems" + pages[name]);
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    throw new InvalidOperationException($"{pages[name]} was answered with {response.StatusCode}.");
                }

                await response.Content.ReadAsByteArrayAsync();
            }

            return (server.Cpu() - before).TotalMilliseconds / PagesInRound;
        }

        public void Dispose()
        {
            editor.Dispose();
            server.Dispose();
            Directory.Delete(folder, recursive: true);
        }

        private static Dictionary<string, string> Addresses(string file)
        {
            using var database = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            database.Open();
            var (modified, id) = Last(database, "SELECT ModifiedUtc, Id FROM ContentItem WHERE Latest = 1 ORDER BY ModifiedUtc, Id LIMIT 1 OFFSET 20");
            var (_, term) = Last(database, "SELECT '', TermContentItemId FROM TaxonomyTermIndex WHERE ContentItemId LIKE 'bench%' GROUP BY TermContentItemId ORDER BY COUNT(*) DESC LIMIT 1");
            var (title, _) = Last(database, "SELECT DisplayText, Id FROM ContentItem WHERE ContentItemId LIKE 'bench%' ORDER BY Id LIMIT 1 OFFSET 50");
            return new Dictionary<string, string>
            {
                ["all"] = "",
                ["a type"] = "?type=Article",
                ["published"] = "?status=published",
                ["drafts"] = "?status=draft",
                ["drafts of what is published"] = "?status=modified",
                ["scheduled"] = "?status=scheduled",
                ["in review"] = "?status=review",
                ["mine"] = "?owner=me",
                ["an author"] = "?author=admin",
                ["an author that nobody is"] = "?author=nobody",
                ["a category"] = $"?term={term}",
                ["a text in many titles"] = $"?q={Uri.EscapeDataString(title[..1])}",
                ["a text in one title"] = $"?q={Uri.EscapeDataString(title)}",
                ["a text in none"] = "?q=zzzzqqqq",
                ["by title"] = "?sort=title",
                ["by date of creation"] = "?sort=created",
                ["the last page"] = $"?after={DateTime.Parse(modified, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).Ticks}~{id}",
            };
        }

        private static (string First, string Second) Last(SqliteConnection database, string sql)
        {
            using var command = database.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            return reader.Read() ? (reader.GetString(0), Convert.ToString(reader.GetValue(1), CultureInfo.InvariantCulture)!) : throw new InvalidOperationException($"Nothing is found by {sql}");
        }
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex Token();
}
