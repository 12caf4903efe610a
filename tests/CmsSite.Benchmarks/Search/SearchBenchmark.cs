using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CmsSite.Benchmarks.Search;

/// <summary>
/// Searching as readers do it: whole pages of results through HTTP, asked again and never asked before; suggestions; and beside Lucene alone in one process: the same questions of the same index, and the making of
/// an index of the same texts.
/// </summary>
internal static partial class SearchBenchmark
{
    private const int Connections = 50;
    private const int EnoughToCompile = 5000;
    private static readonly TimeSpan _warmingUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan _measuring = TimeSpan.FromSeconds(6);

    public static async Task RunAsync(IReadOnlyList<int> sizes)
    {
        foreach (var size in sizes)
        {
            var (folder, site, bodies) = await BenchmarkSite.PrepareAsync(size);
            try
            {
                Say($"\n{size} articles");
                var making = await SiteProcess.RunAsync(site("search", "rebuild"));
                var starting = await SiteProcess.RunAsync(site("search", "rebuild", "NoSuchIndex"), mustSucceed: false);
                var questions = new Questions(bodies, folder);
                using (var index = new OpenedIndex(folder))
                {
                    index.Compare(questions.Pairs);
                }

                RawIndexing.Compare(bodies, making - starting);
                if (LoadGenerator.IsThere)
                {
                    await OverHttpAsync(site, questions);
                }
                else
                {
                    Say($"Pages through HTTP are not measured without wrk.");
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task OverHttpAsync(SiteArguments site, Questions questions)
    {
        var url = SiteProcess.FreeUrl();
        var (server, _) = await SiteProcess.StartAsync(site("--urls", url, "--Search:RequestsPerMinute=0"), url);
        using (server)
        {
            await CheckAsync(url, questions);
            // By requests, not by time: on a busy machine hardly anything would be compiled well by then.
            for (var (asked, round) = (0.0, 0); asked < EnoughToCompile && round < 10; round++)
            {
                asked += (await LoadGenerator.RunAsync(server, "/", Connections, _warmingUp, questions.NeverAsked($"warm{round}"))).PerSecond * _warmingUp.TotalSeconds;
            }

            Print("pages of results, never asked before", await LoadGenerator.RunAsync(server, "/", Connections, _measuring, questions.NeverAsked("new")));
            await LoadGenerator.RunAsync(server, "/", Connections, _warmingUp, questions.AsReaders);
            Print("pages of results, as often as readers ask", await LoadGenerator.RunAsync(server, "/", Connections, _measuring, questions.AsReaders));
            await LoadGenerator.RunAsync(server, "/", Connections, TimeSpan.FromSeconds(3), questions.Suggestions);
            Print("suggestions", await LoadGenerator.RunAsync(server, "/", Connections, _measuring, questions.Suggestions));
            Say($"resident: {server.ResidentMiB():0} MiB");
        }
    }

    // A page without hits is a fast page.
    private static async Task CheckAsync(string url, Questions questions)
    {
        using var client = new HttpClient { BaseAddress = new Uri(url) };
        var watch = Stopwatch.StartNew();
        while (!(await client.GetStringAsync("/search?q=" + questions.Pairs[0].Replace(' ', '+'))).Contains("<mark>", StringComparison.Ordinal))
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new InvalidOperationException("The site does not find what is in it.");
            }

            await Task.Delay(100);
        }

        var pages = new List<string>();
        foreach (var pair in questions.Pairs.Take(100))
        {
            pages.Add(await client.GetStringAsync("/search?q=" + pair.Replace(' ', '+')));
        }

        Say($"a page has {pages.Average(page => Hit().Count(page)):0.0} results, {pages.Average(page => Mark().Count(page)):0} marked words, {pages.Average(page => Facet().Count(page)):0} facet values, {pages.Average(page => page.Length) / 1000:0} kB");
    }

    public static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static void Print(string what, Load load) => Say($"{what}: {load.PerSecond:0}/s, p50 {load.P50:0.0} ms, p99 {load.P99:0.0} ms with {Connections} connections; {load.Cpu:0} µs of CPU each, so {2_000_000 / load.Cpu:0}/s on two cores that do nothing else");

    [GeneratedRegex("<article class=\"hit")]
    private static partial Regex Hit();

    [GeneratedRegex("<mark>")]
    private static partial Regex Mark();

    [GeneratedRegex("class=\"facet-count\"")]
    private static partial Regex Facet();
}
