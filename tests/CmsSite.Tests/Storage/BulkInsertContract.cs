using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Tests.Storage;

/// <summary>What a long import writes in bulk is what Entity Framework would have written, in one transaction with everything else.</summary>
public abstract class BulkInsertContract(string provider) : IAsyncLifetime
{
    private const int Many = 400;
    private StorageTestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await StorageTestDatabase.CreateAsync(provider);

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Many_rows_are_stored_as_few_are()
    {
        await WriteAsync(from: 0, count: 3, commits: true);
        await WriteAsync(from: 1000, count: Many, commits: true);
        await using var context = SiteDatabase.CreateContext(_database.Options);
        Assert.Equal(Many + 3, await context.ContentItems.CountAsync());
        for (var i = 0; i < 3; i++)
        {
            // The first three of either way differ in their ids alone.
            Assert.Equal(await DescribeAsync(context, i), (await DescribeAsync(context, 1000 + i)).Replace($"{1000 + i}", $"{i}", StringComparison.Ordinal).Replace($"{i}001", $"{i}", StringComparison.Ordinal));
        }
    }

    [SkippableFact]
    public async Task Many_rows_of_a_session_that_is_taken_back_are_gone()
    {
        await WriteAsync(from: 0, count: Many, commits: false);
        await using var context = SiteDatabase.CreateContext(_database.Options);
        Assert.Equal((0, 0), (await context.ContentItems.CountAsync(), await context.Fields.CountAsync()));
    }

    [SkippableFact]
    public async Task One_row_that_the_database_refuses_fails_all()
    {
        await WriteAsync(from: 7, count: 1, commits: true);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => WriteAsync(from: 0, count: Many, commits: true));
        await using var context = SiteDatabase.CreateContext(_database.Options);
        Assert.Equal(1, await context.ContentItems.CountAsync());
    }

    [SkippableFact]
    public async Task Many_changed_versions_have_the_rows_that_were_added_last_and_keep_what_is_counted()
    {
        await WriteAsync(from: 0, count: Many, commits: true);
        await _database.InSessionAsync(async session =>
        {
            await session.BeginItemsAsync();
            var before = await session.Database.ContentItems.AsNoTracking().ToListAsync();
            await session.Database.ContentItems.Where(version => version.Id == 5).ExecuteUpdateAsync(version => version.SetProperty(v => v.CommentCount, 3));
            foreach (var version in before)
            {
                (version.DisplayText, version.Latest) = ($"Changed {version.Id}", true);
                session.Database.ContentItems.Update(version);
                foreach (var path in (string[])["first", "last"])
                {
                    session.ClearIndexRows(version.Id);
                    for (var row = 0; row < 2; row++)
                    {
                        session.AddIndexRow(new AutorouteIndexRow { Id = 100_000 + (version.Id * 2) + row, DocumentId = version.Id, ContentItemId = version.ContentItemId, Path = $"{path}/{version.Id}/{row}" });
                    }
                }
            }

            await session.CommitAsync();
        });
        await using var context = SiteDatabase.CreateContext(_database.Options);
        Assert.Equal((2 * Many, 0), (await context.Autoroutes.CountAsync(), await context.Fields.CountAsync()));
        Assert.True(await context.Autoroutes.AllAsync(row => row.Path.StartsWith("last/")));
        Assert.True(await context.ContentItems.AllAsync(version => version.Latest && version.DisplayText!.StartsWith("Changed ")));
        Assert.Equal(3, await context.ContentItems.Where(version => version.Id == 5).Select(version => version.CommentCount).SingleAsync());
    }

    [SkippableFact]
    public async Task A_few_changed_versions_lose_the_rows_that_were_taken_back()
    {
        await WriteAsync(from: 0, count: 3, commits: true);
        await _database.InSessionAsync(async session =>
        {
            await session.BeginItemsAsync();
            session.ClearIndexRows(1);
            session.AddIndexRow(new AutorouteIndexRow { Id = 100, DocumentId = 2, ContentItemId = "item1", Path = "taken-back" });
            session.ClearIndexRows(2);
            Assert.True(session.HasOutdatedIndexRows);
            await session.CommitAsync();
        });
        await using var context = SiteDatabase.CreateContext(_database.Options);
        Assert.Equal(["path/2"], await context.Autoroutes.Select(row => row.Path).ToListAsync());
    }

    [SkippableFact]
    public async Task Many_lines_of_the_change_log_are_written_in_order_and_can_be_followed()
    {
        await _database.InSessionAsync(async session =>
        {
            session.Who = "ada";
            for (var i = 0; i < 600; i++)
            {
                await session.RecordAsync("Thing", $"thing{i}", i % 2 == 0 ? null : $"Ω {i}", i % 3 == 0 ? "{}" : null, "{ \"a\": 1 }");
            }

            await session.CommitAsync();
        });
        await using var context = SiteDatabase.CreateContext(_database.Options);
        var lines = await context.Changes.Where(line => line.Kind == "Thing").OrderBy(line => line.Number).ToListAsync();
        Assert.Equal(Enumerable.Range(0, 600).Select(i => ($"thing{i}", i % 2 == 0 ? null : $"Ω {i}", i % 3 == 0 ? "{}" : null)), lines.Select(line => (line.Subject, line.DisplayText, line.Before)));
        Assert.All(lines, line => Assert.Equal(("ada", DateTimeKind.Utc), (line.Who, line.WhenUtc.Kind)));
        Assert.Equal(599, lines[^1].Number - lines[0].Number);
    }

    private Task WriteAsync(int from, int count, bool commits) => _database.InSessionAsync(async session =>
    {
        await session.BeginItemsAsync();
        for (var i = from; i < from + count; i++)
        {
            var few = i % 1000 % 3;
            session.Database.Add(new ContentItemRecord
            {
                Id = i + 1,
                ContentItemId = $"item{i}",
                ContentItemVersionId = $"version{i}",
                ContentType = "Árvíztűrő",
                DisplayText = few == 0 ? null : "Ω \"quoted\" \\ \t\n 🎈",
                Latest = few == 1,
                Published = few == 2,
                CreatedUtc = few == 0 ? null : new DateTime(2020, 2, 29, 23, 59, 59, DateTimeKind.Utc).AddTicks(12_340),
                Json = "{\"Html\":\"" + new string('x', 10_000) + "\"}",
            });
            session.AddIndexRow(new FieldIndexRow
            {
                Id = (i + 1) * 2, DocumentId = i + 1, FieldType = "NumericField", ContentPart = "P", ContentField = "F", Value = few == 1 ? "" : null, Number = few == 2 ? -0.1 : null, Flag = few == 0 ? null : true,
            });
            session.AddIndexRow(new AutorouteIndexRow { Id = (i + 1) * 3, DocumentId = i + 1, ContentItemId = $"item{i}", Path = $"path/{i}" });
        }

        await session.FlushAsync();
        Assert.Empty(session.Database.ChangeTracker.Entries());
        if (commits)
        {
            await session.CommitAsync();
        }
        else
        {
            await session.RollbackAsync();
        }
    });

    private static async Task<string> DescribeAsync(CmsDbContext context, int number)
    {
        var item = await context.ContentItems.AsNoTracking().SingleAsync(item => item.Id == number + 1);
        var field = await context.Fields.AsNoTracking().SingleAsync(row => row.DocumentId == number + 1);
        var route = await context.Autoroutes.AsNoTracking().SingleAsync(row => row.DocumentId == number + 1);
        (item.Id, field.Id, field.DocumentId, route.Id, route.DocumentId) = (0, 0, 0, 0, 0);
        return System.Text.Json.JsonSerializer.Serialize(new { item, field, route });
    }
}

public sealed class SqliteBulkInsertTests() : BulkInsertContract(DatabaseOptions.Sqlite);

public sealed class PostgresBulkInsertTests() : BulkInsertContract(DatabaseOptions.Postgres);
