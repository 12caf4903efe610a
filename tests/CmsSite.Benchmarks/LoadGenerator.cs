using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CmsSite.Benchmarks;

/// <summary>What a server answered under load.</summary>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Cpu">Microseconds of the server's processor time for one request: says the same on a machine that has other things to do.</param>
internal sealed record Load(double PerSecond, double P50, double P99, double Cpu);

/// <summary>Drives a server with wrk, as a browser would ask: keep-alive, and compressed unless told otherwise.</summary>
internal static partial class LoadGenerator
{
    public static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "wrk")));

    /// <param name="script">A file in Lua that says which address is asked for next; the path when there is none.</param>
    public static async Task<Load> RunAsync(SiteProcess server, string path, int connections, TimeSpan duration, string? script = null, bool compressed = true)
    {
        var url = server.Url + path;
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        string[] scripted = script is null ? [] : ["--script", script];
        string[] accepted = compressed ? ["--header", "Accept-Encoding: gzip, deflate, br"] : [];
        foreach (var argument in (string[])["--threads", "1", "--connections", $"{connections}", "--duration", $"{(int)duration.TotalSeconds}s", "--latency", "--timeout", "10s", .. scripted, .. accepted, url])
        {
            start.ArgumentList.Add(argument);
        }

        var cpu = server.Cpu();
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || output.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"wrk {url} ended with {process.ExitCode}.\n{output}");
        }

        if (Requests().Match(output) is not { Success: true } requests)
        {
            throw new InvalidOperationException($"wrk said nothing of requests at {url}.\n{output}");
        }

        return new Load(
            double.Parse(PerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture), Milliseconds(P50().Match(output)), Milliseconds(P99().Match(output)),
            (server.Cpu() - cpu).TotalMicroseconds / double.Parse(requests.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static double Milliseconds(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * match.Groups[2].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        _ => 1000,
    };

    [GeneratedRegex(@"(\d+) requests in ")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P50();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();
}
