using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Recipes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Storage;

/// <summary>One scope of a <see cref="TestSite"/>.</summary>
public sealed class Scope(AsyncServiceScope scope) : IAsyncDisposable
{
    public T Get<T>() where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
    public SiteSession Session => Get<SiteSession>();
    public CmsDbContext Database => Get<CmsDbContext>();
    public ContentDefinitions Definitions => Get<ContentDefinitions>();
    public ContentItems Items => Get<ContentItems>();
    public ContentManager Manager => Get<ContentManager>();
    public SiteSettings Settings => Get<SiteSettings>();

    /// <summary>An item from JSON, with an id when the JSON has none.</summary>
    public ContentItem Item(string json)
    {
        var item = ContentItem.FromJson(JsonNode.Parse(json)!.AsObject());
        item.ContentItemId = item.ContentItemId is { Length: > 0 } id ? id : RecipeIds.New();
        return item;
    }

    public async Task<ContentItem> LatestAsync(string id) => (await Items.GetAsync(id, VersionOptions.Latest))!;

    public async Task<ContentItem> PublishedAsync(string id) => (await Items.GetAsync(id))!;

    public Task<List<ContentItemRecord>> VersionsAsync(string id) => Database.ContentItems.AsNoTracking().Where(item => item.ContentItemId == id).OrderBy(item => item.Id).ToListAsync();

    public async Task<IReadOnlyList<(ImportOutcome Outcome, IReadOnlyList<ContentProblem> Problems)>> ImportAsync(params string[] items)
    {
        var outcomes = new List<(ImportOutcome, IReadOnlyList<ContentProblem>)>();
        await Session.BeginItemsAsync();
        foreach (var item in items.Select(Item))
        {
            // What the content step preloads.
            await Session.FlushAsync();
            var preloaded = await Database.ContentItems.AsNoTracking()
                .Where(version => (version.ContentItemId == item.ContentItemId && (version.Latest || version.Published)) || version.ContentItemVersionId == item.ContentItemVersionId).ToListAsync();
            outcomes.Add(await Manager.ImportAsync(item, preloaded));
        }

        return outcomes;
    }

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
