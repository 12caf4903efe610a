using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Recipes;
using CmsSite.Recipes.Signing;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Content.Recipes;

/// <summary>
/// Plans and applies recipes. Both are the same run in a scope and a session of their own; applying commits it, planning shows what it would have committed. A recipe that fails leaves
/// nothing behind, and one that says what the site already is changes nothing.
/// </summary>
public sealed class RecipeRunner(IServiceScopeFactory scopes, SiteDatabase site, TimeProvider clock)
{
    private static readonly JsonSerializerOptions _resultOptions = new(SiteJson.Compact)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() },
    };

    /// <summary>
    /// What applying the recipe would change. On SQLite it runs on a copy of the database, so that nobody waits for it; on PostgreSQL in a transaction that is rolled back.
    /// </summary>
    public async Task<RecipeOutcome> PlanAsync(RecipePackage package, RecipeRunRequest? request = null, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var copy = site.Options is { Provider: DatabaseOptions.Sqlite } options ? await DatabaseCopy.CreateAsync(options, cancellationToken) : null;
        if (copy is not null)
        {
            scope.ServiceProvider.GetRequiredService<ScopeDatabase>().Use(copy.Options);
        }

        var run = new ScopedRun(scope.ServiceProvider, package, request ?? new(), clock);
        try
        {
            return await run.ExecuteAsync(cancellationToken);
        }
        finally
        {
            await run.Session.RollbackAsync(CancellationToken.None);
            // The copy is deleted before the scope ends: nothing of the scope may hold it open.
            await run.Session.Database.DisposeAsync();
        }
    }

    /// <summary>Applies the recipe, whole or not at all.</summary>
    public async Task<RecipeOutcome> ApplyAsync(RecipePackage package, RecipeRunRequest? request = null, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var run = new ScopedRun(scope.ServiceProvider, package, request ?? new(), clock);
        var outcome = await run.ExecuteAsync(cancellationToken);
        if (!outcome.Succeeded || outcome.Changes.Count == 0)
        {
            await run.Session.RollbackAsync(CancellationToken.None);
            if (!outcome.Succeeded && !run.IsSetup)
            {
                // A failed set-up takes its database back; of any other attempt it stays known who tried what, and why it was refused.
                await KeepRefusedAsync(run.Kept(outcome), cancellationToken);
            }
        }
        else
        {
            outcome = outcome with { RunId = await run.CommitAsync(outcome, cancellationToken) };
        }

        if (outcome.Succeeded)
        {
            await scope.ServiceProvider.GetRequiredService<AfterRun>().RunAsync(cancellationToken);
        }

        return outcome;
    }

    // A session of its own: the run's has taken everything back.
    private async Task KeepRefusedAsync(Run refused, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
        await session.BeginAsync(cancellationToken);
        session.Database.Runs.Add(refused);
        await session.CommitAsync(cancellationToken);
    }

    private sealed class ScopedRun(IServiceProvider services, RecipePackage package, RecipeRunRequest request, TimeProvider clock)
    {
        private readonly DateTime _started = clock.GetUtcNow().UtcDateTime;

        public SiteSession Session { get; } = services.GetRequiredService<SiteSession>();

        public bool IsSetup => request.IsSetup;

        public async Task<RecipeOutcome> ExecuteAsync(CancellationToken cancellationToken)
        {
            (Session.Who, Session.KeepsFormer) = (request.Who, true);
            // From the first word on: what is read must be what is written over, and a plan must not leave what it reads in a cache.
            await Session.BeginAsync(cancellationToken);
            await DefaultRoles.EnsureAsync(Session, cancellationToken);
            var run = new RecipeRun(await ParametersAsync(cancellationToken), request.Options) { Clock = clock, Progress = request.Progress, Ids = services.GetRequiredService<PinnedIds>().ForAsync };
            var result = await services.GetRequiredService<RecipeExecutor>().ExecuteAsync(package, run, cancellationToken);
            if (result.Succeeded && request.Finish is { } finish)
            {
                await finish(services, cancellationToken);
            }

            return new RecipeOutcome(result, result.Succeeded ? await ChangedItems.OfAsync(Session, request.WithItems, cancellationToken) : [], null);
        }

        public async Task<long> CommitAsync(RecipeOutcome outcome, CancellationToken cancellationToken)
        {
            var kept = Kept(outcome);
            Session.Database.Runs.Add(kept);
            await Session.FlushAsync(cancellationToken);
            Session.RunId = kept.Id;
            await Session.CommitAsync(cancellationToken);
            return kept.Id;
        }

        public Run Kept(RecipeOutcome outcome) => new()
        {
            Kind = !outcome.Succeeded ? Run.Refused : request.IsSetup ? Run.Setup : Run.Recipe,
            Name = outcome.Result.Recipe,
            Hash = package.Document.Hash,
            Who = request.Who,
            StartedUtc = _started,
            Result = ResultJson(outcome),
        };

        private async Task<Dictionary<string, string?>> ParametersAsync(CancellationToken cancellationToken)
        {
            var (who, userId) = await OwnerAsync(cancellationToken);
            var parameters = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
            {
                ["SiteName"] = services.GetRequiredService<SiteSettings>().SiteName,
                ["AdminUsername"] = who,
                ["AdminUserId"] = userId,
            };
            foreach (var (name, value) in request.Parameters)
            {
                parameters[name] = value;
            }

            return parameters;
        }

        // What a recipe made belongs to whoever applied it first. It says so again at its next run, or all of it would change hands.
        private async Task<(string? Who, string? UserId)> OwnerAsync(CancellationToken cancellationToken)
        {
            var first = await Session.Database.Runs.AsNoTracking().Where(run => run.Name == package.Document.Name && run.Kind != Run.Refused)
                .OrderBy(run => run.Id).FirstOrDefaultAsync(cancellationToken);
            return first is not null && JsonNode.Parse(first.Result) is JsonObject result && result.TryGetPropertyValue("UserId", out var userId)
                ? (first.Who, userId.AsText())
                : (request.Who, request.UserId);
        }

        private string ResultJson(RecipeOutcome outcome) => SiteJson.Write(new JsonObject
        {
            ["UserId"] = request.UserId,
            ["StepsRun"] = outcome.Result.StepsRun,
            ["Changes"] = outcome.Changes.Count,
            ["Summary"] = outcome.Summary,
            ["Signature"] = outcome.Result.Signature is { State: not SignatureState.Unsigned } signature ? signature.Words : null,
            ["Problems"] = JsonSerializer.SerializeToNode(outcome.Result.Problems, _resultOptions),
            ["Names"] = JsonSerializer.SerializeToNode(outcome.Result.Names, _resultOptions),
        });
    }
}
