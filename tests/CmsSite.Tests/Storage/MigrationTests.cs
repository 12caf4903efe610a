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

    [SkippableTheory]
    [InlineData(DatabaseOptions.Sqlite)]
    [InlineData(DatabaseOptions.Postgres)]
    public async Task Files_of_an_older_database_are_in_folders_and_what_uses_them_is_still_to_be_noted(string provider)
    {
        await using var database = await StorageTestDatabase.CreateAsync(provider);
        await using var context = SiteDatabase.CreateContext(database.Options);
        var migrator = context.GetService<IMigrator>();
        await migrator.MigrateAsync("ContentListOrder");
        await context.Database.ExecuteSqlRawAsync("""
            INSERT INTO "ContentItem" ("Id", "ContentItemId", "ContentItemVersionId", "ContentType", "Latest", "Published", "Json") VALUES (1, 'a', 'v', 'Page', true, true, '{{}}');
            INSERT INTO "MediaFile" ("Path", "Hash", "Length", "ContentType", "ModifiedUtc") VALUES
                ('top.pdf', 'x', 1, 'application/pdf', '2026-01-01'), ('a/deep/folder/b.pdf', 'x', 1, 'application/pdf', '2026-01-01'), ('a/c.pdf', 'x', 1, 'application/pdf', '2026-01-01');
            """);

        await migrator.MigrateAsync();

        Assert.All(await context.MediaFiles.ToListAsync(), file => Assert.Equal(MediaFileRecord.FolderOf(file.Path), file.Folder));
        Assert.Equal(["a", "a/deep", "a/deep/folder"], (await context.Documents.Where(document => document.Kind == SiteDocumentKinds.MediaFolder).Select(document => document.Name).ToListAsync()).Order(StringComparer.Ordinal));
        Assert.True(await context.Followers.AnyAsync(note => note.Name == "media-usage-missing"));
    }
}
