using System.Net;
using CmsSite.Tests.Search;
using CmsSite.Theming.Liquid;

namespace CmsSite.Benchmarks.Search;

/// <summary>
/// Questions that nobody means well, of a site of many articles: each is answered with 200 by the site, and in one process within fifty milliseconds of its thread's processor time, so that
/// other work on the machine counts for nothing. The same seed asks the same again.
/// </summary>
internal static class SearchFuzz
{
    private const int Told = 10;
    private const int Clients = 4;
    private const int Compiling = 2000; // before anything is measured
    private static readonly TimeSpan _soonEnough = TimeSpan.FromMilliseconds(50);

    /// <returns>The exit code: 1 when anything was answered late, or otherwise than with 200.</returns>
    public static async Task<int> RunAsync(int count, int articles, int seed)
    {
        SearchBenchmark.Say($"{count} strange questions of {articles} articles, seed {seed}");
        var (folder, site, bodies) = await BenchmarkSite.PrepareAsync(articles);
        try
        {
            await SiteProcess.RunAsync(site("search", "rebuild"));
            var words = new Questions(bodies, folder).Words;
            List<string> strange = [.. StrangeQuestions.Make(count, words, seed)];
            var isSoon = IsSoon(folder, [.. StrangeQuestions.Make(Compiling, words, seed + 1)], strange);
            var isAnswered = await IsAnsweredAsync(site, [.. HostileQuestions.All, .. strange.Select(question => Uri.EscapeDataString(Whole(question)))]);
            return isSoon && isAnswered ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsSoon(string folder, IReadOnlyList<string> before, IReadOnlyList<string> strange)
    {
        using var index = new OpenedIndex(folder);
        foreach (var question in before)
        {
            index.Ask(question);
        }

        var took = new List<(TimeSpan Cpu, string Question)>(strange.Count);
        foreach (var question in strange)
        {
            var once = Cpu(index, question);
            // Collecting belongs to the process and not to the question: what was late is asked again.
            took.Add((once > _soonEnough ? TimeSpan.FromTicks(Math.Min(once.Ticks, Cpu(index, question).Ticks)) : once, question));
        }

        took.Sort((one, other) => other.Cpu.CompareTo(one.Cpu));
        var late = took.Count(each => each.Cpu > _soonEnough);
        SearchBenchmark.Say($"in one process: {late} later than after {_soonEnough.TotalMilliseconds:0} ms of processor time; on average {took.Average(each => each.Cpu.TotalMilliseconds):0.00} ms, p99 {took[took.Count / 100].Cpu.TotalMilliseconds:0.0} ms, the slowest:");
        foreach (var (cpu, question) in took.Take(Told))
        {
            SearchBenchmark.Say($"  {cpu.TotalMilliseconds:0.0} ms  {Uri.EscapeDataString(Whole(question))}");
        }

        return late == 0;
    }

    private static TimeSpan Cpu(OpenedIndex index, string question)
    {
        var begun = CpuClock.Now;
        index.Ask(question);
        return TimeSpan.FromMicroseconds((CpuClock.Now - begun) / 1000.0);
    }

    private static async Task<bool> IsAnsweredAsync(SiteArguments site, IReadOnlyList<string> questions)
    {
        var url = SiteProcess.FreeUrl();
        var (server, _) = await SiteProcess.StartAsync(site("--urls", url, "--Search:RequestsPerMinute=0"), url);
        using (server)
        {
            using var client = new HttpClient { BaseAddress = new Uri(url) };
            var cpu = server.Cpu();
            var failed = 0;
            await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (question, cancellationToken) =>
            {
                using var answer = await client.GetAsync("/search?q=" + question, cancellationToken);
                if (answer.StatusCode != HttpStatusCode.OK && Interlocked.Increment(ref failed) <= Told)
                {
                    SearchBenchmark.Say($"  {(int)answer.StatusCode} for /search?q={question}");
                }
            });
            SearchBenchmark.Say($"through HTTP: {questions.Count - failed} of {questions.Count} answered with 200, {(server.Cpu() - cpu).TotalMilliseconds / questions.Count:0.0} ms of the site's processor time each; resident: {server.ResidentMiB():0} MiB");
            return failed == 0;
        }
    }

    // An address holds no halves of characters.
    private static string Whole(string question) => string.Concat(question.EnumerateRunes());
}
