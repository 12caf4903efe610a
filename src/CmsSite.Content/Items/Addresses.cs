using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
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
/// <remarks>Of each address memory holds two hashes, whoever has it. What they leave open (an address that was somebody else's in this session, too) the database is asked.</remarks>
public sealed class Addresses
{
    // A session that has asked so often is an import: from then on it is cheaper to know them all.
    private const int ManyQuestions = 200;
    private const ulong SeveralOwners = 0;
    private readonly SiteSession _session;
    private readonly Dictionary<AddressKind, int> _questions = [];

    // Addresses that are or were somebody's while this session writes, and the item's hash.
    private readonly Dictionary<UInt128, ulong> _owners = [];

    public Addresses(SiteSession session)
    {
        _session = session;
        session.Ended += () =>
        {
            _owners.Clear();
            _questions.Clear();
        };
    }

    /// <summary>The id of another item that has one of the values, as its latest or published version says, with the value; null when all are free.</summary>
    /// <param name="except">The item that asks.</param>
    public async Task<(string ContentItemId, string Value)?> FindOwnerAsync(AddressKind kind, IReadOnlyCollection<string> values, string except, CancellationToken cancellationToken = default)
    {
        var normalized = values.Select(value => Normalize(kind, value)).ToList();
        var isKnown = await KnowsAllAsync(kind, cancellationToken);
        if (normalized.Any(value => IsElsewhere(kind, value, except)))
        {
            await _session.FlushAsync(cancellationToken);
        }
        else if (isKnown)
        {
            return null;
        }
        else if (_session.HasOutdatedIndexRows)
        {
            // An address that was given up in this session is free.
            await _session.FlushAsync(cancellationToken);
        }

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

        await _session.FlushAsync(cancellationToken);
        var prefix = Normalize(kind, value) + "-";
        var taken = (await Rows(kind).Where(row => row.Value.StartsWith(prefix) && row.ContentItemId != except).Select(row => row.Value).ToListAsync(cancellationToken))
            .ToHashSet(StringComparer.Ordinal);
        for (var number = 1; ; number++)
        {
            var suffix = $"-{number}";
            var candidate = value[..Math.Min(value.Length, maxLength - suffix.Length)] + suffix;
            var normalized = Normalize(kind, candidate);
            if (!taken.Contains(normalized) && (normalized.StartsWith(prefix, StringComparison.Ordinal) || await FindOwnerAsync(kind, [candidate], except, cancellationToken) is null))
            {
                return candidate;
            }
        }
    }

    // Notes all addresses of the kind, once, when there have been many questions. The items' lock keeps other writers out meanwhile.
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
                Note(kind, row.Value, row.ContentItemId);
            }
        }

        return true;
    }

    internal void Written(ContentIndexRow row)
    {
        if (row is AutorouteIndexRow route)
        {
            Note(AddressKind.Path, route.Path, route.ContentItemId);
        }
        else if (row is AliasIndexRow alias)
        {
            Note(AddressKind.Alias, alias.Alias, alias.ContentItemId);
        }
    }

    private void Note(AddressKind kind, string value, string contentItemId)
    {
        var (key, owner) = (Key(kind, value), Owner(contentItemId));
        _owners[key] = _owners.TryGetValue(key, out var known) && known != owner ? SeveralOwners : owner;
    }

    // Whether another item has it, or had it a moment ago.
    private bool IsElsewhere(AddressKind kind, string normalized, string except) => _owners.TryGetValue(Key(kind, normalized), out var owner) && owner != Owner(except);

    private static UInt128 Key(AddressKind kind, string value) => MemoryMarshal.Read<UInt128>(SHA256.HashData(Encoding.UTF8.GetBytes($"{(int)kind}{value}")));

    private static ulong Owner(string contentItemId) => MemoryMarshal.Read<ulong>(SHA256.HashData(Encoding.UTF8.GetBytes(contentItemId)));

    private static string Normalize(AddressKind kind, string value) => kind == AddressKind.Path ? ContentRoute.Normalize(value) : value.ToLowerInvariant();

    private IQueryable<Row> Rows(AddressKind kind) => kind == AddressKind.Path
        ? _session.Database.Autoroutes.Select(row => new Row { Value = row.Path, ContentItemId = row.ContentItemId })
        : _session.Database.Aliases.Select(row => new Row { Value = row.Alias, ContentItemId = row.ContentItemId });

    private sealed class Row
    {
        public required string Value { get; init; }
        public required string ContentItemId { get; init; }
    }
}
