using System.Text.Json;
using CmsSite.Content.Queries;
using CmsSite.Storage;
using CmsSite.Storage.Changes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CmsSite.Search.Indexes;

/// <summary>
/// All search indexes of this node: opens what is there, makes what is missing or damaged in background, follows the change log, and hands them to whoever searches. An index is a copy of
/// the content; nothing is lost with it.
/// </summary>
public sealed class SearchIndexes(
    IServiceScopeFactory scopes, IndexBuilder builder, ChangeSignal signal, DocumentCache documents, IOptions<SearchOptions> options, TimeProvider clock, ILogger<SearchIndexes> log)
    : IPositionedFollower, ISearchIndexRebuilds, IAsyncDisposable
{
    /// <summary>Kind of the changes that ask for an index to be made anew, or say that it was.</summary>
    public const string RebuildKind = "SearchRebuild";

    // What may change how documents come out; whether it did is told by the fingerprint of the profile.
    private static readonly HashSet<string> _shaping =
        [SiteDocumentKinds.IndexProfile, SiteDocumentKinds.ContentType, SiteDocumentKinds.ContentPart, SiteDocumentKinds.SiteSetting, SiteDocumentKinds.Feature];

    private readonly IndexUpdater _updater = new(scopes);
    private readonly CancellationTokenSource _stopping = new();
    private volatile IReadOnlyDictionary<string, IndexSlot> _slots = new Dictionary<string, IndexSlot>(StringComparer.OrdinalIgnoreCase);
    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Head _head = new(signal);
    private Task? _rested;
    private Task? _opening;
    private bool _isOpened;
    private bool _isDisposed;

    /// <summary>Searches may find something else than a moment ago: an index has taken in what changed, or another one took its place.</summary>
    public event Action? Renewed;

    public string Name => "search";

    public bool IsDurable => false;

    /// <summary>What is known of every index; empty before this process has looked.</summary>
    public IReadOnlyList<IndexState> States => [.. _slots.Values.Select(slot => slot.State)];

    /// <summary>The index of that name, to be searched now; null while there is none.</summary>
    internal SearchIndex? Find(string name)
    {
        _wanted.TrySetResult();
        return _slots.GetValueOrDefault(name)?.Opened();
    }

    /// <summary>
    /// The index of that name, if it is open and holds everything that is known to be committed; null else. For pages, which show something else then: asking neither makes an index nor
    /// waits for one, but one that is there is opened for those who ask later.
    /// </summary>
    internal SearchIndex? Ready(string name)
    {
        if (_slots.GetValueOrDefault(name) is not { } slot)
        {
            return null;
        }

        if (slot.Current is null && slot.IsFollowing && _rested is { } rested && Interlocked.CompareExchange(ref _opening, rested, null) is null)
        {
            rested.ContinueWith(
                _ =>
                {
                    slot.Opened();
                    _opening = null;
                }, _stopping.Token, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        return slot.Current is { } index && index.Position >= _head.Number ? index : null;
    }

    /// <summary>A search met files that it could not read.</summary>
    internal void Distrust(string name, IOException exception)
    {
        _slots.GetValueOrDefault(name)?.Distrust(exception);
        signal.Wake();
    }

    /// <summary>Completes when the files of all indexes that serve have been compared with their checksums.</summary>
    internal Task VerifyingAsync() => Task.WhenAll(_slots.Values.Select(slot => slot.Verifying));

    /// <summary>How far every index has come that serves; null while none does.</summary>
    public async ValueTask<long?> PositionAsync(CancellationToken cancellationToken)
    {
        if (!_isOpened)
        {
            await ReconcileAsync(cancellationToken);
            _isOpened = true;
        }

        foreach (var slot in _slots.Values)
        {
            slot.TakeBuilt();
            Guard(slot, index =>
            {
                if (index.IsWorthCommitting)
                {
                    index.Commit();
                }
            });
        }

        foreach (var slot in _slots.Values.Where(slot => slot is { IsFollowing: false, IsBuilding: false }))
        {
            slot.Look();
        }

        var following = _slots.Values.Where(slot => slot.IsFollowing).ToList();
        return following.Count == 0 ? null : following.Min(slot => slot.FollowedTo);
    }

    public async Task HandleAsync(IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken)
    {
        _head.Note(changes);
        foreach (var slot in _slots.Values.Where(slot => slot.IsFollowing).ToList())
        {
            await FollowAsync(slot, changes, cancellationToken);
        }

        if (changes.Any(change => _shaping.Contains(change.Kind)))
        {
            // Followers run side by side: the profiles must not be read from documents that theirs has not dropped yet.
            documents.Forget(changes);
            await ReconcileAsync(cancellationToken);
        }

        foreach (var change in changes.Where(change => change.Kind == RebuildKind))
        {
            if (_slots.GetValueOrDefault(change.Subject) is { } slot)
            {
                slot.Renew(change);
            }
        }
    }

    /// <inheritdoc/>
    /// <remarks>Written into the change log, so that every node does it, whichever process was asked.</remarks>
    public async Task RequestAsync(IReadOnlyCollection<string>? indexNames, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var names = scope.ServiceProvider.GetRequiredService<SearchProfiles>().All().Select(profile => profile.Name);
        await AnnounceAsync(scope.ServiceProvider, [.. names.Where(name => indexNames?.Contains(name, StringComparer.OrdinalIgnoreCase) != false)], null, cancellationToken);
    }

    /// <summary>Tells all nodes that an index was made in this folder, or with null that it is to be made.</summary>
    public async Task AnnounceAsync(IServiceProvider services, IReadOnlyList<string> names, string? folder, CancellationToken cancellationToken)
    {
        var session = services.GetRequiredService<SiteSession>();
        foreach (var name in names)
        {
            var asked = new RebuildRequest(folder is null ? null : Path.GetFileName(folder), clock.GetUtcNow());
            await session.RecordAsync(RebuildKind, name, name, null, JsonSerializer.Serialize(asked), cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => CloseAsync();

    public async ValueTask CloseAsync()
    {
        // By the follower's end, and by the container once for each type it is registered under.
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _head.Dispose();
        await _stopping.CancelAsync();
        foreach (var slot in _slots.Values)
        {
            await slot.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private async Task FollowAsync(IndexSlot slot, IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken)
    {
        if (slot.Next is { } next)
        {
            try
            {
                await TellAsync(slot.Profile, next, changes, cancellationToken);
            }
            catch (Exception exception) when (SearchIndex.IsDamage(exception))
            {
                slot.GiveUpNext(exception);
            }
        }

        // What is not about items, the line that tells of its own making among it, is no reason to open its files.
        if ((Subjects(slot.Profile, slot.Position, changes).Count == 0 && slot.Pass(changes[^1].Number)) || slot.Opened() is not { } index)
        {
            return; // or it is made anew, or looked for again
        }

        var generation = index.Generation;
        try
        {
            await TellAsync(slot.Profile, index, changes, cancellationToken);
        }
        catch (Exception exception) when (SearchIndex.IsDamage(exception))
        {
            slot.Distrust(exception);
        }
        finally
        {
            if (index.Generation != generation)
            {
                Renewed?.Invoke();
            }
        }

        slot.TakeOver();
    }

    private async Task TellAsync(SearchProfile profile, SearchIndex index, IReadOnlyList<SiteChange> changes, CancellationToken cancellationToken)
    {
        if (Subjects(profile, index.Position, changes) is { Count: > 0 } ids)
        {
            await _updater.UpdateAsync(profile, index, ids, cancellationToken);
        }

        index.Reach(changes[^1].Number);
    }

    private static List<string> Subjects(SearchProfile profile, long position, IReadOnlyList<SiteChange> changes) =>
        [.. changes.Where(change => change.Number > position && IsAbout(profile, change)).Select(change => change.Subject).Distinct()];

    // Drafts are saved every few seconds while somebody writes.
    private static bool IsAbout(SearchProfile profile, SiteChange change) =>
        change.Kind == SiteChange.ContentItemKind && (profile.IsLatest || !ItemState.IsSamePublished(ItemState.Parse(change.Before), ItemState.Parse(change.After)));

    private static void Guard(IndexSlot slot, Action<SearchIndex> use)
    {
        if (!slot.IsFollowing || slot.Current is not { } index)
        {
            return;
        }

        try
        {
            use(index);
        }
        catch (Exception exception) when (SearchIndex.IsDamage(exception))
        {
            slot.Distrust(exception);
        }
    }

    // One slot for each index that the site describes now; what came out differently is made anew beside what serves.
    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        // The start of a site is not the time to make what is missing, unless somebody searches.
        _rested ??= Task.WhenAny(_wanted.Task, Task.Delay(TimeSpan.FromSeconds(options.Value.StartDelaySeconds), clock, _stopping.Token));
        await using var scope = scopes.CreateAsyncScope();
        var profiles = scope.ServiceProvider.GetRequiredService<SearchProfiles>();
        var slots = new Dictionary<string, IndexSlot>(StringComparer.OrdinalIgnoreCase);
        foreach (var profile in profiles.All())
        {
            var slot = _slots.GetValueOrDefault(profile.Name) ?? new IndexSlot(builder, new IndexFolders(options.Value.Folder, profile.Name, clock), options.Value, _rested, signal, () => Renewed?.Invoke(), log, _stopping.Token);
            slot.Describe(profile);
            slots[profile.Name] = slot;
        }

        var gone = _slots.Where(pair => !slots.ContainsKey(pair.Key)).Select(pair => pair.Value).ToList();
        _slots = slots;
        foreach (var slot in gone)
        {
            await slot.DisposeAsync();
            slot.Folders.KeepOnly(null);
        }
    }
}

/// <param name="Folder">The name of the folder in which it was made; null when it is still to be made.</param>
internal sealed record RebuildRequest(string? Folder, DateTimeOffset When);

/// <summary>An index as people are told of it.</summary>
/// <param name="Progress">Null when it is not being made.</param>
/// <param name="Problem">Why it had to be made anew or cannot be used; null when all is well.</param>
public sealed record IndexState(string Name, bool IsSearchable, BuildProgress? Progress, long Position, int Documents, string? Problem);
