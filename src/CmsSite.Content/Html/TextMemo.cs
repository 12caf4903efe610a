using System.Collections.Concurrent;

namespace CmsSite.Content.Html;

/// <summary>
/// Remembers what became of texts, for functions that are slow and always give the same. Bounded by characters: when the young half is full it becomes the
/// old one, and the old one is dropped, so what is asked for again and again stays.
/// </summary>
internal sealed class TextMemo(Func<string, string> make, int characters = 8_000_000)
{
    private ConcurrentDictionary<string, string> _young = new();
    private ConcurrentDictionary<string, string> _old = new();
    private long _size;

    public string Get(string text)
    {
        if (_young.TryGetValue(text, out var made))
        {
            return made;
        }

        if (!_old.TryGetValue(text, out made))
        {
            made = make(text);
        }

        Remember(text, made);
        return made;
    }

    private void Remember(string text, string made)
    {
        if (!_young.TryAdd(text, made) || Interlocked.Add(ref _size, text.Length + made.Length) < characters / 2)
        {
            return;
        }

        // Two threads here at once drop a little more than they had to; nothing else goes wrong.
        Interlocked.Exchange(ref _size, 0);
        _old = Interlocked.Exchange(ref _young, new ConcurrentDictionary<string, string>());
    }
}
