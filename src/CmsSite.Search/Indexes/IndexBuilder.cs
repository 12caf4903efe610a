using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CmsSite.Search.Indexes;

/// <summary>Makes an index from the content, beside whatever serves meanwhile. Reads in batches by id: what it holds in memory does not grow with the site.</summary>
public sealed class IndexBuilder(IServiceScopeFactory scopes, IOptions<SearchOptions> options, TimeProvider clock)
{
    private const int BatchSize = 200;

    /// <summary>Makes the index of a profile in a folder of its own and completes it.</summary>
    /// <returns>The folder.</returns>
    public async Task<string> BuildAsync(SearchProfile profile, IProgress<BuildProgress>? progress, CancellationToken cancellationToken)
    {
        var folders = new IndexFolders(options.Value.Folder, profile.Name, clock);
        var folder = folders.New();
        try
        {
            using var index = await CreateAsync(profile, folder, cancellationToken);
            await FillAsync(profile, index, progress, cancellationToken);
            index.Commit();
            return folder;
        }
        catch
        {
            TryDelete(folder);
            throw;
        }
    }

    private async Task<SearchIndex> CreateAsync(SearchProfile profile, string folder, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        // What is committed while the content is read may be in it or not, and is followed afterwards.
        var head = await scope.ServiceProvider.GetRequiredService<CmsDbContext>().Changes.MaxAsync(change => (long?)change.Number, cancellationToken) ?? 0;
        var index = SearchIndex.Create(folder, profile.Fingerprint, profile.Analyzer(), options.Value.BufferMegabytes);
        index.Reach(head);
        return index;
    }

    private async Task FillAsync(SearchProfile profile, SearchIndex index, IProgress<BuildProgress>? progress, CancellationToken cancellationToken)
    {
        var types = profile.Types.ToList();
        var (last, done) = (0L, 0);
        int? total = null;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var items = scope.ServiceProvider.GetRequiredService<ContentItems>();
            var versions = items.Versions(profile.IsLatest ? VersionOptions.Latest : VersionOptions.Published).Where(item => types.Contains(item.ContentType));
            total ??= await versions.CountAsync(cancellationToken);
            var records = await versions.Where(item => item.Id > last).OrderBy(item => item.Id).Take(BatchSize).ToListAsync(cancellationToken);
            if (records.Count == 0)
            {
                return;
            }

            var batch = await scope.ServiceProvider.GetRequiredService<SearchItemReader>().ReadAsync([.. records.Select(ContentItems.ToItem)], cancellationToken);
            var timeZone = scope.ServiceProvider.GetRequiredService<SiteSettings>().TimeZone;
            foreach (var found in batch.Where(found => IsOf(profile, found.Item)))
            {
                // An item that is published again while this goes on comes by twice, under two row ids.
                index.Put(SearchDocuments.Key(found.Item.ContentItemId), SearchDocuments.Of(found, timeZone));
            }

            last = records[^1].Id;
            done += records.Count;
            progress?.Report(new BuildProgress(done, Math.Max(total.Value, done)));
        }
    }

    /// <summary>Whether the item belongs into the index.</summary>
    internal static bool IsOf(SearchProfile profile, ContentItem item) =>
        profile.Types.Contains(item.ContentType, StringComparer.OrdinalIgnoreCase)
        && (profile.Culture is not { } culture || item.Text("LocalizationPart", "Culture") is not { Length: > 0 } own || own.Equals(culture, StringComparison.OrdinalIgnoreCase));

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is not complete, so nobody takes it for an index, and the next start removes it.
        }
    }
}

/// <summary>How far the making of an index has come, in items.</summary>
public readonly record struct BuildProgress(int Done, int Total);
