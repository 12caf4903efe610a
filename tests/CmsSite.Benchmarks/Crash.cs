using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace CmsSite.Benchmarks;

/// <summary>
/// What is left when a recipe's application is killed: before every write of it to the site's folder the process is held, the folder is copied as it is then, and the copy is opened as after a crash. Then the
/// process is really killed at some of these places. Each time the site must be what it was before, or what it is after, media included.
/// </summary>
internal static class Crash
{
    private const int Kills = 12;

    public static async Task<int> RunAsync(int articles)
    {
        var work = Directory.CreateTempSubdirectory("cmssite-crash-").FullName;
        try
        {
            var host = Path.Combine(Foundation.RepositoryRoot(), "src/CmsSite.Web/bin", BuiltAs(), "net10.0/CmsSite.Web.dll");
            var library = await CompileAsync(work);
            // A site remembers where its database is, so it is always at this place, and begins anew from a copy.
            var (site, begun) = (Path.Combine(work, "site"), Path.Combine(work, "begun"));
            await SiteProcess.RunAsync([host, "setup", "--recipe", "Notebook", "--admin-email", "ada@example.org", $"--CmsSite:AppData={site}"]);
            Copy(site, begun);
            var recipe = WriteRecipe(Path.Combine(work, "recipe"), articles);
            var before = await SiteState.OfAsync(Site(site));

            var states = new List<SiteState>();
            Copy(begun, site);
            var copy = Path.Combine(work, "copy");
            await ApplyAsync(host, library, recipe, site, async _ =>
            {
                Copy(Site(site), copy);
                states.Add(await SiteState.OfAsync(copy));
                return true;
            });
            var after = await SiteState.OfAsync(Site(site));
            var (asBefore, asAfter) = (states.Count(state => state.Rows == before.Rows), states.Count(state => state.Rows == after.Rows));
            var wrong = states.Count(state => (state.Rows != before.Rows && state.Rows != after.Rows) || state.Problem is not null);
            Console.WriteLine($"{states.Count} places: {asBefore} as before, {asAfter} as after, {wrong} neither. Left over, named by nothing: at most {states.Max(state => state.Unnamed)} files.");

            var killed = await KillAsync(site, host, library, recipe, begun, states.Count, before, after);
            Console.WriteLine($"{Kills} processes killed: {killed} sites neither as before nor as after.");
            return states.Count > 0 && before.Rows != after.Rows && wrong == 0 && killed == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    // Another run has another moment in its row: it is after when it has as many rows of each table.
    private static async Task<int> KillAsync(string site, string host, string library, string recipe, string begun, int places, SiteState before, SiteState after)
    {
        var wrong = 0;
        for (var i = 0; i < Kills; i++)
        {
            Copy(begun, site);
            var at = (places - 1) * i / (Kills - 1);
            await ApplyAsync(host, library, recipe, site, place => Task.FromResult(place < at));
            var state = await SiteState.OfAsync(Site(site));
            wrong += state.Problem is null && (state.Rows == before.Rows || state.Counts == after.Counts) ? 0 : 1;
        }

        return wrong;
    }

    private static async Task ApplyAsync(string host, string library, string recipe, string appData, Func<int, Task<bool>> goesOn)
    {
        var (say, hear) = (Path.Combine(appData, "..", "say"), Path.Combine(appData, "..", "hear"));
        foreach (var pipe in (string[])[say, hear])
        {
            File.Delete(pipe);
            using var made = Process.Start("mkfifo", [pipe]);
            await made.WaitForExitAsync();
        }

        var start = new ProcessStartInfo("dotnet", [host, "recipes", "apply", recipe, $"--CmsSite:AppData={appData}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["LD_PRELOAD"], start.Environment["CRASH_ROOT"]) = (library, Site(Path.GetFullPath(appData)));
        (start.Environment["CRASH_SAY"], start.Environment["CRASH_HEAR"]) = (say, hear);
        start.Environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1"; // files are copied while it writes them
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExitAsync();
        var answering = Task.Run(() => AnswerAsync(say, hear, goesOn));
        await ended;
        // What went wrong here closed the pipe, and that ended the process.
        await answering.WaitAsync(TimeSpan.FromSeconds(30));
        if (process.ExitCode != 0 && process.ExitCode != 128 + 9)
        {
            throw new InvalidOperationException($"recipes apply ended with {process.ExitCode}.\n{await output}\n{await errors}");
        }
    }

    private static async Task AnswerAsync(string say, string hear, Func<int, Task<bool>> goesOn)
    {
        using var said = new FileStream(say, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        using var answers = new FileStream(hear, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1);
        for (var place = 0; said.ReadByte() >= 0; place++)
        {
            answers.WriteByte((byte)(await goesOn(place) ? 'g' : 'k'));
            answers.Flush();
        }
    }

    private static async Task<string> CompileAsync(string work)
    {
        var library = Path.Combine(work, "crash.so");
        using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O1", "-o", library, Path.Combine(Foundation.RepositoryRoot(), "tests/CmsSite.Benchmarks/crash.c"), "-ldl", "-lpthread"]);
        await compiler.WaitForExitAsync();
        return compiler.ExitCode == 0 ? library : throw new InvalidOperationException("crash.c does not compile; it wants Linux and a C compiler called cc.");
    }

    // Of everything that a run writes: definitions, documents, items, pictures, a role, an account.
    private static string WriteRecipe(string folder, int articles)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(7);
        var files = new JsonArray();
        for (var i = 0; i < articles / 3; i++)
        {
            var bytes = new byte[random.Next(500, 60_000)];
            random.NextBytes(bytes);
            File.WriteAllBytes(Path.Combine(folder, $"{i}.pdf"), [.. "%PDF-1.7\n"u8, .. bytes]);
            files.Add(new JsonObject { ["TargetPath"] = $"crash/{i}.pdf", ["SourcePath"] = $"{i}.pdf" });
        }

        var items = new JsonArray([.. Enumerable.Range(0, articles).Select(i => (JsonNode)new JsonObject
        {
            ["ContentItemId"] = $"crash{i:D21}", ["ContentItemVersionId"] = $"crashv{i:D20}", ["ContentType"] = "CrashPage", ["DisplayText"] = $"Page {i}", ["Latest"] = true, ["Published"] = true,
            ["TitlePart"] = new JsonObject { ["Title"] = $"Page {i}" }, ["AutoroutePart"] = new JsonObject { ["Path"] = $"crash/{i}" },
            ["HtmlBodyPart"] = new JsonObject { ["Html"] = $"<p>{string.Join(' ', Enumerable.Range(0, 300).Select(_ => random.Next()))}</p>" },
        })]);
        var parts = new JsonArray([.. ((string[])["TitlePart", "AutoroutePart", "HtmlBodyPart"]).Select(part => (JsonNode)new JsonObject { ["PartName"] = part, ["Name"] = part })]);
        var steps = new JsonArray(
            new JsonObject { ["name"] = "ContentDefinition", ["ContentTypes"] = new JsonArray(new JsonObject { ["Name"] = "CrashPage", ["DisplayName"] = "Crash page", ["ContentTypePartDefinitionRecords"] = parts }) },
            new JsonObject { ["name"] = "settings", ["SiteName"] = "After" },
            new JsonObject { ["name"] = "Roles", ["Roles"] = new JsonArray(new JsonObject { ["Name"] = "Crasher", ["Permissions"] = new JsonArray("EditContent") }) },
            new JsonObject { ["name"] = "Users", ["Users"] = new JsonArray(new JsonObject { ["UserId"] = "crashuser", ["UserName"] = "crasher", ["Email"] = "c@example.org", ["RoleNames"] = new JsonArray("Crasher") }) },
            new JsonObject { ["name"] = "media", ["Files"] = files }, new JsonObject { ["name"] = "content", ["data"] = items });
        var file = Path.Combine(folder, "crash.recipe.json");
        File.WriteAllText(file, new JsonObject { ["name"] = "Crash", ["steps"] = steps }.ToJsonString(), Encoding.UTF8);
        return file;
    }

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
        {
            Directory.Delete(to, recursive: true);
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static string Site(string appData) => Path.Combine(appData, "Sites", "Default");

    private static string BuiltAs() => AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
}
