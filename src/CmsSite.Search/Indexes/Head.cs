using CmsSite.Storage.Changes;

namespace CmsSite.Search.Indexes;

/// <summary>How far the content has come: by commits of this process known the moment that they are made, by those of others when the change log is read.</summary>
internal sealed class Head : IDisposable
{
    private readonly ChangeSignal _signal;
    private long _number;

    public Head(ChangeSignal signal)
    {
        _signal = signal;
        _signal.Changed += Note;
    }

    /// <summary>The number of the last change of a content item; 0 before there was one.</summary>
    public long Number => Volatile.Read(ref _number);

    public void Dispose() => _signal.Changed -= Note;

    public void Note(IReadOnlyCollection<SiteChange> changes)
    {
        foreach (var change in changes)
        {
            // Commits come one after the other, what they raise need not.
            for (var known = Number; change.Kind == SiteChange.ContentItemKind && change.Number > known;)
            {
                var was = Interlocked.CompareExchange(ref _number, change.Number, known);
                known = was == known ? change.Number : was;
            }
        }
    }
}
