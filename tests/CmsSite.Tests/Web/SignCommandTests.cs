using System.CommandLine;
using System.Text.Json.Nodes;
using CmsSite.Web.CommandLine;

namespace CmsSite.Tests.Web;

/// <summary>Keys, signatures and the schema from the command line, without a site.</summary>
public sealed class SignCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cmssite-sign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_package_is_signed_with_a_new_key_and_a_change_to_it_is_refused()
    {
        await using var app = new NewSite();
        var (key, package) = (Path.Combine(_folder, "a.key"), Directory.CreateDirectory(Path.Combine(_folder, "package")).FullName);
        await File.WriteAllTextAsync(Path.Combine(package, "a.recipe.json"), """{ "name": "A", "steps": [ { "name": "settings", "SiteName": "A" } ] }""");

        var (made, output, _) = await RunAsync(app, "recipes", "keygen", key, "--json");
        var (again, _, overwriting) = await RunAsync(app, "recipes", "keygen", key);
        var (signed, _, _) = await RunAsync(app, "recipes", "sign", package, "--key", key);
        var (valid, validation, _) = await RunAsync(app, "recipes", "validate", package, "--json");
        await File.AppendAllTextAsync(Path.Combine(package, "a.recipe.json"), " ");
        var (changed, refusal, _) = await RunAsync(app, "recipes", "validate", package, "--json");
        var (withoutKey, _, problem) = await RunAsync(app, "recipes", "sign", package, "--key", Path.Combine(package, "a.recipe.json"));

        Assert.Equal((0, 1, 0, 0, 1, 1), (made, again, signed, valid, changed, withoutKey));
        Assert.Contains("could not be written", overwriting);
        Assert.Equal($"Signed with a key that this site does not know: {JsonNode.Parse(output)!["publicKey"]}", (string?)JsonNode.Parse(validation)!["signature"]);
        Assert.Equal("The signature is wrong: \"a.recipe.json\" is not what was signed", (string?)JsonNode.Parse(refusal)!["signature"]);
        Assert.Contains("no Ed25519 key", problem);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        }
    }

    [Fact]
    public async Task The_schema_is_printed_or_written_into_a_folder()
    {
        await using var app = new NewSite();

        var (printed, output, _) = await RunAsync(app, "recipes", "schema", "--generic");
        var (written, _, _) = await RunAsync(app, "recipes", "schema", "--generic", _folder);
        var (withoutSite, _, errors) = await RunAsync(app, "recipes", "schema");

        Assert.Equal((0, 0, 1), (printed, written, withoutSite));
        Assert.Equal(output, await File.ReadAllTextAsync(Path.Combine(_folder, "recipe.schema.json")));
        Assert.Contains("not set up", errors);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(CmsApplication app, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await SiteCommandLine.Parse(args).RunAsync(app.Services, new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
