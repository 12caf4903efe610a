using System.Collections.Concurrent;

namespace CmsSite.Web.PageCache;

/// <summary>Pages that are being made at this moment: whoever asks for one of them waits for it instead of making it again.</summary>
internal sealed class PageFlights
{
    private const int Slots = 4096;
    private readonly ConcurrentDictionary<(PageAddress Address, string Variant), PageFlight> _flights = new();

    // Hashes of addresses whose answers turned out to be for one visitor only. Some are forgotten, some mistaken: then somebody waits, or does not, in vain.
    private readonly int[] _neverKept = new int[Slots];

    /// <summary>Begins to make a page; false when somebody does already: then <paramref name="flight"/> is theirs.</summary>
    public bool TryBegin(in PageAddress address, string variant, out PageFlight flight)
    {
        var key = (address, variant);
        var own = new PageFlight(() => _flights.TryRemove(key, out _));
        flight = _flights.GetOrAdd(key, own);
        return ReferenceEquals(flight, own);
    }

    public bool IsWorthWaiting(in PageAddress address)
    {
        var hash = address.GetHashCode();
        return _neverKept[(uint)hash % Slots] != hash;
    }

    public void Learn(in PageAddress address, bool wasKept)
    {
        var hash = address.GetHashCode();
        ref var slot = ref _neverKept[(uint)hash % Slots];
        if (wasKept)
        {
            slot = slot == hash ? 0 : slot;
        }
        else
        {
            slot = hash;
        }
    }
}

internal sealed class PageFlight(Action end)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the page is kept, or it is certain that it will not be. Never fails: whoever waited looks for the page, and makes it if it is not there.</summary>
    public Task Done => _done.Task;

    public void End()
    {
        if (!_done.Task.IsCompleted)
        {
            end();
            _done.TrySetResult();
        }
    }
}
