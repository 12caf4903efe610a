using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Recipes;
using CmsSite.Search;
using CmsSite.Search.Indexes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CmsSite.Benchmarks.Search;

/// <summary>The process that <see cref="SearchCrash"/> kills: a database, a search index that follows it, and somebody who writes as fast as it goes.</summary>
internal static class CrashingNode
{
    private const int Words = 120;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(45);

    public static async Task RunAsync(string folder)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddStorage().AddRecipes().AddContent().AddSearch().AddLogging().AddScoped<IPatternRenderer, NoPatterns>();
        services.AddSingleton(Options.Create(SearchIn(Path.Combine(folder, "Search"))));
        await using var provider = services.BuildServiceProvider();
        var database = provider.GetRequiredService<SiteDatabase>();
        database.Use(DatabaseOptions.File(Path.Combine(folder, "cmssite.db")));
        await database.MigrateAsync();
        await DefineAsync(provider);
        var indexes = provider.GetRequiredService<SearchIndexes>();
        _ = provider.GetRequiredService<ChangeFollowing>().RunAsync(indexes, CancellationToken.None);
        await AgreeAsync(provider, indexes);
        var random = new Random();
        List<string> ids = [.. (await StoredAsync(provider)).Select(stored => stored.Split(' ')[0])];
        while (true)
        {
            await using var scope = provider.CreateAsyncScope();
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                await ChangeAsync(scope.ServiceProvider.GetRequiredService<ContentManager>(), ids, random);
            }

            await scope.ServiceProvider.GetRequiredService<SiteSession>().CommitAsync();
        }
    }

    private static SearchOptions SearchIn(string folder)
    {
        var options = new SearchOptions { StartDelaySeconds = 0 };
        options.Use(folder);
        return options;
    }

    private static async Task DefineAsync(ServiceProvider provider)
    {
        await using var scope = provider.CreateAsyncScope();
        var session = scope.ServiceProvider.GetRequiredService<SiteSession>();
        if (scope.ServiceProvider.GetRequiredService<ContentDefinitions>().Type("Article") is null)
        {
            var parts = new JsonArray([.. ((string[])["TitlePart", "HtmlBodyPart"]).Select(part => (JsonNode)new JsonObject { ["PartName"] = part, ["Name"] = part, ["Settings"] = new JsonObject() })]);
            await scope.ServiceProvider.GetRequiredService<ContentDefinitionManager>().PutTypeAsync("Article", new JsonObject
            {
                ["Name"] = "Article", ["DisplayName"] = "Article", ["Settings"] = new JsonObject { ["ContentTypeSettings"] = new JsonObject { ["Versionable"] = true, ["Draftable"] = true } },
                ["ContentTypePartDefinitionRecords"] = parts,
            });
            await session.PutAsync(SiteDocumentKinds.IndexProfile, "Site", new JsonObject
            {
                ["Name"] = "Site", ["Properties"] = new JsonObject { ["ContentIndexMetadata"] = new JsonObject { ["IndexedContentTypes"] = new JsonArray("Article") } },
            });
            await session.CommitAsync();
        }
    }

    // Says when, or what is different in the end.
    private static async Task AgreeAsync(ServiceProvider provider, SearchIndexes indexes)
    {
        using var self = Process.GetCurrentProcess();
        while (true)
        {
            var (stored, indexed) = (await StoredAsync(provider), Indexed(indexes));
            var took = DateTime.Now - self.StartTime;
            self.Refresh();
            if (indexed?.SetEquals(stored) == true)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"agreed {took.TotalMilliseconds:0} {self.TotalProcessorTime.TotalMilliseconds:0} {stored.Count}"));
                return;
            }

            if (took > _patience)
            {
                Console.WriteLine($"the index says something else than the database: {stored.Except(indexed ?? []).Count()} missing, {indexed?.Except(stored).Count()} too many; {string.Join("; ", indexes.States)}");
                Environment.Exit(1);
            }

            await Task.Delay(10);
        }
    }

    private static async Task<HashSet<string>> StoredAsync(ServiceProvider provider)
    {
        await using var scope = provider.CreateAsyncScope();
        var versions = scope.ServiceProvider.GetRequiredService<ContentItems>().Versions(VersionOptions.Published);
        return [.. await versions.Select(item => item.ContentItemId + " " + item.ContentItemVersionId).ToListAsync()];
    }

    private static HashSet<string>? Indexed(SearchIndexes indexes)
    {
        try
        {
            return indexes.Find("Site")?.Search(searcher =>
            {
                var found = new HashSet<string>(StringComparer.Ordinal);
                foreach (var leaf in searcher.IndexReader.Leaves)
                {
                    for (var i = 0; i < leaf.Reader.MaxDoc; i++)
                    {
                        if (leaf.AtomicReader.LiveDocs?.Get(i) != false && leaf.Reader.Document(i) is var document)
                        {
                            found.Add($"{document.Get(FieldNames.Id, CultureInfo.InvariantCulture)} {document.Get(FieldNames.VersionId, CultureInfo.InvariantCulture)}");
                        }
                    }
                }

                return found;
            });
        }
        catch (ObjectDisposedException)
        {
            return null; // replaced in this moment
        }
    }

    private static async Task ChangeAsync(ContentManager manager, List<string> ids, Random random)
    {
        if (ids.Count > 20 && random.Next(3) == 0)
        {
            var id = ids[random.Next(ids.Count)];
            await (random.Next(2) == 0 ? manager.UnpublishAsync(id) : manager.RemoveAsync(id));
            ids.Remove(id);
            return;
        }

        var item = new ContentItem { ContentItemId = RecipeIds.New(), ContentType = "Article" };
        item.EnsurePart("TitlePart")["Title"] = $"Article {random.Next()}";
        item.EnsurePart("HtmlBodyPart")["Html"] = $"<p>{string.Join(' ', Enumerable.Range(0, Words).Select(_ => $"word{random.Next(5000)}"))}</p>";
        await manager.PublishAsync(item);
        ids.Add(item.ContentItemId);
    }

    private sealed class NoPatterns : IPatternRenderer
    {
        public Task<string> RenderAsync(string pattern, ContentItem item, CancellationToken cancellationToken) => Task.FromResult("");
    }
}
