using CmsSite.Storage;
using CmsSite.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Content.Items;

public sealed class SqliteConcurrentSessionsTests() : ConcurrentSessionsContract(DatabaseOptions.Sqlite);

public sealed class PostgresConcurrentSessionsTests() : ConcurrentSessionsContract(DatabaseOptions.Postgres);

/// <summary>Several sessions at once, on each database: none may see what was before another and write on top of it.</summary>
public abstract class ConcurrentSessionsContract(string provider)
{
    [SkippableFact]
    public async Task Sessions_that_want_one_path_at_once_get_different_ones()
    {
        await using var site = await SiteAsync();
        await AtOnceAsync(8, _ => site.PublishAsync("""{"ContentType":"Page","TitlePart":{"Title":"Same"},"AutoroutePart":{}}"""));
        await using var scope = site.Open();
        var paths = await scope.Database.Autoroutes.Select(row => row.Path).OrderBy(path => path).ToListAsync();
        Assert.Equal(["same", .. Enumerable.Range(1, 7).Select(number => $"same-{number}")], paths);
    }

    [SkippableFact]
    public async Task Sessions_that_publish_one_item_at_once_leave_one_published_version()
    {
        await using var site = await SiteAsync();
        var id = (await site.PublishAsync("""{"ContentType":"Page","TitlePart":{"Title":"0"},"AutoroutePart":{"Path":"p"}}""")).ContentItemId;
        await AtOnceAsync(6, number => site.CommitAsync(async scope =>
        {
            var item = await scope.LatestAsync(id);
            item.Content["TitlePart"]!["Title"] = $"{number}";
            Assert.Empty(number % 2 == 0 ? await scope.Manager.PublishAsync(item) : await scope.Manager.SaveDraftAsync(item));
        }));
        await using var scope = site.Open();
        var versions = await scope.VersionsAsync(id);
        Assert.Single(versions, version => version.Published);
        Assert.Single(versions, version => version.Latest);
        Assert.InRange(await scope.Database.Autoroutes.CountAsync(), 1, 2);
        Assert.Equal(versions.Count(version => version.Published || version.Latest), await scope.Database.Autoroutes.CountAsync());
    }

    [SkippableFact]
    public async Task A_reader_sees_all_of_a_session_or_nothing()
    {
        await using var site = await SiteAsync();
        await using var writing = site.Open();
        await writing.Manager.PublishAsync(writing.Item("""{"ContentItemId":"a","ContentType":"Page","TitlePart":{"Title":"A"},"AutoroutePart":{}}"""));
        await writing.Session.FlushAsync();
        Assert.Null(await site.ReadAsync(scope => scope.Items.FindRouteAsync("a")));
        await writing.Session.CommitAsync();
        Assert.Equal("A", (await site.ReadAsync(scope => scope.Items.FindRouteAsync("a")))!.Item.DisplayText);
    }

    private static Task AtOnceAsync(int count, Func<int, Task> run) => Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => run(number))));

    private async Task<TestSite> SiteAsync()
    {
        var site = await TestSite.CreateAsync(provider);
        await site.DefineAsync("Page", """{"TitlePart":{},"AutoroutePart":{}}""");
        return site;
    }
}
