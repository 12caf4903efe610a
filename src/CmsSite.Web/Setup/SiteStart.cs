using CmsSite.Web.CommandLine;
using CmsSite.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Setup;

/// <summary>
/// What happens before the first request: the site is opened; a new one is set up if the configuration says how, or in Development; otherwise the token for the
/// set-up page goes to the log.
/// </summary>
public sealed class SiteStart(
    SiteFolders folders, SiteOpening opening, SiteSetup setup, SetupToken token, SiteState state, IConfiguration configuration, IHostEnvironment environment, IOptions<CmsSiteOptions> options, ILogger<SiteStart> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        folders.Create();
        if (await opening.TryOpenAsync(cancellationToken))
        {
            return;
        }

        if (AutoSetup.Read(configuration) is { } configured)
        {
            await SetUpAsync(configured, cancellationToken);
        }
        else if (environment.IsDevelopment() && options.Value.SetUpInDevelopment)
        {
            await SetUpForDevelopmentAsync(cancellationToken);
        }

        if (!state.IsOpen)
        {
            logger.LogWarning("This site is new. Open {Path}?token={Token} in a browser to set it up; the token holds until the program ends.", SetupEndpoints.Path, token.Value);
        }
    }

    private async Task<bool> SetUpAsync(SetupRequest request, CancellationToken cancellationToken)
    {
        if (await setup.RunAsync(request, null, cancellationToken) is not SetupResult.Refused refused)
        {
            return true;
        }

        var problems = string.Join(Environment.NewLine, refused.Problems.Select(problem => $"  {problem.Place?.ToString() ?? problem.Message}"));
        state.LastFailure = $"The site could not set itself up:{Environment.NewLine}{problems}";
        logger.LogError("The site could not set itself up; nothing was kept.{NewLine}{Problems}", Environment.NewLine, problems);
        return false;
    }

    private async Task SetUpForDevelopmentAsync(CancellationToken cancellationToken)
    {
        var request = new SetupRequest
        {
            TimeZone = TimeZoneInfo.Local.HasIanaId ? TimeZoneInfo.Local.Id : "UTC",
            Recipe = options.Value.SetupRecipe,
            AdminUserName = "admin",
            AdminEmail = "admin@example.org",
            AdminPassword = SetupCommand.NewPassword(),
        };
        if (await SetUpAsync(request, cancellationToken))
        {
            // To the terminal and not to the log: logs are kept, shipped and searched.
            await Console.Out.WriteLineAsync($"{Environment.NewLine}  The site is set up. Sign in at /Login as {request.AdminUserName} with the password {request.AdminPassword}{Environment.NewLine}"
                + $"  It is not shown again; a new one is made by: dotnet run --project src/CmsSite.Web -- users password {request.AdminUserName}{Environment.NewLine}");
        }
    }
}
