using CmsSite.Search.Indexes;
using CmsSite.Storage;
using CmsSite.Storage.Changes;

namespace CmsSite.Web.PageCache;

/// <summary>
/// Drops pages that a change makes out of date: with the commit itself when this node commits, so that whoever made the change sees it, and through the change log when
/// another does.
/// </summary>
internal sealed class PageCacheFollower : IChangeFollower
{
    private const int Remembered = 10_000;
    private static readonly HashSet<string> _search = [PageTags.Search];
    private readonly PageStore _pages;
    private readonly DocumentCache _documents;
    private readonly HashSet<(long Number, string Kind, string Subject, long Moment)> _own = [];

    public PageCacheFollower(PageStore pages, DocumentCache documents, ChangeSignal signal, SearchIndexes indexes)
    {
        (_pages, _documents) = (pages, documents);
        signal.Changed += Committed;
        // The index hears of a change after the commit: a page of results that was made in between goes with what the index says then.
        indexes.Renewed += () => _pages.Drop(_search);
    }

    public string Name => "pages";

    public bool IsDurable => false;

    public Task HandleAsync(IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken)
    {
        List<SiteChange> others;
        lock (_own)
        {
            others = [.. changes.Where(change => !_own.Remove(Key(change)))];
        }

        if (others.Count > 0)
        {
            // Followers run side by side: a page made now must not be made of documents that theirs has not dropped yet.
            _documents.Forget(others);
            _pages.Drop(others);
        }

        return Task.CompletedTask;
    }

    private void Committed(IReadOnlyCollection<SiteChange> changes)
    {
        _pages.Drop(changes);
        lock (_own)
        {
            if (_own.Count + changes.Count > Remembered)
            {
                _own.Clear(); // then pages are dropped a second time
            }

            _own.UnionWith(changes.Take(Remembered).Select(Key));
        }
    }

    // With the moment, since a copy of the database, on which a recipe is planned, gives the same numbers.
    private static (long Number, string Kind, string Subject, long Moment) Key(SiteChange change) =>
        (change.Number, change.Kind, change.Subject, change.WhenUtc.Ticks / TimeSpan.TicksPerMillisecond);
}
