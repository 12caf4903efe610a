using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Content.Recipes.Undo;

/// <summary>
/// Takes a recipe's run back: what it replaced is put back, what it made goes, and what somebody changed since stays. Like a recipe it is planned or applied, whole or not at all; it is a run
/// itself, and undoing that does it again.
/// </summary>
public sealed class RecipeUndo(IServiceScopeFactory scopes, SiteDatabase site, TimeProvider clock)
{
    private static readonly JsonSerializerOptions _kept = new(SiteJson.Compact) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What undoing the run would change, and what would collide. On SQLite it works on a copy of the database; on PostgreSQL in a transaction that is rolled back.</summary>
    /// <exception cref="RecipeException">There is no such run, or it cannot be undone; the message says why.</exception>
    public async Task<UndoOutcome> PlanAsync(long run, UndoRequest? request = null, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var copy = site.Options is { Provider: DatabaseOptions.Sqlite } options ? await DatabaseCopy.CreateAsync(options, cancellationToken) : null;
        if (copy is not null)
        {
            scope.ServiceProvider.GetRequiredService<ScopeDatabase>().Use(copy.Options);
        }

        var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
        try
        {
            return (await ExecuteAsync(scope.ServiceProvider, session, run, request ?? new(), cancellationToken)).Outcome;
        }
        finally
        {
            await session.RollbackAsync(CancellationToken.None);
            // The copy is deleted before the scope ends: nothing of the scope may hold it open.
            await session.Database.DisposeAsync();
        }
    }

    /// <summary>Undoes the run, in one transaction. Where nothing is left to undo nothing is written.</summary>
    /// <exception cref="RecipeException">There is no such run, or it cannot be undone; the message says why.</exception>
    /// <exception cref="PlanIsOldException">See <see cref="UndoRequest.Signature"/>.</exception>
    public async Task<UndoOutcome> ApplyAsync(long run, UndoRequest? request = null, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
        request ??= new();
        var started = clock.GetUtcNow().UtcDateTime;
        var (outcome, undone) = await ExecuteAsync(scope.ServiceProvider, session, run, request, cancellationToken);
        if (outcome.Outcome.Changes.Count == 0)
        {
            await session.RollbackAsync(CancellationToken.None);
            return outcome;
        }

        var kept = new Run { Kind = Run.Revert, Name = undone.Name, Hash = undone.Hash, Who = request.Who, StartedUtc = started, Result = ResultJson(undone, request, outcome) };
        session.Database.Runs.Add(kept);
        await session.FlushAsync(cancellationToken);
        session.RunId = kept.Id;
        await session.CommitAsync(cancellationToken);
        return outcome with { Outcome = outcome.Outcome with { RunId = kept.Id } };
    }

    private static async Task<(UndoOutcome Outcome, Run Undone)> ExecuteAsync(IServiceProvider services, SiteSession session, long id, UndoRequest request, CancellationToken cancellationToken)
    {
        // From the first word on: what is compared must be what is written over.
        await session.BeginItemsAsync(cancellationToken);
        (session.Who, session.KeepsFormer) = (request.Who, true);
        var run = await session.Database.Runs.AsNoTracking().FirstOrDefaultAsync(run => run.Id == id, cancellationToken);
        var lines = await session.Database.Changes.AsNoTracking().Where(change => change.RunId == id).OrderBy(change => change.Number).ToListAsync(cancellationToken);
        if (UndoneRuns.WhyNot(id, run, lines.Count) is { } reason)
        {
            throw reason;
        }

        var changes = session.Database.Changes;
        var since = await changes.AsNoTracking().Where(line => line.RunId == id)
            .Select(line => new { line.Kind, line.Subject, Last = changes.Where(later => later.Kind == line.Kind && later.Subject == line.Subject).Max(later => later.Number), line.Number })
            .Where(line => line.Last > line.Number).OrderBy(line => line.Number).ToListAsync(cancellationToken);
        var signature = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', since.Select(line => $"{line.Number} {line.Last}")))));
        if (request.Signature is { } planned && planned != signature)
        {
            throw new PlanIsOldException();
        }

        var undo = new UndoScope(session, request, run!, lines, since.Select(line => (line.Kind, line.Subject)).ToHashSet());
        await UndoAsync(services, undo, cancellationToken);
        var recorded = await ChangedItems.OfAsync(session, request.WithItems, cancellationToken);
        return (new UndoOutcome(new RecipeOutcome(new RecipeResult(run!.Name, undo.Notes, [], 3), recorded, null), undo.Conflicts, signature), run);
    }

    // Definitions first, so that items are indexed by them; what still uses a definition or a file is known when the items are done.
    private static async Task UndoAsync(IServiceProvider services, UndoScope undo, CancellationToken cancellationToken)
    {
        var (session, pending, definitions, indexing, clock) = (undo.Session, services.GetRequiredService<PendingItems>(), services.GetRequiredService<ContentDefinitions>(),
            services.GetRequiredService<ContentIndexing>(), services.GetRequiredService<TimeProvider>());
        var documents = ActivatorUtilities.CreateInstance<DocumentsUndo>(services);
        var former = new FormerVersions(session, pending, definitions, indexing, clock);
        var merge = new ItemMergeUndo(session, new ContentVersions(session, pending, definitions, indexing, clock), former, services.GetRequiredService<ContentManager>());
        await documents.PutBackAsync(undo, cancellationToken);
        await new ItemsUndo(session, former, indexing, merge).RunAsync(undo, cancellationToken);
        await session.FlushAsync(cancellationToken);
        await ActivatorUtilities.CreateInstance<MediaUndo>(services).RunAsync(undo, cancellationToken);
        await ActivatorUtilities.CreateInstance<UsersUndo>(services).RunAsync(undo, cancellationToken);
        await documents.RemoveAsync(undo, cancellationToken);
    }

    private static string ResultJson(Run undone, UndoRequest request, UndoOutcome outcome) => SiteJson.Write(new JsonObject
    {
        ["UserId"] = request.UserId,
        [UndoneRuns.Reverts] = undone.Id,
        ["StepsRun"] = outcome.Outcome.Result.StepsRun,
        ["Changes"] = outcome.Outcome.Changes.Count,
        ["Summary"] = outcome.Outcome.Summary,
        ["Problems"] = JsonSerializer.SerializeToNode(outcome.Outcome.Result.Problems, _kept),
        // Which and why; what they say is in the lines of the things themselves.
        ["Conflicts"] = JsonSerializer.SerializeToNode(outcome.Conflicts.Select(conflict => conflict with { Before = null, After = null, Now = null }), _kept),
    });
}
