using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace CmsSite.Benchmarks;

/// <summary>
/// Importing articles, start to the first page, memory when idle; beside each a peer that does only the unavoidable. The site is published as docs/operations.md tells an
/// operator, for the system at hand.
/// </summary>
internal static class Foundation
{
    private const int Repetitions = 5;

    public static async Task RunAsync(int articles)
    {
        var root = RepositoryRoot();
        var folder = Directory.CreateTempSubdirectory("cmssite-bench-").FullName;
        try
        {
            var (site, published) = await PublishAsync(folder);
            Print("publishing", published, null);

            string[] Site(params string[] arguments) => [site, .. arguments, $"--CmsSite:AppData={folder}/App_Data"];

            var setup = await SiteProcess.RunAsync(Site("setup", "--recipe", "CmsSite", "--site-name", "Benchmark", "--admin-name", "admin", "--admin-email", "admin@example.org", "--admin-password", "correct horse battery"));
            Print("set-up from recipes/cmssite", setup, null);

            var recipe = Path.Combine(folder, "articles.recipe.json");
            var bodies = ArticleRecipe.Write(recipe, Path.Combine(root, "recipes/cmssite/cmssite.recipe.json"), articles);
            var plainImport = PlainImport(Path.Combine(folder, "plain.db"), bodies);
            var import = await SiteProcess.RunAsync(Site("recipes", "apply", recipe));
            Print($"import of {articles} articles", import, plainImport);
            var again = await SiteProcess.RunAsync(Site("recipes", "apply", recipe));
            Print("the same import again (nothing to do)", again, null);

            // Otherwise the first start would make it, while its memory is measured.
            Print("making the search index", await SiteProcess.RunAsync(Site("search", "rebuild")), null);

            var plainStarts = new List<TimeSpan>();
            var starts = new List<TimeSpan>();
            double plainMemory = 0, memory = 0, searched = 0;
            for (var i = 0; i < Repetitions; i++)
            {
                var plainUrl = SiteProcess.FreeUrl();
                var (plain, plainStarted) = await SiteProcess.StartAsync([typeof(Foundation).Assembly.Location, "plain", plainUrl], plainUrl);
                using (plain)
                {
                    plainStarts.Add(plainStarted);
                    plainMemory = await IdleMemoryAsync(plain, i);
                }

                var url = SiteProcess.FreeUrl();
                var (running, started) = await SiteProcess.StartAsync(Site("--urls", url), url);
                using (running)
                {
                    starts.Add(started);
                    memory = await IdleMemoryAsync(running, i);
                    searched = await IdleMemoryAsync(running, i, "/search?q=a");
                }
            }

            Print($"start to the first page, {articles} articles (median of {Repetitions})", Median(starts), Median(plainStarts));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"resident when idle: {memory:0} MiB (bare Kestrel {plainMemory:0} MiB, ratio {memory / plainMemory:0.00}); after a search: {searched:0} MiB"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Publishes the site into a folder as docs/operations.md tells an operator; gives the program, and how long it took.</summary>
    internal static async Task<(string Program, TimeSpan Took)> PublishAsync(string folder)
    {
        var program = Path.Combine(folder, "out");
        // Its intermediate files stay out of the source tree, whose own build knows no runtime identifier.
        var took = await SiteProcess.RunAsync(
            ["publish", Path.Combine(RepositoryRoot(), "src/CmsSite.Web"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", program, "--artifacts-path", Path.Combine(folder, "build"), "-v", "q"]);
        return (Path.Combine(program, "CmsSite.Web.dll"), took);
    }

    // Only the last repetition waits: a few pages, then quiet.
    private static async Task<double> IdleMemoryAsync(SiteProcess process, int repetition, string path = "/")
    {
        if (repetition < Repetitions - 1)
        {
            return 0;
        }

        using var http = new HttpClient();
        for (var i = 0; i < 20; i++)
        {
            await http.GetByteArrayAsync(new Uri(new Uri(process.Url), path));
        }

        await Task.Delay(TimeSpan.FromSeconds(10));
        return process.ResidentMiB();
    }

    // What no import can do without: one row an article, in one transaction.
    private static TimeSpan PlainImport(string file, IReadOnlyList<string> bodies)
    {
        var watch = Stopwatch.StartNew();
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var create = connection.CreateCommand();
        create.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE Article (Id INTEGER PRIMARY KEY, Body TEXT NOT NULL)";
        create.ExecuteNonQuery();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO Article (Body) VALUES ($body)";
        var parameter = insert.Parameters.Add("$body", SqliteType.Text);
        foreach (var body in bodies)
        {
            parameter.Value = body;
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return watch.Elapsed;
    }

    private static void Print(string what, TimeSpan site, TimeSpan? peer) => Console.WriteLine(peer is null
        ? string.Create(CultureInfo.InvariantCulture, $"{what}: {site.TotalSeconds:0.00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{what}: {site.TotalSeconds:0.00} s (peer {peer.Value.TotalSeconds:0.00} s, ratio {site / peer.Value:0.0})"));

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);

    internal static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CmsSite.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run this inside the repository: CmsSite.sln was not found above the program.");
        }

        return folder;
    }
}
