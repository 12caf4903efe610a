using System.Diagnostics.Metrics;

namespace CmsSite.Web.PageCache;

/// <summary>The meter <c>CmsSite.PageCache</c>.</summary>
internal sealed class PageCacheMetrics
{
    public const string Name = "CmsSite.PageCache";

    private readonly Meter _meter;
    private readonly Counter<long> _hits;
    private readonly Counter<long> _misses;
    private readonly Counter<long> _dropped;

    public PageCacheMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _hits = _meter.CreateCounter<long>("cmssite.pagecache.hits", description: "Requests answered from memory.");
        _misses = _meter.CreateCounter<long>("cmssite.pagecache.misses", description: "Requests that could have been answered from memory and were not.");
        _dropped = _meter.CreateCounter<long>("cmssite.pagecache.dropped", description: "Pages dropped, by reason: change, room.");
    }

    public void Watch(Func<long> bytes, Func<int> pages)
    {
        _meter.CreateObservableGauge("cmssite.pagecache.bytes", bytes, unit: "By", description: "Memory that kept pages take.");
        _meter.CreateObservableGauge("cmssite.pagecache.pages", pages, description: "Pages that are kept.");
    }

    public void Hit() => _hits.Add(1);

    public void Miss() => _misses.Add(1);

    public void Dropped(int pages, string reason) => _dropped.Add(pages, new KeyValuePair<string, object?>("reason", reason));
}
