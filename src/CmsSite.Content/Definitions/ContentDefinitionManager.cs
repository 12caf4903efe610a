using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Content.Definitions;

/// <summary>
/// Writes content types and parts, and makes the index rows of the items that are there anew where a definition changed what of them is indexed: a part attached or taken away, a
/// field that is another now. Other changes leave the rows alone.
/// </summary>
public sealed class ContentDefinitionManager
{
    private readonly SiteSession _session;
    private readonly ContentDefinitions _definitions;
    private readonly ContentIndexing _indexing;
    private IReadOnlyDictionary<string, string>? _indexed;
    private bool _isAwaited;

    public ContentDefinitionManager(SiteSession session, ContentDefinitions definitions, ContentIndexing indexing)
    {
        (_session, _definitions, _indexing) = (session, definitions, indexing);
        session.Ended += () => (_indexed, _isAwaited) = (null, false);
    }

    public Task PutTypeAsync(string name, JsonObject record, CancellationToken cancellationToken = default) =>
        ChangeAsync(() => _session.PutAsync(SiteDocumentKinds.ContentType, name, record, cancellationToken), cancellationToken);

    public Task PutPartAsync(string name, JsonObject record, CancellationToken cancellationToken = default) =>
        ChangeAsync(() => _session.PutAsync(SiteDocumentKinds.ContentPart, name, record, cancellationToken), cancellationToken);

    public Task DeleteTypeAsync(string name, CancellationToken cancellationToken = default) =>
        ChangeAsync(() => _session.DeleteAsync(SiteDocumentKinds.ContentType, name, cancellationToken), cancellationToken);

    public Task DeletePartAsync(string name, CancellationToken cancellationToken = default) =>
        ChangeAsync(() => _session.DeleteAsync(SiteDocumentKinds.ContentPart, name, cancellationToken), cancellationToken);

    /// <summary>Takes a part from every type that it is attached to, under whatever name. Items stay as they are.</summary>
    public async Task DetachAsync(string partName, CancellationToken cancellationToken = default)
    {
        foreach (var type in _definitions.Types.Where(type => type.Parts.Any(part => part.PartName.Equals(partName, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            var record = _definitions.TypeRecord(type.Name)!;
            var attached = (JsonArray)record["ContentTypePartDefinitionRecords"]!;
            foreach (var part in attached.AsObjects().Where(part => partName.Equals(part["PartName"].AsText(), StringComparison.OrdinalIgnoreCase)).ToList())
            {
                attached.Remove(part);
            }

            await PutTypeAsync(type.Name, record, cancellationToken);
        }
    }

    /// <summary>Brings the index rows up to date. The commit does it anyway; whoever goes on to read or write items in the same session does it first.</summary>
    public async Task ReindexAsync(CancellationToken cancellationToken = default)
    {
        if (_indexed is not { } before)
        {
            return;
        }

        _indexed = null;
        var after = _indexing.Sources();
        foreach (var type in before.Keys.Union(after.Keys, StringComparer.OrdinalIgnoreCase).Where(type => before.GetValueOrDefault(type) != after.GetValueOrDefault(type)).ToList())
        {
            await _indexing.RebuildAsync(type, cancellationToken);
        }
    }

    private async Task ChangeAsync(Func<Task> write, CancellationToken cancellationToken)
    {
        _indexed ??= _indexing.Sources();
        await write();
        if (_session.IsWriting && !_isAwaited)
        {
            // The items' lock now: at the commit it would be asked for while holding the log's, against the order of everybody else.
            await _session.BeginItemsAsync(cancellationToken);
            _session.BeforeCommit(ReindexAsync);
            _isAwaited = true;
        }
    }
}
