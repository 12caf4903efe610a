using System.Collections.Concurrent;
using System.Data;
using System.Text.Json.Nodes;
using CmsSite.Storage.Changes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CmsSite.Storage;

/// <summary>
/// The committed site documents, by kind, read once and kept until a change of that kind is committed here or, through the change log, elsewhere.
/// The nodes it gives out are shared: never change one.
/// </summary>
public sealed class DocumentCache
{
    private readonly ConcurrentDictionary<string, Entry> _kinds = new();
    private long _generation;
    private volatile ReadMemory _memory = new(0);

    /// <summary>Grows whenever anything was forgotten; what was derived from an older generation may be out of date.</summary>
    public long Generation => Interlocked.Read(ref _generation);

    /// <summary>What else was read since the last change.</summary>
    public ReadMemory Memory
    {
        get
        {
            var (memory, generation) = (_memory, Generation);
            return memory.Generation == generation ? memory : _memory = new ReadMemory(generation);
        }
    }

    /// <summary>Whether the kind is in memory, so that asking for it costs nothing.</summary>
    public bool Holds(string kind) => _kinds.ContainsKey(kind);

    public IReadOnlyDictionary<string, JsonNode> Get(string kind, CmsDbContext database)
    {
        if (_kinds.TryGetValue(kind, out var entry))
        {
            return entry.Documents;
        }

        // Whoever draws a page may ask while the scope's own context waits for an answer; only a snapshot has to be asked itself.
        using var beside = IsSnapshot(database) ? null : database.Beside();
        // What is read while another thread forgets the kind must not be kept: it may be from before that change.
        var generation = Generation;
        var documents = (beside ?? database).Documents.AsNoTracking().Where(document => document.Kind == kind)
            .Select(document => new { document.Name, document.Json }).AsEnumerable()
            .ToDictionary(document => document.Name, document => JsonNode.Parse(document.Json)!, SiteDocumentKinds.Comparer(kind));
        if (generation == Generation && database.Database.CurrentTransaction is null)
        {
            _kinds[kind] = new Entry(documents);
        }

        return documents;
    }

    /// <summary>Something derived from the documents of a kind (typed definitions, compiled rules), made once and dropped together with them.</summary>
    public T Project<T>(string kind, CmsDbContext database, Func<IReadOnlyDictionary<string, JsonNode>, T> make) where T : class
    {
        var documents = Get(kind, database);
        if (!_kinds.TryGetValue(kind, out var entry) || !ReferenceEquals(entry.Documents, documents))
        {
            return make(documents);
        }

        return entry.Projections.TryGetValue(typeof(T), out var projection) ? (T)projection : (T)entry.Projections.GetOrAdd(typeof(T), make(documents));
    }

    public void Forget(IEnumerable<SiteChange> changes)
    {
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            // One of a kind is enough: to look into each of an import's changes would cost more than all else here.
            if (!kinds.Contains(change.Kind) && !IsUnseen(change))
            {
                kinds.Add(change.Kind);
                Interlocked.Increment(ref _generation);
                _kinds.TryRemove(change.Kind, out _);
            }
        }
    }

    /// <summary>Forgets everything, for instance when the process turns to another database.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref _generation);
        _kinds.Clear();
    }

    private static bool IsSnapshot(CmsDbContext database) => database.Database.CurrentTransaction?.GetDbTransaction().IsolationLevel == IsolationLevel.RepeatableRead;

    // A comment that waits, or is spam, is on no page; there may be hundreds of them in a second.
    private static bool IsUnseen(SiteChange change) => change.Kind is SiteChange.SignInKind or SiteChange.LogKind
        || (change.Kind == SiteChange.ContentItemKind && ItemState.Parse(change.After) is { About: not null, Published: null } && ItemState.Parse(change.Before) is null or { Published: null });

    private sealed record Entry(IReadOnlyDictionary<string, JsonNode> Documents)
    {
        public ConcurrentDictionary<Type, object> Projections { get; } = new();
    }
}
