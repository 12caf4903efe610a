using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace CmsSite.Benchmarks;

/// <summary>
/// Importing articles with the command line of the published site: the first time, again, with a changed word in each, and as packages of many files, a small one and one that holds much more than fits into
/// memory, during which the site is read. Times are those of the whole process, its start included; beside the time on the clock stands the processor's, which other work on the machine does not change.
/// </summary>
internal static class ImportBenchmark
{
    private const int ArticlesAFile = 4000;
    private const int RoundsAfter = 4;
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(int articles, int packageMegabytes)
    {
        if (!LoadGenerator.IsThere)
        {
            throw new InvalidOperationException("This scenario needs wrk: apt-get install wrk (Debian, Ubuntu), brew install wrk (macOS).");
        }

        var published = Directory.CreateTempSubdirectory("cmssite-bench-").FullName;
        var (program, _) = await Foundation.PublishAsync(published);
        var (folder, site, _) = await BenchmarkSite.PrepareAsync(1, program);
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

            Console.WriteLine();
            var (small, smallCount) = WritePackage(Path.Combine(folder, "small"), siteRecipe, packageMegabytes * 1_000_000L / 4, 1_000_000);
            var little = await ApplyAsync(site, small);
            Print($"a package of {packageMegabytes / 4} MB", smallCount, little);
            await PackageAsync(folder, site, siteRecipe, packageMegabytes, 1_000_000 + smallCount, little);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            Directory.Delete(published, recursive: true);
        }
    }

    private static async Task PackageAsync(string folder, SiteArguments site, string siteRecipe, int megabytes, int first, Measured little)
    {
        var article = await BenchmarkSite.ArticleAsync(folder);
        var (keptUrl, anewUrl) = (SiteProcess.FreeUrl(), SiteProcess.FreeUrl());
        var (kept, _) = await SiteProcess.StartAsync(site("--urls", keptUrl), keptUrl);
        using var _ = kept;
        var (anew, _) = await SiteProcess.StartAsync(site("--urls", anewUrl, "--PageCache:Enabled=false"), anewUrl);
        using var __ = anew;
        var (package, count) = WritePackage(Path.Combine(folder, "large"), siteRecipe, megabytes * 1_000_000L, first);
        await QuietAsync(kept, anew);
        var applying = ApplyAsync(site, package);
        var meanwhile = await ReadAsync(kept, anew, article, _ => applying.IsCompleted);
        var large = await applying;
        Print($"a package of {megabytes} MB", count, large);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory at most, of the large package / the small one: {(double)large.Peak / little.Peak:0.00}"));

        // The nodes still take in what came.
        await QuietAsync(kept, anew);
        var alone = await ReadAsync(kept, anew, article, rounds => rounds == RoundsAfter);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            an article from memory meanwhile: {meanwhile.Kept:0} a second, {meanwhile.Kept / alone.Kept:0.00} of what it is afterwards
            an article made anew meanwhile: {meanwhile.Anew:0} a second, {meanwhile.Anew / alone.Anew:0.00} of what it is afterwards
            load of the machine: {(File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "not known")} on {Environment.ProcessorCount} processors
            """));
    }

    // Rounds of one and the other, so that a busy machine is busy for both; the middle one of each.
    private static async Task<(double Kept, double Anew)> ReadAsync(SiteProcess kept, SiteProcess anew, string article, Func<int, bool> isOver)
    {
        var (ofKept, ofAnew) = (new List<double>(), new List<double>());
        while (!isOver(ofAnew.Count))
        {
            ofKept.Add((await LoadGenerator.RunAsync(kept, article, 4, _round)).PerSecond);
            ofAnew.Add((await LoadGenerator.RunAsync(anew, article, 4, _round, compressed: false)).PerSecond);
        }

        return (Middle(ofKept), Middle(ofAnew));

        static double Middle(List<double> values) => values.Count > 0 ? values.Order().ElementAt(values.Count / 2) : throw new InvalidOperationException("The import was over before the site was read once. Give a larger package.");
    }

    // Until the processes rest: what they do on their own account is not what readers wait for.
    private static async Task QuietAsync(params SiteProcess[] processes)
    {
        for (var used = TimeSpan.MaxValue; used > TimeSpan.FromMilliseconds(100);)
        {
            var before = processes.Aggregate(TimeSpan.Zero, (sum, process) => sum + process.Cpu());
            await Task.Delay(TimeSpan.FromSeconds(1));
            used = processes.Aggregate(TimeSpan.Zero, (sum, process) => sum + process.Cpu()) - before;
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
    private static (string Folder, int Articles) WritePackage(string folder, string siteRecipe, long bytes, int first)
    {
        Directory.CreateDirectory(folder);
        var (written, files) = (0L, new List<string>());
        while (written < bytes)
        {
            var name = $"Benchmark.Content.{first + files.Count}";
            var file = Path.Combine(folder, $"{name}.recipe.json");
            ArticleRecipe.Write(file, siteRecipe, ArticlesAFile, name, first + files.Count * ArticlesAFile);
            written += new FileInfo(file).Length;
            files.Add(name);
        }

        File.WriteAllText(Path.Combine(folder, "Recipe.json"), new JsonObject
        {
            ["name"] = "Benchmark package",
            ["steps"] = new JsonArray(new JsonObject { ["name"] = "recipes", ["Values"] = new JsonArray([.. files.Select(name => (JsonNode)new JsonObject { ["executionid"] = "Benchmark", ["name"] = name })]) }),
        }.ToJsonString());
        return (folder, files.Count * ArticlesAFile);
    }

    private static void Print(string what, int articles, Measured measured) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: {measured.Clock.TotalSeconds:0.0} s ({articles / measured.Clock.TotalSeconds:0} a second), processor {measured.Cpu.TotalSeconds:0.0} s ({articles / measured.Cpu.TotalSeconds:0} a second), {measured.Peak / 1048576.0:0} MiB at most"));

    private sealed record Measured(TimeSpan Clock, TimeSpan Cpu, long Peak);
}
