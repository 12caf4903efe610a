namespace CmsSite.Storage.Indexes;

/// <summary>
/// Index rows of a session that the database has yet to be told of: those that were added, and the versions whose rows there are out of date. They are sent together, since an import changes thousands of
/// items, and a command for each would cost more than all else.
/// </summary>
internal sealed class PendingIndexRows(CmsDbContext database)
{
    private readonly Dictionary<long, List<ContentIndexRow>> _added = [];
    private readonly HashSet<long> _outdated = [];

    public bool HasOutdated => _outdated.Count > 0;

    public void Add(ContentIndexRow row)
    {
        if (!_added.TryGetValue(row.DocumentId, out var rows))
        {
            _added[row.DocumentId] = rows = [];
        }

        rows.Add(row);
    }

    /// <summary>Takes back the rows of a version, those that are written and those that wait for it.</summary>
    public void Clear(long documentId)
    {
        _outdated.Add(documentId);
        _added.Remove(documentId);
    }

    /// <summary>Deletes what is out of date, and gives what is to be written after it.</summary>
    public async Task<IReadOnlyList<ContentIndexRow>> TakeAsync(CancellationToken cancellationToken)
    {
        await IndexRows.DeleteAsync(database, _outdated, cancellationToken);
        List<ContentIndexRow> rows = [.. _added.Values.SelectMany(added => added)];
        Forget();
        return rows;
    }

    public void Forget()
    {
        _added.Clear();
        _outdated.Clear();
    }
}
