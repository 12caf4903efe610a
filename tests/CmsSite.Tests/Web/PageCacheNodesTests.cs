using System.Diagnostics;
using CmsSite.Storage;
using CmsSite.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CmsSite.Tests.Web;

/// <summary>Two programs, each with pages in its own memory, over one database.</summary>
public class PageCacheNodesTests
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(20);

    [SkippableFact]
    public async Task What_one_node_publishes_the_other_shows_although_it_has_the_page_in_memory()
    {
        Skip.If(StorageTestDatabase.PostgresServer is null, "No PostgreSQL: set CMSSITE_TEST_POSTGRES to a connection string of a server (scripts/start-postgres starts one).");
        await using var database = new Database();
        await using var here = new Node(database.ConnectionString);
        var story = await here.CreateAsync(A.ContentItem("Story").Titled("On both").Saying("<p>First edition.</p>").At("stories/on-both"));
        await using var there = new Node(database.ConnectionString);
        using var neighbour = here.CreateClient();
        using var visitor = there.CreateClient();
        Assert.Contains("First edition.", await visitor.GetStringAsync("/stories/on-both"));
        Assert.Equal(PageCacheTests.Hit, PageCacheTests.StatusOf(await visitor.GetAsync("/stories/on-both")));

        await here.CreateAsync(story.Saying("<p>Second edition.</p>"));
        Assert.Contains("Second edition.", await neighbour.GetStringAsync("/stories/on-both"));
        await ShowsAsync(visitor, "/stories/on-both", "Second edition.");

        await here.InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<SiteSession>();
            await session.PutAsync(SiteDocumentKinds.SiteSetting, "SiteName", "The Other Side");
            await session.CommitAsync();
            return true;
        });
        await ShowsAsync(visitor, "/stories/on-both", "The Other Side");

        // And back again: what the other node changes is seen here.
        await there.CreateAsync(story.Saying("<p>Third edition.</p>"));
        Assert.Contains("Third edition.", await visitor.GetStringAsync("/stories/on-both"));
        await ShowsAsync(neighbour, "/stories/on-both", "Third edition.");
    }

    private static async Task ShowsAsync(HttpClient visitor, string address, string text)
    {
        var watch = Stopwatch.StartNew();
        while (!(await visitor.GetStringAsync(address)).Contains(text, StringComparison.Ordinal))
        {
            Assert.True(watch.Elapsed < _deadline, $"{address} does not show '{text}' after {_deadline.TotalSeconds} s.");
            await Task.Yield();
        }

        // It does not change its mind.
        Assert.Contains(text, await visitor.GetStringAsync(address));
    }

    private sealed class Node(string connectionString) : CmsApplication
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:Database:Provider", DatabaseOptions.Postgres), ("CmsSite:Database:ConnectionString", connectionString)];
    }

    private sealed class Database : IAsyncDisposable
    {
        private readonly string _name = $"cmssite_nodes_{Guid.NewGuid():n}";

        public string ConnectionString => new NpgsqlConnectionStringBuilder(StorageTestDatabase.PostgresServer) { Database = _name, MaxPoolSize = 10 }.ToString();

        public async ValueTask DisposeAsync()
        {
            NpgsqlConnection.ClearAllPools();
            await using var connection = new NpgsqlConnection(StorageTestDatabase.PostgresServer);
            await connection.OpenAsync();
            await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)", connection);
            await drop.ExecuteNonQueryAsync();
        }
    }
}
