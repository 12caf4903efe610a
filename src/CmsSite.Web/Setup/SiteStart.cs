using CmsSite.Storage;
using CmsSite.Web.CommandLine;
using CmsSite.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Setup;

/// <summary>
/// What happens before the first request: the site is opened; a new one is set up if the configuration says how, or in Development; otherwise the token for the
/// set-up page goes to the log.
/// </summary>
public sealed class SiteStart(
    SiteFolders folders, DatabaseChoice choice, SiteOpening opening, SiteSetup setup, SetupToken token, SiteState state, IConfiguration configuration, IHostEnvironment environment,
    IOptions<CmsSiteOptions> options, TimeProvider clock, ILogger<SiteStart> logger)
{
    private const int Attempts = 10;
    private static readonly TimeSpan _betweenAttempts = TimeSpan.FromSeconds(3);

    /// <summary>False when the program cannot go on: its database cannot be reached. The log says why.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        folders.Create();
        var configured = AutoSetup.Read(configuration);
        if (!await WaitForDatabaseAsync(configured, cancellationToken))
        {
            return false;
        }

        if (await opening.TryOpenAsync(cancellationToken))
        {
            return true;
        }

        if (configured is not null)
        {
            await SetUpAsync(configured, cancellationToken);
        }
        else if (environment.IsDevelopment() && options.Value.SetUpInDevelopment)
        {
            await SetUpForDevelopmentAsync(cancellationToken);
        }

        if (!state.IsOpen)
        {
            logger.LogWarning("This site is new. Open {Path} in a browser to set it up; the page asks for this token, which holds until the program ends: {Token}", SetupEndpoints.Path, token.Value);
        }

        return true;
    }

    // Containers start in any order: a database that is not there yet is waited for.
    private async Task<bool> WaitForDatabaseAsync(SetupRequest? configured, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if ((choice.Current ?? Wanted(configured)) is { } database)
                {
                    await SiteOpening.IsSetUpAsync(database, cancellationToken);
                }

                return true;
            }
            catch (Exception exception) when (SetupDatabase.IsFailure(exception))
            {
                var reason = exception.GetBaseException().Message;
                if (attempt == Attempts)
                {
                    logger.LogCritical("The database cannot be reached, and the program ends: {Reason}", reason);
                    return false;
                }

                logger.LogWarning("The database cannot be reached; trying again in {Seconds} s ({Attempt} of {Attempts}): {Reason}", _betweenAttempts.TotalSeconds, attempt, Attempts, reason);
                await Task.Delay(_betweenAttempts, clock, cancellationToken);
            }
        }
    }

    private DatabaseOptions? Wanted(SetupRequest? configured)
    {
        try
        {
            return configured is null ? null : choice.Resolve(configured.DatabaseProvider, configured.ConnectionString);
        }
        catch (ArgumentException)
        {
            // The set-up will say what is wrong with it.
            return null;
        }
    }

    private async Task<SetupResult> SetUpAsync(SetupRequest request, CancellationToken cancellationToken)
    {
        var result = await setup.RunAsync(request, null, cancellationToken);
        if (result is SetupResult.Refused refused)
        {
            var problems = string.Join(Environment.NewLine, refused.Problems.Select(problem => $"  {problem.Place?.ToString() ?? problem.Message}"));
            state.LastFailure = $"The site could not set itself up:{Environment.NewLine}{problems}";
            logger.LogError("The site could not set itself up; nothing was kept.{NewLine}{Problems}", Environment.NewLine, problems);
        }

        return result;
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
        if (await SetUpAsync(request, cancellationToken) is SetupResult.Done)
        {
            // To the terminal and not to the log: logs are kept, shipped and searched.
            await Console.Out.WriteLineAsync($"{Environment.NewLine}  The site is set up. Sign in at /Login as {request.AdminUserName} with the password {request.AdminPassword}{Environment.NewLine}"
                + $"  It is not shown again; a new one is made by: dotnet run --project src/CmsSite.Web -- users password {request.AdminUserName}{Environment.NewLine}");
        }
    }
}
