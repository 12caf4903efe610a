using System.Text.Json;
using CmsSite.Search.Text;
using CmsSite.Storage.Changes;
using Lucene.Net.Store;
using Microsoft.Extensions.Logging;

namespace CmsSite.Search.Indexes;

/// <summary>
/// One index in the course of its life: opened, followed, found damaged, made anew, replaced. What the follower calls is called by it alone; <see cref="Current"/> and
/// <see cref="State"/> by anybody.
/// </summary>
internal sealed class IndexSlot(IndexBuilder builder, IndexFolders folders, SearchOptions options, ChangeSignal signal, ILogger log, CancellationToken stopping) : IAsyncDisposable
{
    private volatile SearchIndex? _current;
    private volatile string? _problem;
    private volatile object? _progress; // a boxed BuildProgress
    private volatile Task<string>? _building;
    private SearchProfile? _built;
    private SearchProfile? _profile;
    private SiteAnalyzer? _analyzer;
    private Task _verifying = Task.CompletedTask;
    private volatile bool _isDistrusted;

    public IndexFolders Folders => folders;

    public SearchProfile Profile => _profile!;

    /// <summary>What is searched; it may lag behind while a new one is made.</summary>
    public SearchIndex? Current => _current;

    public bool IsFollowing => _current is not null && !_isDistrusted;

    /// <summary>The reading through of what serves.</summary>
    public Task Verifying => _verifying;

    public bool IsBuilding => _building is not null;

    public IndexState State => new(
        _profile?.Name ?? "", _current is not null, _building is null ? null : _progress is BuildProgress progress ? progress : new BuildProgress(0, 0), _current?.Position ?? 0, Documents(), _problem);

    /// <summary>Takes the description; opens or makes the index when it is another one than before.</summary>
    public void Describe(SearchProfile profile, SiteAnalyzer analyzer)
    {
        if (_profile?.Fingerprint == profile.Fingerprint)
        {
            return;
        }

        (_profile, _analyzer) = (profile, analyzer);
        if (_current is null)
        {
            Open();
        }
        else
        {
            Build();
        }
    }

    /// <summary>Opens the newest complete index that is as the site wants it; makes one if there is none that can be trusted.</summary>
    public void Open()
    {
        foreach (var folder in _isDistrusted ? [] : folders.All())
        {
            try
            {
                if (SearchIndex.TryOpen(folder, Profile.Fingerprint, _analyzer!, options.BufferMegabytes) is { } index)
                {
                    Serve(index);
                    return;
                }
            }
            catch (LockObtainFailedException)
            {
                // A process that is about to end still has it; asked for again with the next look at the change log.
                _problem = "Another process is writing the index.";
                log.LogWarning("The search index {Index} in {Folder} is being written by another process; trying again.", Profile.Name, folder);
                return;
            }
            catch (Exception exception) when (SearchIndex.IsUnreadable(exception))
            {
                Complain(exception);
            }
        }

        Build();
    }

    /// <summary>Somebody asked for it to be made anew, or has made it.</summary>
    public void Renew(SiteChange change)
    {
        var asked = change.After is null ? null : JsonSerializer.Deserialize<RebuildRequest>(change.After);
        if (asked?.Folder is { } made && folders.All().FirstOrDefault(folder => Path.GetFileName(folder) == made) is { } folder)
        {
            if (folder != _current?.Folder && SearchIndex.TryOpen(folder, Profile.Fingerprint, _analyzer!, options.BufferMegabytes) is { } index)
            {
                Serve(index);
            }
        }
        else if (_current is null || !IsYounger(_current.Folder, asked?.When))
        {
            Build();
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
        if (_building is not { IsCompleted: true } building)
        {
            return;
        }

        var isOutdated = _built?.Fingerprint != Profile.Fingerprint;
        (_building, _progress) = (null, null);
        if (building.IsFaulted)
        {
            _problem = $"It could not be made: {building.Exception!.GetBaseException().Message}";
            log.LogError(building.Exception.GetBaseException(), "The search index {Index} could not be made; it is tried again.", Profile.Name);
        }

        if (isOutdated || building.IsFaulted)
        {
            Build(pause: building.IsFaulted);
        }
        else if (building.IsCompletedSuccessfully && SearchIndex.TryOpen(building.Result, Profile.Fingerprint, _analyzer!, options.BufferMegabytes) is { } index)
        {
            log.LogInformation("The search index {Index} was made and serves now.", Profile.Name);
            Serve(index);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var work in new[] { _building, _verifying })
        {
            await (work ?? Task.CompletedTask).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        if (Interlocked.Exchange(ref _current, null) is { } index)
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

    private void Build(bool pause = false)
    {
        if (_building is not null || stopping.IsCancellationRequested)
        {
            return;
        }

        _built = Profile;
        log.LogInformation("The search index {Index} is being made.", Profile.Name);
        _building = Task.Run(async () =>
        {
            try
            {
                if (pause)
                {
                    await Task.Delay(TimeSpan.FromSeconds(5), stopping);
                }

                return await builder.BuildAsync(_built, new Latest(progress => _progress = progress), stopping);
            }
            finally
            {
                signal.Wake(); // the follower takes it over, and follows it from now on
            }
        }, CancellationToken.None);
    }

    private void Serve(SearchIndex index)
    {
        var before = _current;
        (_current, _isDistrusted, _problem) = (index, false, null);
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
            return _current?.Search(searcher => searcher.IndexReader.NumDocs) ?? 0;
        }
        catch (ObjectDisposedException)
        {
            return 0; // replaced in this very moment
        }
    }

    private static bool IsYounger(string folder, DateTimeOffset? moment) =>
        moment is { } asked && string.CompareOrdinal(Path.GetFileName(folder), asked.ToString("yyyyMMddHHmmssfff", System.Globalization.CultureInfo.InvariantCulture)) > 0;

    // Progress<T> would tell of it later, from another thread, after the end.
    private sealed class Latest(Action<BuildProgress> report) : IProgress<BuildProgress>
    {
        public void Report(BuildProgress value) => report(value);
    }
}
