using System.Text.Json;
using CmsSite.Storage.Changes;
using Lucene.Net.Store;
using Microsoft.Extensions.Logging;

namespace CmsSite.Search.Indexes;

/// <summary>
/// One index in the course of its life: found, opened when somebody needs it, followed, found damaged, made anew, replaced. The files of an index that nobody has searched and nothing has
/// changed stay closed. What the follower calls is called by it alone; <see cref="Opened"/>, <see cref="Distrust"/> and <see cref="State"/> by anybody.
/// </summary>
internal sealed class IndexSlot(IndexBuilder builder, IndexFolders folders, SearchOptions options, Task rested, ChangeSignal signal, Action renewed, ILogger log, CancellationToken stopping) : IAsyncDisposable
{
    private readonly System.Threading.Lock _gate = new();
    private volatile SearchIndex? _current;
    private volatile SearchIndex? _next; // made anew, but behind what serves: nobody is to lose sight of what was published since
    private volatile StoredIndex? _stored; // what _current would be if somebody needed it
    private volatile string? _problem;
    private readonly IndexMaking _making = new(builder, rested, signal, log, stopping);
    private SearchProfile? _profile;
    private Task _verifying = Task.CompletedTask;
    private volatile bool _isDistrusted;
    private bool _isLocked;

    public IndexFolders Folders => folders;

    public SearchProfile Profile => _profile!;

    /// <summary>What is searched, if it is open; it may lag behind while a new one is made.</summary>
    public SearchIndex? Current => _current;

    public bool IsFollowing => (_current is not null || _stored is not null) && !_isDistrusted;

    /// <summary>The number of the last change that is in it.</summary>
    public long Position => _current?.Position ?? _stored?.Position ?? 0;

    /// <summary>An index that takes over as soon as it has caught up; null when there is none.</summary>
    public SearchIndex? Next => _next;

    /// <summary>Changes after this number are still to be told to one of them.</summary>
    public long FollowedTo => _next is { } next ? Math.Min(next.Position, Position) : Position;

    /// <summary>The reading through of what serves.</summary>
    public Task Verifying => _verifying;

    public bool IsBuilding => _making.IsGoingOn;

    public IndexState State => new(_profile?.Name ?? "", _current is not null || _stored is not null, _making.Progress, Position, Documents(), _problem);

    /// <summary>Takes the description; looks for the index, or makes it, when it is another one than before.</summary>
    public void Describe(SearchProfile profile)
    {
        if (_profile?.Fingerprint == profile.Fingerprint)
        {
            return;
        }

        lock (_gate)
        {
            _profile = profile;
            DropNext();
            if (_current is null)
            {
                Look();
            }
            else
            {
                Build();
            }
        }
    }

    /// <summary>Looks for the newest complete index that is as the site wants it; makes one if there is none that can be trusted.</summary>
    public void Look()
    {
        lock (_gate)
        {
            _stored = _isDistrusted ? null : folders.Newest(Profile.Fingerprint, Complain);
            if (_stored is null)
            {
                Build();
            }
            else if (_isLocked && SearchIndex.IsInUse(_stored.Folder))
            {
                BeLocked(_stored); // still
            }
            else
            {
                (_isLocked, _problem) = (false, null);
            }
        }
    }

    /// <summary>The index, to be searched or written now; null while there is none that can be read.</summary>
    public SearchIndex? Opened()
    {
        if (_current is null && _stored is not null)
        {
            lock (_gate)
            {
                if (_current is null && _stored is { } stored)
                {
                    Open(stored);
                }
            }
        }

        return _current;
    }

    private void Open(StoredIndex stored)
    {
        try
        {
            if (SearchIndex.TryOpen(stored.Folder, Profile.Fingerprint, Profile.Analyzer(), options.BufferMegabytes) is { } index)
            {
                Serve(index);
                return;
            }
        }
        catch (LockObtainFailedException)
        {
            BeLocked(stored);
            return;
        }
        catch (Exception exception) when (SearchIndex.IsUnreadable(exception))
        {
            Complain(exception);
        }

        _stored = null;
        Build();
    }

    // By a process that is about to end; asked again with the next look at the change log.
    private void BeLocked(StoredIndex stored)
    {
        (_isLocked, _stored, _problem) = (true, null, "Another process is writing the index.");
        log.LogWarning("The search index {Index} in {Folder} is being written by another process; trying again.", Profile.Name, stored.Folder);
    }

    /// <summary>Nothing up to this change matters to it: if its files are closed, they stay so. False when they are open, and must be told.</summary>
    public bool Pass(long position)
    {
        lock (_gate)
        {
            if (_current is not null || _stored is null)
            {
                return false;
            }

            _stored = _stored with { Position = Math.Max(_stored.Position, position) };
            return true;
        }
    }

    /// <summary>Somebody asked for it to be made anew, or has made it.</summary>
    public void Renew(SiteChange change)
    {
        lock (_gate)
        {
            var asked = change.After is null ? null : JsonSerializer.Deserialize<RebuildRequest>(change.After);
            var serving = _next?.Folder ?? _current?.Folder ?? _stored?.Folder;
            if (asked?.Folder is { } made && folders.All().FirstOrDefault(folder => Path.GetFileName(folder) == made) is { } folder)
            {
                if (folder != serving && SearchIndex.TryOpen(folder, Profile.Fingerprint, Profile.Analyzer(), options.BufferMegabytes) is { } index)
                {
                    Take(index);
                }
            }
            else if (serving is null || !IndexFolders.IsYounger(serving, asked?.When))
            {
                Build();
            }
        }
    }

    /// <summary>The files cannot be trusted any more: what can be read goes on serving while the index is made anew, from the follower's next look on.</summary>
    public void Distrust(Exception exception)
    {
        if (!_isDistrusted)
        {
            _isDistrusted = true;
            Complain(exception);
        }
    }

    /// <summary>Lets an index that is finished take over.</summary>
    public void TakeBuilt()
    {
        lock (_gate)
        {
            if (_making.Take() is not { } made)
            {
                return;
            }

            if (made.Failure is { } failure)
            {
                _problem = $"It could not be made: {failure.Message}";
                log.LogError(failure, "The search index {Index} could not be made; it is tried again.", Profile.Name);
            }

            if (made.Failure is not null || made.Profile.Fingerprint != Profile.Fingerprint)
            {
                Build(isAgain: made.Failure is not null);
            }
            else if (made.Folder is { } folder && SearchIndex.TryOpen(folder, Profile.Fingerprint, Profile.Analyzer(), options.BufferMegabytes) is { } index)
            {
                Take(index);
            }
        }
    }

    private void Take(SearchIndex index)
    {
        DropNext();
        _next = index;
        TakeOver();
    }

    /// <summary>Lets the index that was made anew serve, once it holds all that the other one does; at once when that one is closed or cannot be trusted.</summary>
    public void TakeOver()
    {
        lock (_gate)
        {
            if (_next is { } next && (_current is not { } current || _isDistrusted || next.Position >= current.Position))
            {
                _next = null;
                Serve(next);
                log.LogInformation("The search index {Index} was made and serves now.", Profile.Name);
            }
        }
    }

    /// <summary>The index that was made anew cannot be written: another one is made.</summary>
    public void GiveUpNext(Exception exception)
    {
        lock (_gate)
        {
            Complain(exception);
            DropNext();
            Build();
        }
    }

    private void DropNext()
    {
        _next?.Dispose();
        _next = null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var work in new[] { _making.Work, _verifying })
        {
            await work.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        SearchIndex? index;
        lock (_gate)
        {
            DropNext();
            (index, _current, _stored) = (_current, null, null);
        }

        if (index is not null)
        {
            if (!_isDistrusted && index.IsWorthCommitting)
            {
                try
                {
                    index.Commit();
                }
                catch (Exception exception) when (SearchIndex.IsDamage(exception))
                {
                    Complain(exception);
                }
            }

            index.Dispose();
        }
    }

    private void Build(bool isAgain = false) => _making.Begin(Profile, isAgain);

    private void Serve(SearchIndex index)
    {
        var before = _current;
        DropNext();
        (_current, _stored, _isDistrusted, _problem) = (index, null, false, null);
        renewed();
        before?.Dispose();
        folders.KeepOnly(index.Folder);
        _verifying = Task.Run(() => Verify(index), CancellationToken.None);
    }

    // Damage inside the files shows only when they are read: that takes as long as they are large, so it is done while they serve already.
    private void Verify(SearchIndex index)
    {
        try
        {
            index.Verify();
        }
        catch (ObjectDisposedException)
        {
            // It was replaced meanwhile.
        }
        catch (Exception exception) when (SearchIndex.IsUnreadable(exception))
        {
            Distrust(exception);
            signal.Wake();
        }
    }

    private void Complain(Exception exception)
    {
        _problem = $"It is damaged and is being made anew: {exception.Message}";
        log.LogWarning(exception, "The search index {Index} is damaged and is being made anew.", Profile.Name);
    }

    private int Documents()
    {
        try
        {
            return _current?.Search(searcher => searcher.IndexReader.NumDocs) ?? _stored?.Documents ?? 0;
        }
        catch (ObjectDisposedException)
        {
            return 0; // replaced in this very moment
        }
    }
}
