using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CmsSite.Benchmarks;

/// <summary>A server in a process of its own, measured from outside.</summary>
internal sealed class SiteProcess : IDisposable
{
    private readonly Process _process;

    private SiteProcess(Process process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    /// <summary>Starts the server and asks for <c>/</c> until it answers 200; returns how long that took from the start of the process.</summary>
    public static async Task<(SiteProcess Site, TimeSpan Started)> StartAsync(IReadOnlyList<string> arguments, string url)
    {
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(new Uri(url));
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    await response.Content.ReadAsByteArrayAsync();
                    return (new SiteProcess(process, url), watch.Elapsed);
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
            }

            if (process.HasExited || watch.Elapsed > TimeSpan.FromMinutes(1))
            {
                throw new InvalidOperationException($"{string.Join(' ', arguments)} did not answer at {url}.");
            }

            await Task.Delay(5);
        }
    }

    public static async Task<TimeSpan> RunAsync(IReadOnlyList<string> arguments, bool mustSucceed = true)
    {
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 || !mustSucceed
            ? watch.Elapsed
            : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}.\n{output}");
    }

    /// <summary>Resident memory in MiB.</summary>
    public double ResidentMiB()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1048576.0;
    }

    /// <summary>Processor time that it has used so far.</summary>
    public TimeSpan Cpu()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public static string FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
