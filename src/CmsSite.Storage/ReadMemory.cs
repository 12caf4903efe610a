using System.Collections.Concurrent;

namespace CmsSite.Storage;

/// <summary>
/// What was read of the committed site, for as long as nothing of it changes: published items, paths, what queries found. With the next change a new, empty one takes its
/// place, so whoever asks gets hold of it <em>before</em> reading (<see cref="SiteSession.Memory"/>) and adds to the same one: what was read too early is then in a memory
/// that nobody looks into any more. What it gives out is shared: never change it.
/// </summary>
/// <remarks>Bounded: when the young half is full it becomes the old one, and the old one is dropped, so what is asked for again and again stays.</remarks>
public sealed class ReadMemory
{
    private const long Megabyte = 1024 * 1024;

    // A thirty-second part of what the process may have: the articles of a site of thousands where there is plenty, and little on a small machine.
    private static readonly long _maxSize = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 32, 64 * Megabyte, 256 * Megabyte);
    private ConcurrentDictionary<(string, string), Entry> _young = new();
    private ConcurrentDictionary<(string, string), Entry> _old = new();
    private long _size;

    internal ReadMemory(long generation) => Generation = generation;

    internal long Generation { get; }

    /// <param name="kind">What sort of thing: one caller's own word.</param>
    /// <returns>Whether it is known. What is known may well be that there is nothing: then <paramref name="value"/> is null.</returns>
    public bool TryGet<T>(string kind, string key, out T? value) where T : class
    {
        if (!_young.TryGetValue((kind, key), out var entry))
        {
            if (!_old.TryGetValue((kind, key), out entry))
            {
                value = null;
                return false;
            }

            Add(kind, key, entry);
        }

        value = (T?)entry.Value;
        return true;
    }

    /// <param name="size">About how many bytes it takes.</param>
    public void Add(string kind, string key, object? value, long size) => Add(kind, key, new Entry(value, size + 200));

    private void Add(string kind, string key, Entry entry)
    {
        if (!_young.TryAdd((kind, key), entry) || Interlocked.Add(ref _size, entry.Size) < _maxSize / 2)
        {
            return;
        }

        // Two threads here at once drop a little more than they had to; nothing else goes wrong.
        Interlocked.Exchange(ref _size, 0);
        _old = Interlocked.Exchange(ref _young, new());
    }

    private sealed record Entry(object? Value, long Size);
}
