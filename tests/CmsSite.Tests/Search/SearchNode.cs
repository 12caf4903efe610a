using CmsSite.Content.Items;
using CmsSite.Search;
using CmsSite.Search.Indexes;
using CmsSite.Search.Queries;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CmsSite.Tests.Search;

/// <summary>The search of one node of a test site: its indexes in a folder of their own, followed when the test says so.</summary>
internal sealed class SearchNode : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly TestSite _site;

    public SearchNode(TestSite site, string? folder = null, int startDelaySeconds = 0)
    {
        (_site, Folder) = (site, folder ?? Directory.CreateTempSubdirectory("cmssite-search-").FullName);
        var options = new SearchOptions { BufferMegabytes = 4, StartDelaySeconds = startDelaySeconds };
        options.Use(Folder);
        var scopes = site.Services.GetRequiredService<IServiceScopeFactory>();
        Builder = new IndexBuilder(scopes, Options.Create(options), TimeProvider.System);
        Indexes = new SearchIndexes(
            scopes, Builder, site.Services.GetRequiredService<ChangeSignal>(), site.Services.GetRequiredService<DocumentCache>(), Options.Create(options), TimeProvider.System,
            NullLogger<SearchIndexes>.Instance);
        Search = new SiteSearch(Indexes);
    }

    public static SearchNode Of(TestSite site) => new(site);

    public string Folder { get; }

    public IndexBuilder Builder { get; }

    public SearchIndexes Indexes { get; }

    public SiteSearch Search { get; }

    /// <summary>A site that can be searched: articles with an author, tags and a body; people; a taxonomy.</summary>
    public static async Task<TestSite> CreateSiteAsync()
    {
        var site = await TestSite.CreateAsync(more: services => services.AddScoped<SearchProfiles>().AddScoped<SearchItemReader>());
        await site.DefineAsync("Article", """
            { "TitlePart": {}, "AutoroutePart": {}, "HtmlBodyPart": {},
              "Article": { "fields": { "Subtitle": "TextField", "Author": "ContentPickerField", "Tags": "TaxonomyField", "Image": "MediaField" } } }
            """);
        await site.DefineAsync("Person", """{ "TitlePart": {}, "AutoroutePart": {} }""");
        await site.DefineAsync("Note", """{ "TitlePart": {} }""");
        return site;
    }

    /// <summary>Follows until everything that is committed is in an index that serves.</summary>
    public async Task CatchUpAsync()
    {
        var following = _site.Services.GetRequiredService<ChangeFollowing>();
        var signal = _site.Services.GetRequiredService<ChangeSignal>();
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < _patience)
        {
            var next = signal.NextAsync;
            await following.CatchUpAsync(Indexes);
            if (Indexes.States is { Count: > 0 } states && states.All(state => state is { IsSearchable: true, Progress: null, Problem: null }))
            {
                return;
            }

            await next.WaitAsync(_patience);
        }

        throw new TimeoutException($"The indexes are not there after {_patience.TotalSeconds} s: {string.Join("; ", Indexes.States)}.");
    }

    /// <summary>Waits until the files have been read through, and for what follows from it.</summary>
    public async Task VerifiedAsync()
    {
        await Indexes.VerifyingAsync().WaitAsync(_patience);
        await CatchUpAsync();
    }

    public async Task<SearchResults> FindAsync(string text, SearchSort sort = SearchSort.Best, int page = 1, int size = 100, Dictionary<string, IReadOnlyList<string>>? selected = null, TimeProvider? clock = null)
    {
        await using var scope = _site.Open();
        var profile = scope.Get<SearchProfiles>().Default();
        return Search.Find(profile, new SearchRules(scope.Session, clock ?? TimeProvider.System).Apply(new SearchRequest(SearchTerms.Parse(text), profile.Types, selected ?? [], sort, page, size, TimeZoneInfo.Utc)))!;
    }

    public async Task<IReadOnlyList<string>> IdsAsync(string text) => [.. (await FindAsync(text)).Hits.Select(hit => hit.ContentItemId)];

    public async ValueTask DisposeAsync()
    {
        await Indexes.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>What tests do to a site that is searched.</summary>
internal static class SearchedSite
{
    public static Task<ContentItem> WriteAsync(this TestSite site, string title, string html = "", string type = "Article", Action<ContentItem>? more = null) =>
        site.PublishAgainAsync(A.ContentItem(type).Titled(title).Saying(html), more);

    public static Task<ContentItem> PublishAgainAsync(this TestSite site, ContentItem item, Action<ContentItem>? more = null) => site.CommitAsync(async scope =>
    {
        more?.Invoke(item);
        Assert.Empty(await scope.Manager.PublishAsync(item));
        return item;
    });
}
