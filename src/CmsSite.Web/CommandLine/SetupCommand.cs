using System.CommandLine;
using System.Security.Cryptography;
using CmsSite.Web.Hosting;
using CmsSite.Web.Setup;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace CmsSite.Web.CommandLine;

/// <summary><c>setup</c>: sets a new site up without a browser. What no option says is taken from Orchard's AutoSetup configuration.</summary>
internal static class SetupCommand
{
    public static Command Create(CommandSite site)
    {
        var siteName = Text("--site-name", "Name of the site.");
        var timeZone = Text("--time-zone", "Time zone, such as Europe/Berlin; UTC if not given.");
        var recipe = Text("--recipe", "Name of the recipe that the site begins with.");
        var provider = Text("--database-provider", "Sqlite or Postgres; Sqlite if not given.");
        var connection = Text("--connection-string", "Connection string; not needed for SQLite.");
        var name = Text("--admin-name", "User name of the administrator; admin if not given.");
        var email = Text("--admin-email", "E-mail address of the administrator.");
        var password = Text("--admin-password", "Password of the administrator; made and printed if not given. Better given in the environment: OrchardCore__OrchardCore_AutoSetup__Tenants__0__AdminPassword.");

        var command = new Command("setup", "Set up a new site.") { siteName, timeZone, recipe, provider, connection, name, email, password, CommandOutput.JsonOption };
        command.SetAction((parsed, cancellationToken) => CommandOutput.RunAsync(parsed, async output =>
        {
            var given = AutoSetup.Read(site.Get<IConfiguration>()) ?? new SetupRequest();
            var generated = NewPassword();
            var isGenerated = parsed.GetValue(password) is null && given.AdminPassword.Length == 0;
            var request = new SetupRequest
            {
                SiteName = parsed.GetValue(siteName) ?? given.SiteName,
                TimeZone = parsed.GetValue(timeZone) ?? given.TimeZone,
                Recipe = First(parsed.GetValue(recipe), given.Recipe, site.Get<IOptions<CmsSiteOptions>>().Value.SetupRecipe),
                DatabaseProvider = parsed.GetValue(provider) ?? given.DatabaseProvider,
                ConnectionString = parsed.GetValue(connection) ?? given.ConnectionString,
                AdminUserName = First(parsed.GetValue(name), given.AdminUserName, "admin"),
                AdminEmail = parsed.GetValue(email) ?? given.AdminEmail,
                AdminPassword = isGenerated ? generated : First(parsed.GetValue(password), given.AdminPassword),
            };
            var result = await output.WithProgressAsync("Setting up", progress => site.Get<SiteSetup>().RunAsync(request, progress, cancellationToken));
            return Report(output, request, result, isGenerated);
        }));
        return command;
    }

    /// <summary>A password that can be read out: 20 letters and digits in groups.</summary>
    public static string NewPassword() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 5)));

    private static bool Report(CommandOutput output, SetupRequest request, SetupResult result, bool isGenerated)
    {
        switch (result)
        {
            case SetupResult.Done done:
                output.Problems(done.Warnings);
                output.People.MarkupLineInterpolated($"[bold]{(request.SiteName.Length > 0 ? request.SiteName : "The site")}[/] is set up. Administrator: [bold]{request.AdminUserName}[/]{(isGenerated ? $", password: {request.AdminPassword}" : "")}");
                output.Json(new { setUp = true, admin = request.AdminUserName, password = isGenerated ? request.AdminPassword : null, warnings = done.Warnings });
                return true;
            case SetupResult.AlreadyDone:
                output.Errors.WriteLine("The site has been set up already; nothing was changed.");
                output.Json(new { setUp = false, problems = new[] { new { field = "", message = "The site has been set up already." } } });
                return false;
            case SetupResult.Refused refused:
                foreach (var problem in refused.Problems)
                {
                    output.Errors.MarkupLineInterpolated($"[red]error[/] {problem.Place?.ToString() ?? problem.Message}");
                }

                output.Json(new { setUp = false, problems = refused.Problems });
                return false;
            default:
                throw new InvalidOperationException($"The set-up came to {result}, which is not known.");
        }
    }

    private static Option<string?> Text(string name, string description) => new(name) { Description = description };

    private static string First(params string?[] values) => values.FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "";
}
