using System.Collections.Concurrent;
using System.Security.Cryptography;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Content.Recipes.Conversion;
using CmsSite.Content.Recipes.Exporting;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CmsSite.Admin.Recipes;

/// <summary>Exports of WordPress and Ghost that somebody brings to the dashboard, and the packages they become. They go on when the screen is left, and are gone when the program ends.</summary>
public sealed class ConversionJobs(IServiceScopeFactory scopes, SiteConversion conversion, RecipeJobs recipes, TimeProvider clock, IHostApplicationLifetime life, ILogger<ConversionJobs> log) : IDisposable
{
    /// <summary>Of an uploaded file.</summary>
    public const long MaxBytes = RecipeJobs.MaxBytes;

    private const int Kept = 10;
    private static readonly TimeSpan _betweenNews = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<string, (ConversionJob Job, long Began)> _jobs = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "cmssite-conversions-" + Guid.NewGuid().ToString("n"));

    /// <summary>A job of that user; null when there is none, or when the program has been started anew since.</summary>
    public ConversionJob? Find(string id, string userId) => _jobs.TryGetValue(id, out var found) && found.Job.UserId == userId ? found.Job : null;

    /// <summary>Keeps the file and begins to convert it.</summary>
    /// <exception cref="IOException">It is larger than <see cref="MaxBytes"/>, or cannot be kept.</exception>
    public async Task<ConversionJob> BeginAsync(string fileName, Func<Stream, Task> write, ConversionOptions options, string userId, string? who)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        // Its own name is for people only.
        Directory.CreateDirectory(FolderOf(id));
        try
        {
            await using var target = File.Create(ExportOf(id));
            await write(target);
        }
        catch
        {
            Directory.Delete(FolderOf(id), recursive: true);
            throw;
        }

        Forget();
        var job = new ConversionJob(id, userId, who, Path.GetFileName(fileName.Replace('\\', '/')), options);
        _jobs[id] = (job, clock.GetTimestamp());
        _ = Task.Run(() => RunAsync(job), CancellationToken.None);
        return job;
    }

    /// <summary>Converts the same file once more, now that somebody has said what the types are that plugins brought.</summary>
    /// <param name="types">Whether a type is pages or articles.</param>
    /// <exception cref="InvalidOperationException">It is not converted.</exception>
    public void Again(ConversionJob job, IEnumerable<KeyValuePair<string, bool>> types)
    {
        if (job.State != ConversionJobState.Converted)
        {
            throw new InvalidOperationException("It is not converted yet.");
        }

        var all = new Dictionary<string, bool>(job.Options.Types);
        foreach (var (type, isPage) in types)
        {
            all[type] = isPage;
        }

        job.Again(job.Options with { Types = all });
        _ = Task.Run(() => RunAsync(job), CancellationToken.None);
    }

    /// <summary>Plans the package like any recipe that somebody brings: without scripts.</summary>
    /// <exception cref="InvalidOperationException">It is not converted.</exception>
    public Task<RecipeJob> PlanAsync(ConversionJob job) => job.State == ConversionJobState.Converted
        ? recipes.PlanUploadAsync(job.Title + ".zip", async target =>
        {
            await using var package = File.OpenRead(PackageOf(job.Id));
            await package.CopyToAsync(target);
        }, allowsScripts: false, job.UserId, job.Who)
        : throw new InvalidOperationException("There is no package yet.");

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

    private string FolderOf(string id) => Path.Combine(_folder, id);

    private string ExportOf(string id) => Path.Combine(FolderOf(id), "export");

    private string PackageOf(string id) => Path.Combine(FolderOf(id), "package.zip");

    private async Task RunAsync(ConversionJob job)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(job.Cancellation, life.ApplicationStopping);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var services = scope.ServiceProvider;
            var target = await ConversionTarget.OfSiteAsync(services.GetRequiredService<SiteSession>(), services.GetRequiredService<ContentDefinitions>(), services.GetRequiredService<ContentItems>(),
                services.GetRequiredService<IOptions<MediaOptions>>(), new ConversionTypes(), stop.Token);
            using var input = ConversionInput.Open(ExportOf(job.Id), name: job.Title);
            await using var package = ExportPackage.To(PackageOf(job.Id));
            job.Converted(await conversion.ConvertAsync(input, target, job.Options, package, NewsOf(job), stop.Token));
        }
        catch (OperationCanceledException)
        {
            job.End(ConversionJobState.Cancelled, "Cancelled.");
        }
        catch (RecipeException refused)
        {
            job.End(ConversionJobState.Refused, refused.Problem?.ToString() ?? $"{char.ToUpperInvariant(refused.Message[0])}{refused.Message[1..]}. {refused.Hint}{(refused.Hint is { } hint && !hint.EndsWith('?') ? "." : "")}".TrimEnd());
        }
        catch (Exception failure)
        {
            log.LogError(failure, "The export {Export} could not be converted.", job.Title);
            job.End(ConversionJobState.Refused, "Something went wrong on our side; it has been noted.");
        }
    }

    private News NewsOf(ConversionJob job)
    {
        var last = 0L;
        return new News(progress =>
        {
            if (clock.GetElapsedTime(last) > _betweenNews)
            {
                last = clock.GetTimestamp();
                job.Move(progress);
            }
        });
    }

    private void Forget()
    {
        foreach (var (id, (old, _)) in _jobs.Where(pair => pair.Value.Job.State != ConversionJobState.Converting).OrderBy(pair => pair.Value.Began).Take(Math.Max(0, _jobs.Count - Kept + 1)))
        {
            if (_jobs.TryRemove(id, out _))
            {
                old.Dispose();
                Directory.Delete(FolderOf(id), recursive: true);
            }
        }
    }

    private sealed class News(Action<(int Done, int Total)> report) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => report(value);
    }
}
