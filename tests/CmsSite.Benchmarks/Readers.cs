using System.Globalization;

namespace CmsSite.Benchmarks;

/// <summary>Pages for readers: from memory and made anew, beside a bare Kestrel that says one word. Rounds alternate, so that a busy machine is busy for all of them.</summary>
internal static class Readers
{
    private const int Rounds = 5;
    private const int SmallSite = 50;
    private const int Many = 32;

    // As many as two cores can work on, and as many waiting: more would measure the queue.
    private const int Few = 4;

    public static async Task RunAsync(int articles)
    {
        if (!LoadGenerator.IsThere)
        {
            throw new InvalidOperationException("This scenario needs wrk: apt-get install wrk (Debian, Ubuntu), brew install wrk (macOS).");
        }

        var plainUrl = SiteProcess.FreeUrl();
        var (plain, _) = await SiteProcess.StartAsync([typeof(Readers).Assembly.Location, "plain", plainUrl], plainUrl);
        using (plain)
        {
            await using var small = await BenchmarkSite.CreateAsync(SmallSite);
            await using var large = await BenchmarkSite.CreateAsync(articles);
            var article = await large.ArticleAsync();
            Measured[] measured =
            [
                new("bare Kestrel, plain text", plain, "", Many),
                new("article from memory", large.Kept, article, Many),
                new("article made anew", large.Anew, article, Few) { IsCompressed = false },
                new("article made anew, and compressed each time", large.Anew, article, Few),
                new($"home page from memory, {SmallSite} articles", small.Kept, "/", Many),
                new($"home page from memory, {articles} articles", large.Kept, "/", Many),
                new($"home page made anew, {SmallSite} articles", small.Anew, "/", Few),
                new($"home page made anew, {articles} articles", large.Anew, "/", Few),
            ];
            foreach (var target in measured)
            {
                await LoadGenerator.RunAsync(target.Server, target.Path, target.Connections, TimeSpan.FromSeconds(5), compressed: target.IsCompressed);
            }

            for (var round = 0; round < Rounds; round++)
            {
                foreach (var target in measured)
                {
                    target.Loads.Add(await LoadGenerator.RunAsync(target.Server, target.Path, target.Connections, TimeSpan.FromSeconds(3), compressed: target.IsCompressed));
                }
            }

            Print(measured);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

                article from memory / bare Kestrel:             {Ratio(measured[1], measured[0], load => load.PerSecond):0.00} of the requests, {Ratio(measured[1], measured[0], load => load.Cpu):0.00} of the CPU time
                home page made anew, {articles} / {SmallSite} articles:      {Ratio(measured[7], measured[6], load => load.PerSecond):0.00}, {Ratio(measured[7], measured[6], load => load.Cpu):0.00}
                home page from memory, {articles} / {SmallSite} articles:    {Ratio(measured[5], measured[4], load => load.PerSecond):0.00}, {Ratio(measured[5], measured[4], load => load.Cpu):0.00}
                """));
        }
    }

    private static void Print(IEnumerable<Measured> measured)
    {
        Console.WriteLine($"{"median of " + Rounds + " rounds",-46} {"requests/s",12} {"p50 ms",9} {"p99 ms",9} {"CPU µs",9}");
        foreach (var target in measured)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{target.Name,-46} {Median(target, load => load.PerSecond),12:0} {Median(target, load => load.P50),9:0.00} {Median(target, load => load.P99),9:0.00} {Median(target, load => load.Cpu),9:0}"));
        }
    }

    // Of each round by itself, since what is measured side by side can be compared.
    private static double Ratio(Measured one, Measured other, Func<Load, double> value) => Middle(one.Loads.Zip(other.Loads, (a, b) => value(a) / value(b)));

    private static double Median(Measured target, Func<Load, double> value) => Middle(target.Loads.Select(value));

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private sealed record Measured(string Name, SiteProcess Server, string Path, int Connections)
    {
        public bool IsCompressed { get; init; } = true;

        public List<Load> Loads { get; } = [];
    }
}
