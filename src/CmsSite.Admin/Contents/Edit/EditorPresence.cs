namespace CmsSite.Admin.Contents.Edit;

/// <summary>
/// Who is writing what just now, in this process. Somebody counts once they type, not when they only look, and no longer a minute after the last keystroke. On several nodes the editors of
/// one node see each other; that two of different nodes never write over each other is the merge's work, not this one's.
/// </summary>
public sealed class EditorPresence(TimeProvider clock)
{
    private static readonly TimeSpan _idle = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Seat>> _items = [];

    /// <param name="changed">Called, from any thread, when others at the item began or ceased to write.</param>
    public Seat Sit(string contentItemId, string name, Action changed)
    {
        var seat = new Seat(this, clock, contentItemId, name, changed);
        lock (_lock)
        {
            if (!_items.TryGetValue(contentItemId, out var seats))
            {
                _items[contentItemId] = seats = [];
            }

            seats.Add(seat);
        }

        return seat;
    }

    private void Leave(Seat seat)
    {
        lock (_lock)
        {
            if (_items.TryGetValue(seat.ContentItemId, out var seats) && seats.Remove(seat) && seats.Count == 0)
            {
                _items.Remove(seat.ContentItemId);
            }
        }
    }

    private List<Seat> Others(Seat seat)
    {
        lock (_lock)
        {
            return [.. _items.GetValueOrDefault(seat.ContentItemId, []).Where(other => other != seat)];
        }
    }

    /// <summary>One open editor. Dispose it when it is closed.</summary>
    public sealed class Seat : IDisposable
    {
        private readonly EditorPresence _presence;
        private readonly Action _changed;
        private readonly ITimer _timer;
        private volatile bool _isWriting;

        internal Seat(EditorPresence presence, TimeProvider clock, string contentItemId, string name, Action changed)
        {
            (_presence, ContentItemId, Name, _changed) = (presence, contentItemId, name, changed);
            _timer = clock.CreateTimer(_ => Set(false), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public string ContentItemId { get; }
        public string Name { get; }

        /// <summary>Names of the others who are writing.</summary>
        public IReadOnlyList<string> Writing => [.. _presence.Others(this).Where(seat => seat._isWriting).Select(seat => seat.Name).Distinct()];

        public void Typed()
        {
            _timer.Change(_idle, Timeout.InfiniteTimeSpan);
            Set(true);
        }

        public void Dispose()
        {
            _timer.Dispose();
            Set(false);
            _presence.Leave(this);
        }

        private void Set(bool isWriting)
        {
            if (_isWriting == isWriting)
            {
                return;
            }

            _isWriting = isWriting;
            foreach (var other in _presence.Others(this))
            {
                other._changed();
            }
        }
    }
}
