using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CmsSite.Tests.Storage;

public class MigrationTests
{
    [Theory]
    [InlineData(DatabaseOptions.Sqlite, "Data Source=:memory:")]
    [InlineData(DatabaseOptions.Postgres, "Host=localhost")]
    public void The_migrations_make_the_schema_that_the_code_has(string provider, string connectionString)
    {
        using var context = SiteDatabase.CreateContext(new(provider, connectionString));

        Assert.False(context.Database.HasPendingModelChanges(), "CmsDbContext has changed: add a migration for each provider (docs/development.md).");
    }

    [SkippableTheory]
    [InlineData(DatabaseOptions.Sqlite)]
    [InlineData(DatabaseOptions.Postgres)]
    public async Task Addresses_of_an_older_database_are_read_backwards_as_those_of_a_new_one(string provider)
    {
        await using var database = await StorageTestDatabase.CreateAsync(provider);
        await using var context = SiteDatabase.CreateContext(database.Options);
        var migrator = context.GetService<IMigrator>();
        await migrator.MigrateAsync("Initial");
        await context.Database.ExecuteSqlRawAsync("""
            INSERT INTO "ContentItem" ("Id", "ContentItemId", "ContentItemVersionId", "ContentType", "Latest", "Published", "Json") VALUES (1, 'a', 'v', 'Page', true, true, '{{}}');
            INSERT INTO "AutorouteIndex" ("Id", "DocumentId", "ContentItemId", "Path") VALUES (1, 1, 'a', 'stories/über-𝒳-maß');
            """);

        await migrator.MigrateAsync();

        var row = await context.Autoroutes.SingleAsync();
        Assert.Equal("ßam-𝒳-rebü/seirots", row.Backwards);
        Assert.Equal(AutorouteIndexRow.Reverse(row.Path), row.Backwards);
    }
}
