using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CmsSite.Content.Recipes;
using CmsSite.Content.Recipes.Undo;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CmsSite.Admin.Recipes;

/// <summary>
/// Recipes that are planned, applied or undone from the dashboard. They go on when the screen is left. A program that ends takes back what it was applying: a run is one transaction.
/// </summary>
public sealed class RecipeJobs(RecipeRunner runner, RecipeUndo undo, RecipeCatalog catalog, TimeProvider clock, IHostApplicationLifetime life, ILogger<RecipeJobs> log) : IDisposable
{
    /// <summary>Of an uploaded file.</summary>
    public const long MaxBytes = 512L * 1024 * 1024;

    private const int Kept = 20;
    private static readonly TimeSpan _betweenNews = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<string, (RecipeJob Job, string? File)> _jobs = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "cmssite-recipes-" + Guid.NewGuid().ToString("n"));

    /// <summary>A job of that user; null when there is none, or when the program has been started anew since.</summary>
    public RecipeJob? Find(string id, string userId) => _jobs.TryGetValue(id, out var found) && found.Job.UserId == userId ? found.Job : null;

    /// <summary>Plans a recipe of the site's folders. Scripts may run: whoever put it there could run anything.</summary>
    public RecipeJob PlanNamed(string name, string userId, string? who) => Start(new RecipeJob(NewId(), userId, who, name) { AllowsScripts = true }, null);

    /// <summary>Plans a recipe, or a zip with one, that somebody brought.</summary>
    /// <exception cref="IOException">It is larger than <see cref="MaxBytes"/>, or cannot be kept.</exception>
    public async Task<RecipeJob> PlanUploadAsync(string fileName, Func<Stream, Task> write, bool allowsScripts, string userId, string? who)
    {
        Directory.CreateDirectory(_folder);
        var id = NewId();
        // Its own name is for people only; a folder of its own keeps what lies beside it out of its reach.
        var folder = Directory.CreateDirectory(Path.Combine(_folder, id)).FullName;
        var file = Path.Combine(folder, fileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? "upload.zip" : "upload.recipe.json");
        await using (var target = File.Create(file))
        {
            await write(target);
        }

        return Start(new RecipeJob(id, userId, who, Path.GetFileName(fileName)) { AllowsScripts = allowsScripts }, file);
    }

    /// <summary>Plans to take a run back.</summary>
    public RecipeJob PlanUndo(Run run, string userId, string? who) => Start(new RecipeJob(NewId(), userId, who, run.Name) { Undoes = run.Id }, null);

    /// <summary>Plans it again, since the site is another one by now, or with scripts.</summary>
    public void PlanAgain(RecipeJob job) => Run(job, RecipeJobState.Planning, job.Undoes is { } run ? stop => PlanUndoAsync(job, run, stop) : stop => WithPackageAsync(job, package => PlanAsync(job, package, stop)));

    /// <summary>Applies what was planned. If it would come to anything else by now, nothing is changed and the new plan is shown.</summary>
    public void Apply(RecipeJob job) => Run(job, RecipeJobState.Applying, job.Undoes is { } run ? stop => UndoAsync(job, run, stop) : stop => WithPackageAsync(job, package => ApplyAsync(job, package, stop)));

    public void Dispose()
    {
        foreach (var (job, _) in _jobs.Values)
        {
            job.Dispose();
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private RecipeJob Start(RecipeJob job, string? file)
    {
        foreach (var (id, old) in _jobs.Where(pair => pair.Value.Job.State is not (RecipeJobState.Planning or RecipeJobState.Applying)).OrderBy(pair => pair.Value.Job.Began).Take(Math.Max(0, _jobs.Count - Kept + 1)))
        {
            if (_jobs.TryRemove(id, out _) && old.File is not null)
            {
                Directory.Delete(Path.GetDirectoryName(old.File)!, recursive: true);
            }
        }

        _jobs[job.Id] = (job, file);
        PlanAgain(job);
        return job;
    }

    private void Run(RecipeJob job, RecipeJobState state, Func<CancellationToken, Task> work)
    {
        job.Begin(state, clock.GetTimestamp());
        _ = Task.Run(async () =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(job.Cancellation, life.ApplicationStopping);
            try
            {
                await work(stop.Token);
            }
            catch (OperationCanceledException)
            {
                job.End(RecipeJobState.Cancelled, "Cancelled. Nothing was changed.");
            }
            catch (RecipeException refused)
            {
                job.End(RecipeJobState.Refused, $"Nothing was changed: {refused.Message}.");
            }
            catch (Exception failure)
            {
                log.LogError(failure, "The recipe {Recipe} could not be {Work}.", job.Title, state == RecipeJobState.Planning ? "planned" : job.Undoes is null ? "applied" : "undone");
                job.End(RecipeJobState.Refused, "Something went wrong on our side; it has been noted. Nothing was changed.");
            }
        }, CancellationToken.None);
    }

    private async Task WithPackageAsync(RecipeJob job, Func<RecipePackage, Task> work)
    {
        using var package = _jobs[job.Id].File is { } file ? RecipePackage.Open(file) : catalog.Open(job.Title);
        await work(package);
    }

    private async Task PlanAsync(RecipeJob job, RecipePackage package, CancellationToken cancellationToken) =>
        job.Planned(await PlannedAsync(job, package, cancellationToken));

    private async Task ApplyAsync(RecipeJob job, RecipePackage package, CancellationToken cancellationToken)
    {
        try
        {
            job.Applied(await runner.ApplyAsync(package, Request(job) with
            {
                Finish = (services, _) => Signature(services) == job.Signature ? Task.CompletedTask : throw new PlanIsOldException(),
            }, cancellationToken));
        }
        catch (PlanIsOldException)
        {
            job.Planned(await PlannedAsync(job, package, cancellationToken), "The site has changed since this was planned, so nothing was applied. This is what it comes to now.");
        }
    }

    private async Task PlanUndoAsync(RecipeJob job, long run, CancellationToken cancellationToken, string? said = null) =>
        job.Planned(await undo.PlanAsync(run, UndoOf(job) with { WithItems = true }, cancellationToken), said);

    private async Task UndoAsync(RecipeJob job, long run, CancellationToken cancellationToken)
    {
        try
        {
            job.Applied(await undo.ApplyAsync(run, UndoOf(job) with { Take = job.Take.ToHashSet(StringComparer.Ordinal), Signature = job.Signature }, cancellationToken));
        }
        catch (PlanIsOldException)
        {
            await PlanUndoAsync(job, run, cancellationToken, "Somebody has changed something of it since this was planned, so nothing was undone. This is what it comes to now.");
        }
    }

    private UndoRequest UndoOf(RecipeJob job) => new() { Who = job.Who, UserId = job.UserId, Progress = NewsOf(job) };

    private Task<RecipeOutcome> PlannedAsync(RecipeJob job, RecipePackage package, CancellationToken cancellationToken) => runner.PlanAsync(package, Request(job) with
    {
        WithItems = true,
        Finish = (services, _) =>
        {
            job.Signature = Signature(services);
            return Task.CompletedTask;
        },
    }, cancellationToken);

    private RecipeRunRequest Request(RecipeJob job) =>
        new() { Who = job.Who, UserId = job.UserId, Options = new RecipeRunOptions { AllowScripts = job.AllowsScripts }, Progress = NewsOf(job) };

    private News NewsOf(RecipeJob job)
    {
        var last = 0L;
        return new News(progress =>
        {
            // A screen need not hear of each of ten thousand items.
            if (progress.Done == 0 || clock.GetElapsedTime(last) > _betweenNews)
            {
                last = clock.GetTimestamp();
                job.Move(progress);
            }
        });
    }

    // What it makes may get another id each time; what it changes is what it was when it was planned.
    private static string Signature(IServiceProvider services)
    {
        // Hashes of lines, since the lines of a large recipe are more than fits into memory.
        var lines = services.GetRequiredService<SiteSession>().Changes.Select(change => Hash(change.Before is null
            ? $"{change.Kind}\t+\t{change.DisplayText}" : $"{change.Kind}\t{change.Subject}\t{(change.After is null ? '-' : '*')}\t{change.Before}"));
        return Hash(string.Join('\n', lines.Order(StringComparer.Ordinal)));

        static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    // Progress<T> would tell of it later, in another order.
    private sealed class News(Action<RecipeProgress> report) : IProgress<RecipeProgress>
    {
        public void Report(RecipeProgress value) => report(value);
    }
}
