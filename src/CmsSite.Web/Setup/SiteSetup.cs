using CmsSite.Comments;
using CmsSite.Content.Access;
using CmsSite.Content.Media;
using CmsSite.Content.Recipes;
using CmsSite.Content.Settings;
using CmsSite.Content.Workflows;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Web.Account;
using CmsSite.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace CmsSite.Web.Setup;

/// <summary>
/// Makes a site of nothing: database, recipe, settings, administrator. All of it is one transaction, and whatever an attempt created is gone when it fails,
/// so that it can simply be tried again.
/// </summary>
public sealed class SiteSetup(
    SiteOpening opening, SiteFolders folders, SiteDatabase database, DatabaseChoice choice, RecipeCatalog recipes, RecipeRunner runner, IServiceScopeFactory scopes, ILogger<SiteSetup> logger) : IDisposable
{
    /// <summary>The run that proves that a site was set up.</summary>
    public const string RunKind = Run.Setup;

    private readonly SemaphoreSlim _one = new(1);

    public void Dispose() => _one.Dispose();

    public async Task<SetupResult> RunAsync(SetupRequest request, IProgress<RecipeProgress>? progress, CancellationToken cancellationToken)
    {
        if (request.Check().ToList() is { Count: > 0 } problems)
        {
            return new SetupResult.Refused(problems);
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            return await opening.TryOpenAsync(cancellationToken) ? new SetupResult.AlreadyDone() : await AttemptAsync(request, progress, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<SetupResult> AttemptAsync(SetupRequest request, IProgress<RecipeProgress>? progress, CancellationToken cancellationToken)
    {
        DatabaseOptions options;
        try
        {
            options = choice.Configured ?? choice.Resolve(request.DatabaseProvider, request.ConnectionString);
        }
        catch (ArgumentException exception)
        {
            return Refused(nameof(SetupRequest.ConnectionString), exception.Message);
        }

        folders.Create();
        await using var attempt = new SetupDatabase(database, options);
        var result = default(SetupResult);
        try
        {
            await attempt.LockAsync(cancellationToken);
            result = await SiteOpening.IsSetUpAsync(options, cancellationToken) ? new SetupResult.AlreadyDone() : null;
            if (result is null)
            {
                await attempt.PrepareAsync(cancellationToken);
                result = await FillAsync(request, options, progress, cancellationToken);
            }
        }
        catch (Exception exception) when (SetupDatabase.IsFailure(exception))
        {
            logger.LogError(exception, "The set-up failed.");
            result = Refused(nameof(SetupRequest.ConnectionString), $"The database cannot be used: {exception.GetBaseException().Message}");
        }
        finally
        {
            if (result is null or SetupResult.Refused)
            {
                await UndoAsync(attempt);
            }
        }

        if (result is not SetupResult.Refused)
        {
            // Also when another node was first, or the database of an existing site was named.
            choice.Remember(options, request.Recipe);
            await opening.TryOpenAsync(cancellationToken);
        }

        return result;
    }

    private async Task UndoAsync(SetupDatabase attempt)
    {
        try
        {
            await attempt.UndoAsync();
        }
        catch (Exception exception) when (SetupDatabase.IsFailure(exception))
        {
            logger.LogError(exception, "What the failed set-up left in the database could not be removed; the next attempt begins with what is there.");
        }
    }

    private async Task<SetupResult> FillAsync(SetupRequest request, DatabaseOptions options, IProgress<RecipeProgress>? progress, CancellationToken cancellationToken)
    {
        var admin = new UserAccount(RecipeIds.New(), request.AdminUserName, request.AdminEmail) { EmailConfirmed = true, Roles = [Roles.Administrator] };
        try
        {
            await CheckPasswordAsync(admin, request.AdminPassword);
            using var package = recipes.Open(request.Recipe);
            var outcome = await runner.ApplyAsync(package, new RecipeRunRequest
            {
                IsSetup = true,
                Who = admin.UserName,
                UserId = admin.UserId,
                Parameters = Parameters(request, options, admin),
                Progress = progress,
                Finish = (services, cancellation) => FinishAsync(services, request, admin, cancellation),
            }, cancellationToken);
            if (!outcome.Succeeded)
            {
                return new SetupResult.Refused([.. outcome.Result.Errors.Select(problem => new SetupProblem("", problem.ToString(), problem))]);
            }

            logger.LogInformation("The site was set up from the recipe '{Recipe}'.", request.Recipe);
            return new SetupResult.Done([.. outcome.Result.Warnings]);
        }
        catch (RecipeException exception)
        {
            return new SetupResult.Refused([new SetupProblem(nameof(SetupRequest.Recipe), $"{exception.Message}. {exception.Hint}", exception.Problem)]);
        }
        catch (RefusedException refused)
        {
            return new SetupResult.Refused(refused.Problems);
        }
    }

    // As in Orchard the administrator comes after the recipe, and the form has the last word over what the recipe says of the site's name and time zone.
    private static async Task FinishAsync(IServiceProvider services, SetupRequest request, UserAccount admin, CancellationToken cancellationToken)
    {
        var settings = services.GetRequiredService<SiteSettings>();
        await PutAsync("SiteName", request.SiteName);
        await PutAsync("TimeZoneId", request.TimeZone);
        await services.GetRequiredService<MediaUrlSigner>().EnsureKeyAsync(cancellationToken);
        await services.GetRequiredService<CommentKeys>().EnsureAsync(cancellationToken);
        await services.GetRequiredService<WorkflowKeys>().EnsureAsync(cancellationToken);
        var problems = await services.GetRequiredService<IUserAccounts>().CreateAsync(admin, request.AdminPassword, cancellationToken: cancellationToken);
        RefusedException.ThrowIfAny(nameof(SetupRequest.AdminUserName), problems);
        await services.GetRequiredService<SiteSession>()
            .RecordAsync(SiteChange.UserKind, admin.UserId, admin.UserName, null, admin.ToChangeLog().ToJsonString(), cancellationToken);

        Task PutAsync(string name, string value) => value.Length > 0 ? settings.PutAsync(name, value, cancellationToken) : Task.CompletedTask;
    }

    // Before the recipe runs: whoever mistyped a password should not wait for it.
    private async Task CheckPasswordAsync(UserAccount admin, string password)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<CmsUser>>();
        var problems = new List<string>();
        foreach (var validator in users.PasswordValidators)
        {
            var verdict = await validator.ValidateAsync(users, new CmsUser { UserName = admin.UserName, Email = admin.Email }, password);
            problems.AddRange(verdict.Errors.Select(error => error.Description));
        }

        RefusedException.ThrowIfAny(nameof(SetupRequest.AdminPassword), problems);
    }

    private static Dictionary<string, string?> Parameters(SetupRequest request, DatabaseOptions options, UserAccount admin) => new()
    {
        ["SiteName"] = request.SiteName.Length > 0 ? request.SiteName : request.Recipe,
        ["SiteTimeZone"] = request.TimeZone,
        ["AdminUsername"] = admin.UserName,
        ["AdminUserId"] = admin.UserId,
        ["AdminEmail"] = admin.Email,
        ["AdminPassword"] = request.AdminPassword,
        ["DatabaseProvider"] = options.Provider,
        ["DatabaseConnectionString"] = options.ConnectionString,
    };

    private static SetupResult.Refused Refused(string field, string message) => new([new SetupProblem(field, message)]);

    private sealed class RefusedException(IReadOnlyList<SetupProblem> problems) : Exception("The set-up is refused.")
    {
        public IReadOnlyList<SetupProblem> Problems => problems;

        public static void ThrowIfAny(string field, IReadOnlyCollection<string> messages)
        {
            if (messages.Count > 0)
            {
                throw new RefusedException([.. messages.Select(message => new SetupProblem(field, message))]);
            }
        }
    }
}
