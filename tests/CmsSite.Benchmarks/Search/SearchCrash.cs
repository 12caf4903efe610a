using System.Diagnostics;
using System.Globalization;

namespace CmsSite.Benchmarks.Search;

/// <summary>
/// A process that writes content and follows it with a search index is killed in the middle of it, again and again: after each start the index must hold what the database says, within five seconds.
/// </summary>
internal static class SearchCrash
{
    private static readonly TimeSpan _soonEnough = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(int kills)
    {
        var folder = Directory.CreateTempSubdirectory("cmssite-crash-").FullName;
        var random = new Random(11);
        var (times, spent) = (new List<double>(), new List<double>());
        var written = 0;
        try
        {
            for (var i = 0; i <= kills; i++)
            {
                var start = new ProcessStartInfo("dotnet", [typeof(SearchCrash).Assembly.Location, "search-crash-node", folder]) { RedirectStandardOutput = true };
                using var node = Process.Start(start)!;
                var line = await node.StandardOutput.ReadLineAsync().WaitAsync(_patience);
                if (line?.Split(' ') is not ["agreed", var took, var cpu, var items])
                {
                    node.Kill();
                    Console.WriteLine($"After {i} kills: {line}");
                    return 1;
                }

                times.Add(double.Parse(took, CultureInfo.InvariantCulture));
                spent.Add(double.Parse(cpu, CultureInfo.InvariantCulture));
                await Task.Delay(random.Next(20, 800)); // a moment that nobody chose
                if (node.HasExited)
                {
                    Console.WriteLine($"After {i} kills it ended by itself.");
                    return 1;
                }

                node.Kill();
                await node.WaitForExitAsync();
                written = int.Parse(items, CultureInfo.InvariantCulture);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        // Before the first one nothing was killed.
        times.RemoveAt(0);
        spent.RemoveAt(0);
        var late = times.Count(took => took > _soonEnough.TotalMilliseconds);
        SearchBenchmark.Say($"{kills} kills. From the start of the process until index and database say the same: {times.Order().ElementAt(times.Count / 2):0} ms in the middle, {times.Max():0} ms at most, of which the process itself works {spent.Order().ElementAt(spent.Count / 2):0} ms, {spent.Max():0} ms at most; {late} times more than {_soonEnough.TotalSeconds:0} s. {written} items in the end.");
        return late == 0 ? 0 : 1;
    }
}
