using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace CmsSite.Benchmarks;

/// <summary>
/// Importing articles with the command line: the first time, again, with a changed word in each, and as a package of many files that holds much more than fits into memory. Meanwhile the site is read.
/// Times are those of the whole process, its start included; beside the time on the clock stands the processor's, which other work on the machine does not change.
/// </summary>
internal static class ImportBenchmark
{
    private const int ArticlesAFile = 4000;

    public static async Task RunAsync(int articles, int packageMegabytes)
    {
        var (folder, site, _) = await BenchmarkSite.PrepareAsync(1);
        try
        {
            var siteRecipe = Path.Combine(Foundation.RepositoryRoot(), "recipes/cmssite/cmssite.recipe.json");
            var recipe = Path.Combine(folder, "import.recipe.json");
            ArticleRecipe.Write(recipe, siteRecipe, articles);
            Print($"{articles} articles", articles, await ApplyAsync(site, recipe));
            Print("the same again", articles, await ApplyAsync(site, recipe));
            var changed = Path.Combine(folder, "changed.recipe.json");
            Change(recipe, changed);
            Print("a word of each changed", articles, await ApplyAsync(site, changed));

            var url = SiteProcess.FreeUrl();
            var (running, _) = await SiteProcess.StartAsync(site("--urls", url, "--PageCache:Enabled=false"), url);
            using (running)
            {
                Console.WriteLine();
                var package = Path.Combine(folder, "package");
                var count = WritePackage(package, siteRecipe, packageMegabytes * 1_000_000L);
                var applying = ApplyAsync(site, package);
                var meanwhile = await PagesAsync(url, applying);
                Print($"a package of {packageMegabytes} MB", count, await applying);
                var alone = await PagesAsync(url, Task.Delay(TimeSpan.FromSeconds(10)));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pages made anew meanwhile: {meanwhile:0} a second, {meanwhile / alone:0.00} of what they are afterwards"));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Measured> ApplyAsync(SiteArguments site, string recipe)
    {
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in site("recipes", "apply", recipe))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var (peak, cpu) = (0L, TimeSpan.Zero);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        while (!process.HasExited)
        {
            process.Refresh();
            try
            {
                (peak, cpu) = (Math.Max(peak, process.PeakWorkingSet64), process.TotalProcessorTime);
            }
            catch (InvalidOperationException)
            {
                break; // it ended meanwhile
            }

            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(50));
        }

        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? new Measured(watch.Elapsed, cpu, peak) : throw new InvalidOperationException($"The import of {recipe} failed.\n{await output}\n{await errors}");
    }

    // The front page, one request after the other, until the work is done.
    private static async Task<double> PagesAsync(string url, Task work)
    {
        using var http = new HttpClient();
        var (watch, pages) = (Stopwatch.StartNew(), 0);
        while (!work.IsCompleted)
        {
            await http.GetByteArrayAsync(new Uri(url));
            pages++;
        }

        return pages / watch.Elapsed.TotalSeconds;
    }

    private static void Change(string from, string to)
    {
        var recipe = JsonNode.Parse(File.ReadAllText(from))!;
        foreach (var item in recipe["steps"]![0]!["data"]!.AsArray())
        {
            item!["Article"]!["Subtitle"]!["Text"] = $"{(string)item["Article"]!["Subtitle"]!["Text"]!} changed";
        }

        File.WriteAllText(to, recipe.ToJsonString());
    }

    // Files of some megabytes, run one after the other by the step "recipes", as exports of large sites are.
    private static int WritePackage(string folder, string siteRecipe, long bytes)
    {
        Directory.CreateDirectory(folder);
        var (written, files) = (0L, new List<string>());
        while (written < bytes)
        {
            var name = $"Benchmark.Content.{files.Count + 1}";
            var file = Path.Combine(folder, $"{name}.recipe.json");
            ArticleRecipe.Write(file, siteRecipe, ArticlesAFile, name, files.Count * ArticlesAFile + 1_000_000);
            written += new FileInfo(file).Length;
            files.Add(name);
        }

        File.WriteAllText(Path.Combine(folder, "Recipe.json"), new JsonObject
        {
            ["name"] = "Benchmark package",
            ["steps"] = new JsonArray(new JsonObject { ["name"] = "recipes", ["Values"] = new JsonArray([.. files.Select(name => (JsonNode)new JsonObject { ["executionid"] = "Benchmark", ["name"] = name })]) }),
        }.ToJsonString());
        return files.Count * ArticlesAFile;
    }

    private static void Print(string what, int articles, Measured measured) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: {measured.Clock.TotalSeconds:0.0} s ({articles / measured.Clock.TotalSeconds:0} a second), processor {measured.Cpu.TotalSeconds:0.0} s ({articles / measured.Cpu.TotalSeconds:0} a second), {measured.Peak / 1048576.0:0} MiB at most"));

    private sealed record Measured(TimeSpan Clock, TimeSpan Cpu, long Peak);
}
