using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using CmsSite.Storage.Changes;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.PageCache;

/// <summary>
/// The pages. Finding one takes no lock; keeping and dropping takes one. When there is no room, pages that nobody asked for since the last look go first (SIEVE): a crawler
/// that visits everything once does not push out what readers read.
/// </summary>
internal sealed class PageStore
{
    private readonly PageCacheOptions _options;
    private readonly TimeProvider _clock;
    private readonly PageCacheMetrics _metrics;
    private readonly ConcurrentDictionary<PageAddress, Place> _places = new();
    private readonly Dictionary<string, HashSet<CachedPage>> _byTag = new(StringComparer.OrdinalIgnoreCase);
    private readonly RecentDrops _drops = new();
    private readonly Lock _lock = new();
    private CachedPage? _newest;
    private CachedPage? _oldest;
    private CachedPage? _hand;
    private long _bytes;
    private int _count;

    public PageStore(IOptions<PageCacheOptions> options, TimeProvider clock, PageCacheMetrics metrics)
    {
        (_options, _clock, _metrics) = (options.Value, clock, metrics);
        metrics.Watch(() => Bytes, () => Pages);
    }

    /// <summary>How many times pages were dropped because something changed. Taken before a page is made, and given to <see cref="Keep"/>.</summary>
    public long Moment => _drops.Number;

    public long Bytes => Interlocked.Read(ref _bytes);

    public int Pages => Volatile.Read(ref _count);

    public bool TryFind(in PageAddress address, HttpRequest request, [NotNullWhen(true)] out CachedPage? page)
    {
        page = null;
        if (_places.TryGetValue(address, out var place))
        {
            page = request.QueryString.HasValue && place.Query.VariantOf(request) is var variant && variant != ""
                ? variant is null ? null : place.Variants?.GetValueOrDefault(variant)
                : place.Plain;
            if (page is not null && _clock.GetTimestamp() < page.ExpiresAt)
            {
                if (!page.WasAskedFor)
                {
                    page.WasAskedFor = true;
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>What of the query tells pages at this address apart, as far as is known.</summary>
    public QueryNames QueryOf(in PageAddress address) => _places.TryGetValue(address, out var place) ? place.Query : QueryNames.None;

    public bool HasRoomFor(CachedPage page) => page.Size <= Math.Min(_options.MaxPageBytes, _options.MaxBytes / 8);

    /// <summary>Keeps a page unless what it drew on has changed since it was begun.</summary>
    public void Keep(CachedPage page, in PageAddress address, HttpRequest request, QueryReads reads, long begunAt)
    {
        lock (_lock)
        {
            var place = _places.TryGetValue(address, out var known) ? known : new Place();
            var query = place.Query.With(reads.Names, reads.IsWhole);
            if (query.VariantOf(request) is not { } variant || _drops.Touch(page.Tags, begunAt))
            {
                return;
            }

            place.Query = query;
            (page.Address, page.Variant) = (address, variant);
            _places[address] = place;
            if (place.Find(variant) is { } former)
            {
                Remove(former);
                _places[address] = place;
            }

            place.Put(variant, page);
            Link(page);
            MakeRoom();
        }
    }

    /// <summary>A page takes more room than before, because it was compressed for the first time.</summary>
    public void Grow(CachedPage page)
    {
        lock (_lock)
        {
            if (page.IsStored)
            {
                Count(page, page.Size);
                MakeRoom();
            }
        }
    }

    /// <summary>Drops whatever drew on what has changed.</summary>
    public void Drop(IReadOnlyCollection<SiteChange> changes)
    {
        var tags = PageTags.Of(changes);
        if (tags is not { Count: 0 })
        {
            Drop(tags);
        }
    }

    /// <summary>Drops whatever carries one of these tags; with null all that there is.</summary>
    public void Drop(IReadOnlySet<string>? tags)
    {
        lock (_lock)
        {
            _drops.Add(tags);
            if (tags is null)
            {
                _metrics.Dropped(_count, "change");
                _places.Clear();
                _byTag.Clear();
                for (var page = _newest; page is not null; page = page.Older)
                {
                    page.IsStored = false;
                }

                (_newest, _oldest, _hand, _bytes, _count) = (null, null, null, 0, 0);
                return;
            }

            foreach (var tag in tags)
            {
                if (_byTag.TryGetValue(tag, out var pages))
                {
                    _metrics.Dropped(pages.Count, "change");
                    foreach (var page in pages.ToArray())
                    {
                        Remove(page);
                    }
                }
            }
        }
    }

    private void Link(CachedPage page)
    {
        page.IsStored = true;
        page.Older = _newest;
        if (_newest is not null)
        {
            _newest.Newer = page;
        }

        _newest = page;
        _oldest ??= page;
        foreach (var tag in page.Tags)
        {
            if (!_byTag.TryGetValue(tag, out var pages))
            {
                _byTag[tag] = pages = [];
            }

            pages.Add(page);
        }

        Count(page, page.Size);
        _count++;
    }

    private void Remove(CachedPage page)
    {
        if (_places.TryGetValue(page.Address, out var place) && place.Take(page.Variant, page))
        {
            _places.TryRemove(page.Address, out _);
        }

        foreach (var tag in page.Tags)
        {
            if (_byTag.TryGetValue(tag, out var pages) && pages.Remove(page) && pages.Count == 0)
            {
                _byTag.Remove(tag);
            }
        }

        _hand = _hand == page ? page.Newer : _hand;
        _newest = _newest == page ? page.Older : _newest;
        _oldest = _oldest == page ? page.Newer : _oldest;
        if (page.Older is not null)
        {
            page.Older.Newer = page.Newer;
        }

        if (page.Newer is not null)
        {
            page.Newer.Older = page.Older;
        }

        (page.Older, page.Newer, page.IsStored) = (null, null, false);
        Count(page, 0);
        _count--;
    }

    private void Count(CachedPage page, long size)
    {
        Interlocked.Add(ref _bytes, size - page.Counted);
        page.Counted = size;
    }

    private void MakeRoom()
    {
        while (_bytes > _options.MaxBytes && (_hand ?? _oldest) is { } page)
        {
            if (page.WasAskedFor)
            {
                page.WasAskedFor = false;
                _hand = page.Newer;
            }
            else
            {
                _hand = page.Newer;
                Remove(page);
                _metrics.Dropped(1, "room");
            }
        }
    }

    /// <summary>The pages of one address.</summary>
    private sealed class Place
    {
        private volatile QueryNames _query = QueryNames.None;
        private volatile CachedPage? _plain;

        public QueryNames Query { get => _query; set => _query = value; }

        /// <summary>What everybody gets who says nothing in the query that matters.</summary>
        public CachedPage? Plain => _plain;

        public ConcurrentDictionary<string, CachedPage>? Variants { get; private set; }

        public CachedPage? Find(string variant) => variant.Length == 0 ? _plain : Variants?.GetValueOrDefault(variant);

        public void Put(string variant, CachedPage page)
        {
            if (variant.Length == 0)
            {
                _plain = page;
            }
            else
            {
                (Variants ??= new(StringComparer.Ordinal))[variant] = page;
            }
        }

        /// <returns>Whether nothing is left.</returns>
        public bool Take(string variant, CachedPage page)
        {
            if (variant.Length == 0)
            {
                _plain = _plain == page ? null : _plain;
            }
            else
            {
                Variants?.TryRemove(KeyValuePair.Create(variant, page));
            }

            return _plain is null && (Variants is null || Variants.IsEmpty);
        }
    }
}
