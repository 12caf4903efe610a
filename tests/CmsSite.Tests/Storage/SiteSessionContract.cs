using System.Text.Json.Nodes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Storage;

/// <summary>What every database must do for a session: all or nothing, before and after, numbers that nobody can be passed by.</summary>
public abstract class SiteSessionContract(string provider) : IAsyncLifetime
{
    private StorageTestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        if (provider != DatabaseOptions.Postgres || StorageTestDatabase.PostgresServer is not null)
        {
            _database = await StorageTestDatabase.CreateAsync(provider);
        }
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private StorageTestDatabase Database
    {
        get
        {
            Skip.If(_database is null, $"No PostgreSQL: set {StorageTestDatabase.PostgresVariable} to a connection string of a server (scripts/start-postgres starts one).");
            return _database!;
        }
    }

    [SkippableFact]
    public async Task Changes_that_say_more_than_fits_into_memory_are_logged_in_the_order_of_first_touch_and_told_to_whoever_listens()
    {
        const int count = 600;
        var (text, told) = (new string('é', 10_000), new List<(long, string, string?)>());
        Database.Services.GetRequiredService<ChangeSignal>().Changed += changes => told.AddRange(changes.Select(change => (change.Number, change.Subject, change.Before)));
        await Database.InSessionAsync(async session =>
        {
            session.Who = "ada";
            for (var i = 0; i < count; i++)
            {
                await session.RecordAsync("Thing", $"{i}", null, $"\"{text}{i}\"", null);
            }

            // Touched again when it is long out of memory: put back as it was, deleted by somebody who revises what was noted, changed.
            await session.RecordAsync("Thing", "0", null, "other", $"\"{text}0\"");
            Assert.Equal($"\"{text}1\"", session.FindChange("Thing", "1")!.Before);
            var revised = session.FindChange("Thing", "1")!;
            revised.Before = "revised";
            session.KeepChange(revised);
            await session.RecordAsync("Thing", "2", "Two", "other", "after");
            Assert.Equal(count - 1, session.Changes.Count);
            Assert.Equal("1", session.Changes.First().Subject);
            await session.CommitAsync();
            Assert.Empty(session.Changes);
        });

        await using var context = SiteDatabase.CreateContext(Database.Options);
        var logged = await context.Changes.OrderBy(change => change.Number).ToListAsync();
        Assert.Equal(Enumerable.Range(1, count - 1).Select(i => ((long)i, $"{i}", i == 1 ? "revised" : $"\"{text}{i}\"")), logged.Select(change => (change.Number, change.Subject, change.Before!)));
        Assert.Equal(("Two", "after"), (logged[1].DisplayText, logged[1].After));
        Assert.All(logged, change => Assert.Equal("ada", change.Who));
        Assert.Equal(logged.Select(change => (change.Number, change.Subject, change.Before)), told);
    }

    [SkippableFact]
    public async Task A_committed_document_is_seen_by_others_and_logged_with_what_was_before_and_after()
    {
        await Database.InSessionAsync(async session =>
        {
            session.Who = "ada";
            await session.PutAsync("Layer", "Always", JsonNode.Parse("""{"a":1}""")!);
            await session.CommitAsync();
            await session.PutAsync("Layer", "Always", JsonNode.Parse("""{"a":2}""")!);
            await session.CommitAsync();
        });

        await Database.InSessionAsync(async session =>
        {
            Assert.Equal("""{"a":2}""", session.Document("Layer", "always")!.ToJsonString());
            var changes = await session.Database.Changes.OrderBy(change => change.Number).ToListAsync();
            Assert.Equal([(null, """{"a":1}"""), ("""{"a":1}""", """{"a":2}""")], changes.Select(change => (change.Before, change.After)));
            Assert.All(changes, change => Assert.Equal(("ada", "Layer", "Always"), (change.Who, change.Kind, change.Subject)));
            Assert.Equal([1, 2], changes.Select(change => change.Number));
        });
    }

    [SkippableFact]
    public async Task A_session_sees_what_it_has_written_and_nobody_else_does_before_the_commit()
    {
        await Database.InSessionAsync(async session =>
        {
            await session.PutAsync("Query", "Latest", JsonValue.Create(1)!);
            Assert.NotNull(session.Document("Query", "Latest"));
            await Database.InSessionAsync(other =>
            {
                Assert.Null(other.Document("Query", "Latest"));
                return Task.CompletedTask;
            });
            await session.CommitAsync();
        });
        await Database.InSessionAsync(session =>
        {
            Assert.NotNull(session.Document("Query", "Latest"));
            return Task.CompletedTask;
        });
    }

    // A page is drawn while what was sent with its form is still being looked up.
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Documents_can_be_asked_for_while_the_session_waits_for_its_database(bool isWriting)
    {
        await Database.InSessionAsync(async session =>
        {
            await session.PutAsync("Layer", "Always", JsonNode.Parse("""{"a":1}""")!);
            await session.CommitAsync();
        });

        await Database.InSessionAsync(async session =>
        {
            if (isWriting)
            {
                await session.BeginAsync();
            }

            var isPostgres = provider == DatabaseOptions.Postgres;
            var waiting = session.Database.Database.ExecuteSqlRawAsync(isPostgres ? "SELECT pg_sleep(0.3)" : "SELECT 1");
            Assert.NotEqual(isPostgres, waiting.IsCompleted);
            try
            {
                Assert.Equal("""{"a":1}""", session.Document("Layer", "Always")!.ToJsonString());
            }
            finally
            {
                await waiting;
            }
        });
    }

    [SkippableFact]
    public async Task Rolled_back_or_forgotten_sessions_leave_no_row_and_no_change()
    {
        var undone = 0;
        await Database.InSessionAsync(async session =>
        {
            await session.PutAsync("Role", "Editor", new JsonObject());
            session.Database.ContentItems.Add(Item(1));
            await session.FlushAsync();
            session.OnRollback(() => undone++);
            await session.RollbackAsync();
            Assert.Null(session.Document("Role", "Editor"));

            await session.PutAsync("Role", "Editor", new JsonObject());
        });
        await Database.InSessionAsync(async session =>
        {
            Assert.Null(session.Document("Role", "Editor"));
            Assert.Empty(await session.Database.ContentItems.ToListAsync());
            Assert.Empty(await session.Database.Documents.ToListAsync());
            Assert.Empty(await session.Database.Changes.ToListAsync());
        });
        Assert.Equal(1, undone);
    }

    [SkippableFact]
    public async Task Writing_what_is_already_there_or_putting_it_back_changes_nothing()
    {
        await Database.InSessionAsync(async session =>
        {
            await session.PutAsync("Template", "Content", JsonNode.Parse("""{"Content":"a"}""")!);
            await session.CommitAsync();

            await session.PutAsync("Template", "Content", JsonNode.Parse("""{ "Content": "a" }""")!);
            Assert.False(session.IsWriting);

            await session.PutAsync("Template", "Content", JsonNode.Parse("""{"Content":"b"}""")!);
            await session.PutAsync("Template", "Content", JsonNode.Parse("""{"Content":"a"}""")!);
            Assert.Empty(session.Changes);
            await session.CommitAsync();
            Assert.Equal(1, await session.Database.Changes.CountAsync());
        });
    }

    [SkippableFact]
    public async Task Several_writes_to_one_thing_in_a_session_are_one_change()
    {
        await Database.InSessionAsync(async session =>
        {
            await session.PutAsync("Layer", "x", JsonValue.Create(1)!);
            await session.PutAsync("Layer", "x", JsonValue.Create(2)!);
            await session.PutAsync("Layer", "y", JsonValue.Create(1)!);
            await session.DeleteAsync("Layer", "y");
            await session.CommitAsync();
            var change = Assert.Single(await session.Database.Changes.ToListAsync());
            Assert.Equal(("x", null, "2"), (change.Subject, change.Before, change.After));
        });
    }

    [SkippableFact]
    public async Task A_secret_is_stored_and_its_change_is_logged_without_it()
    {
        await Database.InSessionAsync(async session =>
        {
            await session.PutAsync(SiteDocumentKinds.Secret, "key", JsonValue.Create("very-secret-value")!);
            await session.CommitAsync();
            var change = Assert.Single(await session.Database.Changes.ToListAsync());
            Assert.DoesNotContain("very-secret-value", change.After);
        });
    }

    [SkippableFact]
    public async Task What_must_happen_before_the_commit_can_still_stop_it()
    {
        await Database.InSessionAsync(async session =>
        {
            await session.PutAsync("Layer", "x", JsonValue.Create(1)!);
            session.BeforeCommit(_ => throw new IOException("disk full"));
            await Assert.ThrowsAsync<IOException>(() => session.CommitAsync());
            Assert.False(session.IsWriting);
        });
        await Database.InSessionAsync(async session => Assert.Empty(await session.Database.Documents.ToListAsync()));
    }

    [SkippableFact]
    public async Task Another_node_sees_a_change_once_it_has_followed_the_log()
    {
        await using var other = Database.AnotherNode();
        await Database.InSessionAsync(session =>
        {
            Assert.Null(session.Document("Layer", "x"));
            return Task.CompletedTask;
        }, other);
        await Database.InSessionAsync(async session =>
        {
            await session.PutAsync("Layer", "x", JsonValue.Create(1)!);
            await session.CommitAsync();
        });
        var changes = await Database.InSessionAsync(session => session.Database.Changes.ToListAsync(), other);
        foreach (var follower in other.GetServices<IChangeFollower>())
        {
            await follower.HandleAsync(changes, default);
        }

        await Database.InSessionAsync(session =>
        {
            Assert.NotNull(session.Document("Layer", "x"));
            return Task.CompletedTask;
        }, other);
    }

    [SkippableFact]
    public async Task Numbers_of_concurrent_writers_have_no_gap_that_is_filled_later()
    {
        const int writers = 6;
        const int commits = 15;
        using var stop = new CancellationTokenSource();

        // Reads as a follower does: what has been passed must never change behind it.
        var seen = new List<long>();
        var database = Database;
        var reading = Task.Run(async () =>
        {
            var position = 0L;
            while (true)
            {
                var last = stop.IsCancellationRequested;
                var numbers = await database.InSessionAsync(session => session.Database.Changes.Where(change => change.Number > position)
                    .OrderBy(change => change.Number).Select(change => change.Number).ToListAsync());
                seen.AddRange(numbers);
                position = numbers.Count > 0 ? numbers[^1] : position;
                if (last)
                {
                    return;
                }
            }
        });
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < commits; i++)
            {
                await database.InSessionAsync(async session =>
                {
                    await session.PutAsync("Layer", $"{writer}-{i}", JsonValue.Create(i)!);
                    await session.CommitAsync();
                });
            }
        })));
        await stop.CancelAsync();
        await reading;
        Assert.Equal(Enumerable.Range(1, writers * commits).Select(number => (long)number), seen);
    }

    [SkippableFact]
    public async Task Orchards_tables_can_be_read_by_name()
    {
        await Database.InSessionAsync(async session =>
        {
            await session.BeginAsync();
            session.Database.ContentItems.Add(Item(7));
            session.Database.Fields.Add(new() { Id = 1, DocumentId = 7, FieldType = "ContentPickerField", ContentPart = "Article", ContentField = "Author", Value = "a" });
            session.Database.Contained.Add(new() { Id = 2, DocumentId = 7, ContentItemId = "i7", ListContentItemId = "list", Order = 3 });
            await session.CommitAsync();

            foreach (var view in OrchardViews.Names)
            {
                await session.Database.Database.ExecuteSqlRawAsync(string.Concat("SELECT * FROM ", view, " LIMIT 1"));
            }

            var ids = await session.Database.Database.SqlQueryRaw<long>(
                """SELECT DocumentId AS "Value" FROM ContentPickerFieldIndex WHERE ContentType='Article' AND ContentField='Author' AND Published=true AND SelectedContentItemId='a'""").ToListAsync();
            Assert.Equal([7L], ids);
        });
    }

    [SkippableFact]
    public async Task Dates_come_back_as_the_utc_that_they_were()
    {
        var moment = new DateTime(2026, 3, 29, 1, 30, 0, DateTimeKind.Utc).AddTicks(1230);
        await Database.InSessionAsync(async session =>
        {
            await session.BeginAsync();
            session.Database.ContentItems.Add(Item(1, moment));
            await session.CommitAsync();
            var stored = await session.Database.ContentItems.AsNoTracking().SingleAsync();
            Assert.Equal(moment, stored.PublishedUtc);
            Assert.Equal(DateTimeKind.Utc, stored.PublishedUtc!.Value.Kind);
        });
    }

    private static ContentItemRecord Item(long id, DateTime? published = null) => new()
    {
        Id = id, ContentItemId = $"i{id}", ContentItemVersionId = $"v{id}", ContentType = "Article", Latest = true, Published = true, PublishedUtc = published,
    };
}

public sealed class SqliteSiteSessionTests() : SiteSessionContract(DatabaseOptions.Sqlite);

public sealed class PostgresSiteSessionTests() : SiteSessionContract(DatabaseOptions.Postgres);
