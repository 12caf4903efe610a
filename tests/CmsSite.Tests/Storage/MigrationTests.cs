using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
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

    [Fact]
    public void The_model_that_was_compiled_ahead_is_the_model_that_the_code_has()
    {
        using var context = SiteDatabase.CreateContext(new(DatabaseOptions.Sqlite, "Data Source=:memory:"));

        Assert.NotSame(context.GetService<IDesignTimeModel>().Model, context.Model);
        Assert.True(
            ColumnsOf(context.GetService<IDesignTimeModel>().Model).SequenceEqual(ColumnsOf(context.Model)),
            "CmsDbContext has changed: compile its model again (docs/development.md).");
    }

    // All that reading and writing rows goes by.
    private static IEnumerable<string> ColumnsOf(IReadOnlyModel model) =>
        from type in model.GetEntityTypes()
        let table = StoreObjectIdentifier.Table(type.GetTableName() ?? "-")
        from line in type.GetProperties().Select(property => $"{property.Name}:{property.ClrType} {property.GetColumnName(table)} {property.IsNullable} {property.GetMaxLength()} {property.ValueGenerated} {property.IsConcurrencyToken} {property.GetAfterSaveBehavior()} {property.GetBeforeSaveBehavior()} {property.GetValueConverter()?.GetType()}")
            .Concat(type.GetKeys().Select(key => $"key {string.Join(',', key.Properties.Select(property => property.Name))} {key.IsPrimaryKey()}"))
            .Concat(type.GetForeignKeys().Select(key => $"foreign key {string.Join(',', key.Properties.Select(property => property.Name))} {key.PrincipalEntityType.Name} {key.DeleteBehavior}"))
            .Concat(type.GetIndexes().Select(index => $"index {string.Join(',', index.Properties.Select(property => property.Name))} {index.IsUnique}"))
            .Order(StringComparer.Ordinal)
        orderby type.Name
        select $"{type.Name} {table.Name} {line}";

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
