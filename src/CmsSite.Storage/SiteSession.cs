using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Storage.Changes;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CmsSite.Storage;

/// <summary>
/// The one door for changes. The first write begins a transaction; <see cref="CommitAsync"/> writes everything at once: the data, its index rows and one
/// line of the change log for each thing that is now different. Disposed without a commit, or rolled back, it leaves nothing behind.
/// </summary>
/// <remarks>
/// One session belongs to one DI scope and shares its <see cref="CmsDbContext"/>, so whatever reads in the same scope sees what has been
/// written so far. A session can be committed or rolled back once; it then begins anew with the next write.
/// </remarks>
public sealed class SiteSession(CmsDbContext database, DocumentCache cache, ChangeSignal signal, TimeProvider clock) : IAsyncDisposable
{
    private SessionChanges _changes = new();
    private readonly Dictionary<string, Dictionary<string, JsonNode>> _documents = [];
    private readonly Dictionary<(string Kind, Type Type), object> _projections = [];
    private readonly List<Func<CancellationToken, Task>> _beforeCommit = [];
    private readonly List<Action> _onRollback = [];
    private readonly Dictionary<string, IReadOnlyDictionary<string, JsonNode>> _read = [];
    private readonly PendingIndexRows _indexRows = new(database);
    private IDbContextTransaction? _transaction;
    private bool _holdsItems;

    /// <summary>Raised when the transaction is over, committed or not: what was remembered for its sake is out of date.</summary>
    public event Action? Ended;

    public CmsDbContext Database => database;

    /// <summary>Whose change it is: a user name, or the name of a job.</summary>
    public string? Who { get; set; }

    /// <summary>The recipe run that the changes belong to.</summary>
    public long? RunId { get; set; }

    /// <summary>True for a run that can be undone: lines of the change log then hold all that is needed to put items back, and not only what is different.</summary>
    public bool KeepsFormer { get; set; }

    public bool IsWriting => _transaction is not null;

    /// <summary>What was read of the committed site since its last change; null while this session writes, since it then sees what nobody else does.</summary>
    public ReadMemory? Memory => _transaction is null ? cache.Memory : null;

    /// <summary>What has changed so far, in the order of first touch; a thing put back as it was is not among it. Of a long run they are read from a file, so they are to be gone through once, one by one.</summary>
    public IReadOnlyCollection<SiteChange> Changes => _changes;

    /// <summary>Reads something of the committed site once, until something changes; whoever gets it shares it. While this session writes it is read each time.</summary>
    /// <param name="kind">What sort of thing: one caller's own word.</param>
    /// <param name="size">About how many bytes it takes.</param>
    public async ValueTask<T> RememberAsync<T>(string kind, string key, Func<Task<T>> read, Func<T, long> size) where T : class
    {
        var memory = Memory;
        if (memory is null || !memory.TryGet<T>(kind, key, out var value))
        {
            value = await read();
            memory?.Add(kind, key, value, size(value));
        }

        return value!;
    }

    /// <summary>Begins the transaction unless it has begun. On SQLite this takes the one write lock at once, so that a session never fails half-way for want of it.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken = default) =>
        _transaction ??= await database.Database.BeginTransactionAsync(cancellationToken);

    /// <summary>
    /// Begins, and waits until no other session is writing content items. Two sessions that look whether a path is free, or which version is the published one, would
    /// both see what was before the other; SQLite has one writer anyway, PostgreSQL takes an advisory lock.
    /// </summary>
    public async Task BeginItemsAsync(CancellationToken cancellationToken = default)
    {
        await BeginAsync(cancellationToken);
        if (!_holdsItems && database.Database.IsNpgsql())
        {
            await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ChangeLog.ItemsLock})", cancellationToken);
        }

        _holdsItems = true;
    }

    /// <summary>Notes that something changed. Called again for the same subject, it keeps the first <paramref name="before"/> and takes the new <paramref name="after"/>.</summary>
    public async Task RecordAsync(string kind, string subject, string? displayText, string? before, string? after, CancellationToken cancellationToken = default)
    {
        await BeginAsync(cancellationToken);
        if (_changes.Find(kind, subject) is { } change)
        {
            change.After = after;
            change.DisplayText = displayText ?? change.DisplayText;
        }
        else
        {
            change = new SiteChange { Kind = kind, Subject = subject, DisplayText = displayText, Before = before, After = after };
        }

        _changes.Put(change);
    }

    /// <summary>The recorded change of a subject, if it was touched in this session. What is set in it counts once <see cref="KeepChange"/> has been told.</summary>
    public SiteChange? FindChange(string kind, string subject) => _changes.Find(kind, subject);

    /// <summary>Keeps what was set in a change that <see cref="FindChange"/> gave.</summary>
    public void KeepChange(SiteChange change) => _changes.Put(change);

    /// <summary>The documents of a kind as this session sees them: what is committed, and what it has written itself.</summary>
    public IReadOnlyDictionary<string, JsonNode> Documents(string kind) =>
        _documents.TryGetValue(kind, out var own) ? own : _transaction is null || cache.Holds(kind) ? cache.Get(kind, database) : Read(kind);

    /// <summary>True when this session has written documents of the kind, so that what others may know of it is not what it sees.</summary>
    public bool HasWritten(string kind) => _documents.ContainsKey(kind);

    public JsonNode? Document(string kind, string name) => Documents(kind).GetValueOrDefault(name);

    /// <summary>Something derived from all documents of a kind, such as typed definitions; made once for as long as they stay the same.</summary>
    public T Project<T>(string kind, Func<IReadOnlyDictionary<string, JsonNode>, T> make) where T : class
    {
        if (!HasWritten(kind) && (_transaction is null || cache.Holds(kind)))
        {
            return cache.Project(kind, database, make);
        }

        if (!_projections.TryGetValue((kind, typeof(T)), out var projection))
        {
            _projections[(kind, typeof(T))] = projection = make(Documents(kind));
        }

        return (T)projection;
    }

    /// <summary>Writes a document. Writing what is already there changes nothing and records nothing.</summary>
    public async Task PutAsync(string kind, string name, JsonNode value, CancellationToken cancellationToken = default)
    {
        var existing = Document(kind, name);
        if (existing is not null && JsonNode.DeepEquals(existing, value))
        {
            return;
        }

        await BeginAsync(cancellationToken);
        var json = SiteJson.Write(value);
        var record = await FindAsync(kind, name, cancellationToken);
        if (record is null)
        {
            database.Documents.Add(new SiteDocumentRecord { Kind = kind, Name = name, Json = json, Version = 1 });
        }
        else
        {
            record.Json = json;
            record.Version++;
        }

        Own(kind)[name] = JsonNode.Parse(json)!;
        await RecordAsync(kind, name, null, existing is null ? null : Logged(kind, existing), Logged(kind, value), cancellationToken);
    }

    /// <summary>Deletes a document; one that does not exist is no error.</summary>
    public async Task DeleteAsync(string kind, string name, CancellationToken cancellationToken = default)
    {
        if (Document(kind, name) is not { } existing)
        {
            return;
        }

        await BeginAsync(cancellationToken);
        if (await FindAsync(kind, name, cancellationToken) is { } record)
        {
            database.Documents.Remove(record);
        }

        Own(kind).Remove(name);
        await RecordAsync(kind, name, null, Logged(kind, existing), null, cancellationToken);
    }

    /// <summary>Something to do inside the transaction when it commits, such as moving staged files into place. If it throws, nothing is committed.</summary>
    public void BeforeCommit(Func<CancellationToken, Task> action) => _beforeCommit.Add(action);

    /// <summary>Something to undo outside the database when the session is rolled back, such as deleting staged files.</summary>
    public void OnRollback(Action action) => _onRollback.Add(action);

    /// <summary>Adds a row that is derived from a version. It is written with the next <see cref="FlushAsync"/>.</summary>
    public void AddIndexRow(ContentIndexRow row) => _indexRows.Add(row);

    /// <summary>Takes back all rows that are derived from a version, with the next <see cref="FlushAsync"/>: whoever reads such rows while writing asks for that first.</summary>
    public void ClearIndexRows(long documentId) => _indexRows.Clear(documentId);

    /// <summary>Whether the database still holds rows that were taken back.</summary>
    public bool HasOutdatedIndexRows => _indexRows.HasOutdated;

    /// <summary>Sends pending rows to the database and forgets them, so that a long session stays small. The transaction stays open.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_transaction is null)
        {
            return;
        }

        await SaveAsync(cancellationToken);
        database.ChangeTracker.Clear();
    }

    /// <summary>
    /// Commits data, index rows and change log in one transaction, then tells the followers. Without a change it does nothing.
    /// Numbers are given while holding a lock that is released only by the commit (SQLite has one writer anyway; PostgreSQL takes an advisory lock), so a
    /// follower that has seen number n can never meet a lower one later: a sequence alone would not promise that.
    /// </summary>
    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        if (_transaction is null)
        {
            return;
        }

        try
        {
            await SaveAsync(cancellationToken);
            using var changes = _changes;
            if (changes.Count > 0)
            {
                if (database.Database.IsNpgsql())
                {
                    await database.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ChangeLog.NumberLock})", cancellationToken);
                }

                var number = await database.Changes.MaxAsync(change => (long?)change.Number, cancellationToken) ?? 0;
                changes.Give(number, Who, clock.GetUtcNow().UtcDateTime, RunId);
                number += changes.Count;
                await BulkWrites.AddAsync(database, changes, cancellationToken);
                if (database.Database.IsNpgsql())
                {
                    await database.Database.ExecuteSqlAsync($"SELECT pg_notify({ChangeLog.Channel}, {number.ToString(System.Globalization.CultureInfo.InvariantCulture)})", cancellationToken);
                }
            }

            foreach (var action in _beforeCommit)
            {
                await action(cancellationToken);
            }

            await _transaction.CommitAsync(cancellationToken);
            await EndAsync();
            cache.Forget(changes);
            signal.Committed(changes);
        }
        catch
        {
            await RollbackAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Takes everything back.</summary>
    public async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        if (_transaction is null)
        {
            return;
        }

        await _transaction.RollbackAsync(cancellationToken);
        foreach (var action in _onRollback)
        {
            action();
        }

        _changes.Dispose();
        await EndAsync();
    }

    public async ValueTask DisposeAsync() => await RollbackAsync();

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await BulkWrites.SaveAsync(database, await _indexRows.TakeAsync(cancellationToken), cancellationToken);
        await database.SaveChangesAsync(cancellationToken);
    }

    private async Task EndAsync()
    {
        await _transaction!.DisposeAsync();
        _transaction = null;
        // Whoever is being told of the commit still reads the former ones.
        _changes = new SessionChanges();
        _documents.Clear();
        _projections.Clear();
        _read.Clear();
        _indexRows.Forget();
        _holdsItems = false;
        _beforeCommit.Clear();
        _onRollback.Clear();
        RunId = null;
        KeepsFormer = false;
        database.ChangeTracker.Clear();
        Ended?.Invoke();
    }

    // The shared cache keeps nothing that is read inside a transaction, and a long import must not read the same documents for each item.
    private IReadOnlyDictionary<string, JsonNode> Read(string kind)
    {
        if (!_read.TryGetValue(kind, out var documents))
        {
            _read[kind] = documents = cache.Get(kind, database);
        }

        return documents;
    }

    private Dictionary<string, JsonNode> Own(string kind)
    {
        if (!_documents.TryGetValue(kind, out var own))
        {
            _documents[kind] = own = new Dictionary<string, JsonNode>(cache.Get(kind, database), SiteDocumentKinds.Comparer(kind));
        }

        foreach (var outdated in _projections.Keys.Where(key => key.Kind == kind).ToList())
        {
            _projections.Remove(outdated);
        }

        return own;
    }

    // The log says that a secret changed, never what it was; the hash keeps two of them apart.
    private static string Logged(string kind, JsonNode value) => kind != SiteDocumentKinds.Secret
        ? SiteJson.Write(value)
        : $"\"secret {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SiteJson.Write(value))))[..8]}\"";

    private async Task<SiteDocumentRecord?> FindAsync(string kind, string name, CancellationToken cancellationToken)
    {
        // Names are compared as the kind compares them, so look for the spelling that is stored.
        var stored = Documents(kind).Keys.FirstOrDefault(key => SiteDocumentKinds.Comparer(kind).Equals(key, name)) ?? name;
        return await database.Documents.FindAsync([kind, stored], cancellationToken);
    }
}
