using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CmsSite.Tests.Web;

/// <summary>The program as it is installed: published to a folder and started from somewhere else.</summary>
public partial class PublishedProgramTests
{
    private static readonly string _configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}") ? "Release" : "Debug";

    [Fact]
    public async Task A_published_folder_runs_by_itself_and_keeps_its_site()
    {
        var folder = Directory.CreateTempSubdirectory("cmssite-published-").FullName;
        try
        {
            var program = Path.Combine(folder, "out");
            var data = Path.Combine(folder, "data");
            var published = await RunAsync("dotnet", ["publish", Path.Combine(Repository.Root, "src", "CmsSite.Web"), "--no-build", "-c", _configuration, "-o", program], folder, []);
            Assert.True(published.Code == 0, published.Output);
            Assert.True(File.Exists(Path.Combine(program, "recipes", "cmssite", "cmssite.recipe.json")));
            Assert.DoesNotContain(Directory.GetFiles(program, "*.pdb", SearchOption.AllDirectories), file => file.Contains("runtimes"));

            var executable = Path.Combine(program, OperatingSystem.IsWindows() ? "CmsSite.Web.exe" : "CmsSite.Web");
            var list = await RunAsync(executable, ["recipes", "list", "--json"], folder, [("ORCHARD_APP_DATA", data)]);
            Assert.Contains(JsonNode.Parse(list.Output)!.AsArray(), recipe => (string?)recipe!["name"] == "CmsSite");

            const string tenant = "OrchardCore__OrchardCore_AutoSetup__Tenants__0__";
            await ServeAsync(executable, folder,
            [
                ("ORCHARD_APP_DATA", data), (tenant + "SiteName", "Installed"), (tenant + "RecipeName", "CmsSite"), (tenant + "AdminUsername", "ada"),
                (tenant + "AdminEmail", "ada@example.org"), (tenant + "AdminPassword", CmsApplication.AdminPassword),
            ]);
            await ServeAsync(executable, folder, [("ORCHARD_APP_DATA", data)]);

            Assert.True(File.Exists(Path.Combine(data, "Sites", "Default", "cmssite.db")));
            Assert.False(Directory.Exists(Path.Combine(program, "App_Data")));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ServeAsync(string executable, string folder, (string, string)[] environment)
    {
        using var process = Start(executable, ["--urls", "http://127.0.0.1:0"], folder, environment);
        try
        {
            var address = await ListeningAsync(process).WaitAsync(TimeSpan.FromMinutes(1));
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            Assert.Contains("Installed", await client.GetStringAsync("/"));
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/CmsSiteTheme/site.css")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/_content/CmsSite.Admin/admin.css")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/_framework/blazor.web.js")).StatusCode);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    private static async Task<string> ListeningAsync(Process process)
    {
        var log = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            log.Add(line);
            if (Listening().Match(line) is { Success: true } match)
            {
                // What else it says must be read, or it would stop for want of room.
                _ = process.StandardOutput.ReadToEndAsync();
                return match.Groups[1].Value;
            }
        }

        throw new InvalidOperationException($"The program ended before it listened:{Environment.NewLine}{string.Join(Environment.NewLine, log)}");
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string folder, (string, string)[] environment)
    {
        using var process = Start(program, arguments, folder, environment);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static Process Start(string program, string[] arguments, string folder, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("CmsSite__", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    [GeneratedRegex("Now listening on: (http://\\S+)")]
    private static partial Regex Listening();
}
