using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Items;

/// <summary>What can belong to one item only.</summary>
public enum AddressKind
{
    Path,
    Alias,
}

/// <summary>
/// Who has a path or an alias: what is in the database, and what this session has written but not sent there yet, so that an import of thousands of
/// items need not go to the database for each. Values are compared in lower case, paths without slashes at the ends.
/// </summary>
public sealed class Addresses
{
    // A session that has asked so often is an import: from then on it is cheaper to know them all.
    private const int ManyQuestions = 200;
    private readonly SiteSession _session;
    private readonly Dictionary<AddressKind, int> _questions = [];
    private readonly Dictionary<(AddressKind Kind, string Value), List<(long DocumentId, string ContentItemId)>> _written = [];
    private readonly Dictionary<long, List<(AddressKind Kind, string Value)>> _byDocument = [];

    public Addresses(SiteSession session)
    {
        _session = session;
        session.Ended += () =>
        {
            _written.Clear();
            _byDocument.Clear();
            _questions.Clear();
        };
    }

    /// <summary>The id of another item that has one of the values, as its latest or published version says, with the value; null when all are free.</summary>
    /// <param name="except">The item that asks.</param>
    public async Task<(string ContentItemId, string Value)?> FindOwnerAsync(AddressKind kind, IReadOnlyCollection<string> values, string except, CancellationToken cancellationToken = default)
    {
        var normalized = values.Select(value => Normalize(kind, value)).ToList();
        foreach (var value in normalized)
        {
            if (_written.GetValueOrDefault((kind, value))?.FirstOrDefault(owner => owner.ContentItemId != except).ContentItemId is { } id)
            {
                return (id, value);
            }
        }

        if (await KnowsAllAsync(kind, cancellationToken))
        {
            return null;
        }

        await ForgetOutdatedAsync(cancellationToken);
        var found = await (normalized.Count == 1
            ? Rows(kind).FirstOrDefaultAsync(row => row.Value == normalized[0] && row.ContentItemId != except, cancellationToken)
            : Rows(kind).FirstOrDefaultAsync(row => normalized.Contains(row.Value) && row.ContentItemId != except, cancellationToken));
        return found is null ? null : (found.ContentItemId, found.Value);
    }

    /// <summary>The value itself when no other item has it, else with the first free of <c>-1</c>, <c>-2</c>, ….</summary>
    public async Task<string> MakeFreeAsync(AddressKind kind, string value, string except, int maxLength, CancellationToken cancellationToken = default)
    {
        value = value.Length > maxLength ? value[..maxLength] : value;
        if (await FindOwnerAsync(kind, [value], except, cancellationToken) is null)
        {
            return value;
        }

        await ForgetOutdatedAsync(cancellationToken);
        var prefix = Normalize(kind, value) + "-";
        var taken = (await Rows(kind).Where(row => row.Value.StartsWith(prefix) && row.ContentItemId != except).Select(row => row.Value).ToListAsync(cancellationToken))
            .ToHashSet(StringComparer.Ordinal);
        for (var number = 1; ; number++)
        {
            var suffix = $"-{number}";
            var candidate = value[..Math.Min(value.Length, maxLength - suffix.Length)] + suffix;
            var normalized = Normalize(kind, candidate);
            var isWritten = _written.GetValueOrDefault((kind, normalized))?.Any(owner => owner.ContentItemId != except) ?? false;
            if (!isWritten && !taken.Contains(normalized) && (normalized.StartsWith(prefix, StringComparison.Ordinal) || await FindOwnerAsync(kind, [candidate], except, cancellationToken) is null))
            {
                return candidate;
            }
        }
    }

    // An address that was given up in this session is free.
    private Task ForgetOutdatedAsync(CancellationToken cancellationToken) => _session.HasOutdatedIndexRows ? _session.FlushAsync(cancellationToken) : Task.CompletedTask;

    // Reads all addresses of the kind into memory, once, when there have been many questions. The items' lock keeps other writers out meanwhile.
    private async Task<bool> KnowsAllAsync(AddressKind kind, CancellationToken cancellationToken)
    {
        var questions = _questions[kind] = _questions.GetValueOrDefault(kind) + 1;
        if (questions < ManyQuestions || !_session.IsWriting)
        {
            return false;
        }

        if (questions == ManyQuestions)
        {
            await _session.FlushAsync(cancellationToken);
            await foreach (var row in Rows(kind).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (_byDocument.GetValueOrDefault(row.DocumentId)?.Contains((kind, row.Value)) != true)
                {
                    Add(kind, row.Value, row.DocumentId, row.ContentItemId);
                }
            }

            return false;
        }

        return true;
    }

    internal void Written(ContentIndexRow row)
    {
        (AddressKind Kind, string Value, string Id)? address = row switch
        {
            AutorouteIndexRow route => (AddressKind.Path, route.Path, route.ContentItemId),
            AliasIndexRow alias => (AddressKind.Alias, alias.Alias, alias.ContentItemId),
            _ => null,
        };
        if (address is var (kind, value, id))
        {
            Add(kind, value, row.DocumentId, id);
        }
    }

    private void Add(AddressKind kind, string value, long documentId, string id)
    {
        if (!_written.TryGetValue((kind, value), out var owners))
        {
            _written[(kind, value)] = owners = [];
        }

        owners.Add((documentId, id));
        if (!_byDocument.TryGetValue(documentId, out var addresses))
        {
            _byDocument[documentId] = addresses = [];
        }

        addresses.Add((kind, value));
    }

    internal void Forget(long documentId)
    {
        if (_byDocument.Remove(documentId, out var addresses))
        {
            foreach (var address in addresses)
            {
                _written[address].RemoveAll(owner => owner.DocumentId == documentId);
            }
        }
    }

    private static string Normalize(AddressKind kind, string value) => kind == AddressKind.Path ? ContentRoute.Normalize(value) : value.ToLowerInvariant();

    private IQueryable<Row> Rows(AddressKind kind) => kind == AddressKind.Path
        ? _session.Database.Autoroutes.Select(row => new Row { Value = row.Path, DocumentId = row.DocumentId, ContentItemId = row.ContentItemId })
        : _session.Database.Aliases.Select(row => new Row { Value = row.Alias, DocumentId = row.DocumentId, ContentItemId = row.ContentItemId });

    private sealed class Row
    {
        public required string Value { get; init; }
        public required long DocumentId { get; init; }
        public required string ContentItemId { get; init; }
    }
}
