using CmsSite.Search.Indexes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Search;

/// <summary>An index is a copy: whatever becomes of its files, it comes back, and nothing is lost with it.</summary>
public sealed class SearchHealingTests : IAsyncLifetime
{
    private TestSite _site = null!;

    public async Task InitializeAsync() => _site = await SearchNode.CreateSiteAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task An_index_that_is_opened_again_goes_on_where_it_was()
    {
        var folder = Directory.CreateTempSubdirectory("cmssite-search-").FullName;
        var before = new SearchNode(_site, folder);
        var first = await _site.WriteAsync("First buoy");
        await before.CatchUpAsync();
        await before.Indexes.DisposeAsync();
        var made = Made(folder);
        var second = await _site.WriteAsync("Second buoy");

        await using var after = new SearchNode(_site, folder);
        await after.CatchUpAsync();

        Assert.Equal(new[] { first.ContentItemId, second.ContentItemId }.Order(), (await after.IdsAsync("buoy")).Order());
        Assert.Equal(made, Made(folder)); // not made anew
    }

    [Fact]
    public async Task What_a_crash_leaves_behind_at_any_moment_is_caught_up_with()
    {
        await using var running = new SearchNode(_site);
        var expected = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            expected.Add((await _site.WriteAsync($"Crash buoy {i}", "<p>It floats.</p>")).ContentItemId);
            await running.CatchUpAsync();

            // The files as they are now, in the middle of being written, are what a killed process leaves.
            var left = Directory.CreateTempSubdirectory("cmssite-search-").FullName;
            Copy(running.Folder, left);
            await using var restarted = new SearchNode(_site, left);
            await restarted.CatchUpAsync();

            Assert.Equal(expected.Order(), (await restarted.IdsAsync("crash buoy")).Order());
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("segments_*")]
    [InlineData("*.cf?")]
    [InlineData("*.si")]
    public async Task Files_that_are_missing_are_noticed_and_the_index_is_made_anew(string pattern)
    {
        var (folder, item) = await ClosedAsync();
        foreach (var file in Directory.GetFiles(Made(folder).Single(), pattern))
        {
            File.Delete(file);
        }

        await FindsAsync(folder, item);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    public async Task Bytes_that_are_wrong_are_noticed_and_the_index_is_made_anew(double place)
    {
        var (folder, item) = await ClosedAsync();
        foreach (var file in Directory.GetFiles(Made(folder).Single()).Where(file => new FileInfo(file).Length > 8 && !file.EndsWith("lock", StringComparison.Ordinal)))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            bytes[(int)((bytes.Length - 1) * place)] ^= 0x5a;
            await File.WriteAllBytesAsync(file, bytes);
        }

        await FindsAsync(folder, item);
    }

    [Fact]
    public async Task Its_folder_may_be_deleted_while_it_is_in_use()
    {
        await using var node = new SearchNode(_site);
        var first = await _site.WriteAsync("Kept buoy");
        await node.CatchUpAsync();
        Directory.Delete(Made(node.Folder).Single(), recursive: true);

        Assert.Equal([first.ContentItemId], await node.IdsAsync("buoy"));
        var second = await _site.WriteAsync("Another buoy");
        await node.CatchUpAsync();

        Assert.Equal(new[] { first.ContentItemId, second.ContentItemId }.Order(), (await node.IdsAsync("buoy")).Order());
    }

    [Fact]
    public async Task Files_that_nobody_needs_stay_closed_until_somebody_searches_or_something_changes()
    {
        var (folder, item) = await ClosedAsync();
        await using (var idle = new SearchNode(_site, folder))
        {
            await idle.CatchUpAsync();
            var position = idle.Indexes.States.Single().Position;
            await _site.CommitAsync(scope => scope.Session.RecordAsync(SiteChange.SignInKind, "ada", "ada", null, "{}"));
            await idle.CatchUpAsync();

            Assert.False(SearchIndex.IsInUse(Made(folder).Single()));
            Assert.Equal(position + 1, idle.Indexes.States.Single().Position);
            Assert.Equal(1, idle.Indexes.States.Single().Documents); // as its last commit tells
            Assert.Equal([item], await idle.IdsAsync("buoy"));
            Assert.True(SearchIndex.IsInUse(Made(folder).Single()));
        }

        await using var following = new SearchNode(_site, folder);
        var second = await _site.WriteAsync("Another buoy");
        await following.CatchUpAsync();
        Assert.True(SearchIndex.IsInUse(Made(folder).Single()));
        Assert.Equal(new[] { item, second.ContentItemId }.Order(), (await following.IdsAsync("buoy")).Order());
    }

    [Fact]
    public async Task A_missing_index_is_not_made_in_the_first_moments_of_a_site_unless_somebody_searches()
    {
        await using var node = new SearchNode(_site, startDelaySeconds: 3600);
        var item = await _site.WriteAsync("Waiting buoy");
        await _site.Services.GetRequiredService<ChangeFollowing>().CatchUpAsync(node.Indexes);
        Assert.False(node.Indexes.States.Single().IsSearchable);

        Assert.Null(node.Indexes.Find(SearchProfile.DefaultName));
        await node.CatchUpAsync();

        Assert.Equal([item.ContentItemId], await node.IdsAsync("buoy"));
    }

    [Fact]
    public async Task An_index_that_was_made_serves_with_the_next_signal_and_is_not_waited_for()
    {
        await using var node = new SearchNode(_site);
        await _site.WriteAsync("Early buoy");
        var (following, signal) = (_site.Services.GetRequiredService<ChangeFollowing>(), _site.Services.GetRequiredService<ChangeSignal>());
        var next = signal.NextAsync;
        await following.CatchUpAsync(node.Indexes); // begins to make it
        await next.WaitAsync(TimeSpan.FromSeconds(30));
        await following.CatchUpAsync(node.Indexes);

        Assert.True(node.Indexes.States.Single().IsSearchable);
    }

    [Fact]
    public async Task Another_description_makes_another_index_beside_the_one_that_serves()
    {
        await using var node = new SearchNode(_site);
        await _site.WriteAsync("An article about buoys");
        await node.CatchUpAsync();
        var before = Made(node.Folder);

        await _site.DefineAsync("Article", """{ "TitlePart": {}, "AutoroutePart": {}, "HtmlBodyPart": {}, "Article": { "fields": { "Lead": "TextField" } } }""");
        await node.CatchUpAsync();

        Assert.Empty(Made(node.Folder).Intersect(before));
        Assert.Single(await node.IdsAsync("buoys"));
    }

    [Fact]
    public async Task An_index_that_another_process_made_is_taken_over()
    {
        await using var node = new SearchNode(_site);
        await _site.WriteAsync("An article about buoys");
        await node.CatchUpAsync();

        await using (var scope = _site.Open())
        {
            var folder = await node.Builder.BuildAsync(scope.Get<SearchProfiles>().Default(), null, CancellationToken.None);
            await node.Indexes.AnnounceAsync(scope.Get<IServiceProvider>(), [SearchProfile.DefaultName], folder, CancellationToken.None);
            await node.CatchUpAsync();
            Assert.Equal([folder], Made(node.Folder));
        }

        Assert.Single(await node.IdsAsync("buoys"));
    }

    [Fact]
    public async Task An_index_made_anew_takes_over_only_when_it_has_what_was_published_meanwhile()
    {
        await using var node = new SearchNode(_site);
        await _site.WriteAsync("An article about buoys");
        await node.CatchUpAsync();
        await using var scope = _site.Open();
        var folder = await node.Builder.BuildAsync(scope.Get<SearchProfiles>().Default(), null, CancellationToken.None);
        await _site.WriteAsync("A lighthouse since");
        await node.CatchUpAsync();

        await node.Indexes.AnnounceAsync(scope.Get<IServiceProvider>(), [SearchProfile.DefaultName], folder, CancellationToken.None);
        var announced = await scope.Get<CmsDbContext>().Changes.AsNoTracking().OrderBy(change => change.Number).LastAsync();
        await node.Indexes.HandleAsync([announced], CancellationToken.None);
        Assert.Single(await node.IdsAsync("lighthouse"));
        Assert.Equal(2, Made(node.Folder).Length);

        await node.CatchUpAsync();
        Assert.Single(await node.IdsAsync("lighthouse"));
        Assert.Equal([folder], Made(node.Folder));
    }

    private async Task<(string Folder, string Item)> ClosedAsync()
    {
        var node = new SearchNode(_site);
        var item = await _site.WriteAsync("Damaged buoy", "<p>Some text so that there are bytes.</p>");
        await node.CatchUpAsync();
        await node.Indexes.DisposeAsync();
        return (node.Folder, item.ContentItemId);
    }

    private async Task FindsAsync(string folder, string item)
    {
        await using var node = new SearchNode(_site, folder);
        await node.CatchUpAsync();
        node.Indexes.Find(SearchProfile.DefaultName); // somebody searches, so it is opened and read through
        await node.CatchUpAsync();
        await node.VerifiedAsync();
        Assert.Equal([item], await node.IdsAsync("buoy"));
        Assert.Single(Made(folder)); // the damaged one is gone
    }

    private static string[] Made(string folder) => Directory.GetDirectories(Path.Combine(folder, SearchProfile.DefaultName));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
