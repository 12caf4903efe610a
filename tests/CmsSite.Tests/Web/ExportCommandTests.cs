using System.CommandLine;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Web.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Web;

/// <summary><c>recipes export</c> on the whole program: what leaves the site, and what does not.</summary>
public sealed class ExportCommandTests : IClassFixture<CmsApplication>
{
    private readonly CmsApplication _app;

    public ExportCommandTests(CmsApplication app)
    {
        _app = app;
        // Starts it, which sets it up.
        app.CreateClient().Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_secret_and_no_address_of_a_commenter_is_in_a_package(bool withComments)
    {
        await PutSecretsAsync();
        var (code, output, _) = await RunAsync(["recipes", "export", Target(".zip", out var file), "--json", .. withComments ? (string[])["--comments"] : []]);
        Assert.Equal(0, code);
        var hashes = await _app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Users.Select(user => user.PasswordHash!).ToListAsync());
        Assert.NotEmpty(hashes);
        foreach (var (name, text) in await TextsAsync(file))
        {
            foreach (var secret in (string[])["commenter@secret.example", "banned@secret.example", "203.0.113", "Sup3rMail", "CfDJ8", "AQAAAA", "seed-of-ids", .. hashes])
            {
                Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{secret} is in {name}");
            }
        }

        var leftOut = JsonNode.Parse(output)!["leftOut"].AsTexts();
        Assert.Contains(leftOut, note => note.Contains("SmtpSettings.Password", StringComparison.Ordinal));
        Assert.Contains(leftOut, note => note.Contains("without passwords", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hashes_of_passwords_are_in_it_when_that_was_asked_for_and_people_sign_in_on_the_other_site()
    {
        var (code, _, _) = await RunAsync("recipes", "export", Target(".zip", out var file), "--steps", "Users", "--password-hashes");
        Assert.Equal(0, code);
        Assert.Contains("PasswordHash", (await TextsAsync(file))["Recipe.json"]);

        await using var other = new OtherSite();
        other.CreateClient().Dispose();
        var (applied, _, errors) = await RunAsync(other, "recipes", "apply", file);
        Assert.True(applied == 0, errors);
        (await other.SignInAsync(CmsApplication.AdminName, CmsApplication.AdminPassword)).Dispose();
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_not_written_over_and_a_misspelt_step_is_said()
    {
        Target("", out var folder);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "mine.txt"), "mine");
        var (refused, _, message) = await RunAsync("recipes", "export", folder);
        var (misspelt, _, hint) = await RunAsync("recipes", "export", Target(".zip", out var file), "--steps", "Tempaltes");
        var (usage, _, _) = await RunAsync("recipes", "export");

        Assert.Equal((1, 1, 2), (refused, misspelt, usage));
        Assert.Contains("is there already", message);
        Assert.Contains("Templates", hint);
        Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
        Assert.False(File.Exists(file) || File.Exists(file + ".partial"));
    }

    private Task PutSecretsAsync() => _app.InScopeAsync(async services =>
    {
        var session = services.GetRequiredService<SiteSession>();
        await session.PutAsync(SiteDocumentKinds.SiteSetting, "SmtpSettings", new JsonObject { ["Host"] = "mail.example.org", ["Password"] = "Sup3rMail" });
        await session.PutAsync(SiteDocumentKinds.Kept, "OpenIdApplication/app", new JsonObject { ["ClientId"] = "app", ["ClientSecret"] = "CfDJ8protected", ["More"] = new JsonArray("CfDJ8protected") });
        await session.PutAsync(SiteDocumentKinds.CommentBan, "banned@secret.example", new JsonObject { ["Until"] = "2030-01-01" });
        await session.PutAsync(SiteDocumentKinds.RecipeIds, "Seed", JsonValue.Create("seed-of-ids"));
        if (!await session.Database.CommentSources.AnyAsync())
        {
            session.Database.CommentSources.Add(new CommentSource { ContentItemId = "c1", Email = "commenter@secret.example", Network = "203.0.113.0/24", ReceivedUtc = DateTime.UnixEpoch });
            session.Database.CommentAddresses.Add(new CommentAddress { EmailKey = "k1", Email = "commenter@secret.example", AskedUtc = DateTime.UnixEpoch });
        }

        await session.CommitAsync();
        return true;
    });

    private string Target(string ending, out string path) => path = Path.Combine(_app.AppData, $"export-{Guid.NewGuid():n}{ending}");

    private static async Task<Dictionary<string, string>> TextsAsync(string zip)
    {
        await using var archive = await ZipFile.OpenReadAsync(zip);
        var texts = new Dictionary<string, string>();
        foreach (var entry in archive.Entries)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
            texts[entry.FullName] = await reader.ReadToEndAsync();
        }

        return texts;
    }

    private Task<(int Code, string Output, string Errors)> RunAsync(params string[] args) => RunAsync(_app, args);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(CmsApplication app, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await SiteCommandLine.Parse(args).RunAsync(app.Services, new InvocationConfiguration { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }

    private sealed class OtherSite : CmsApplication
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("OrchardCore:OrchardCore_AutoSetup:Tenants:0:AdminUsername", "otto"), ("OrchardCore:OrchardCore_AutoSetup:Tenants:0:AdminEmail", "otto@example.org")];
    }
}
