using System.Collections;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace CmsSite.Storage.Changes;

/// <summary>
/// What a session has changed so far, in the order of first touch. A recipe changes hundreds of thousands of things, with all that they said before: beyond some megabytes the texts lie in a temporary file, and
/// memory holds a hash and a place of each.
/// </summary>
internal sealed class SessionChanges : IReadOnlyCollection<SiteChange>, IDisposable
{
    // Characters. What an editor does in one go stays far below.
    private const long MostInMemory = 4_000_000;
    private readonly Dictionary<(string Kind, string Subject), SiteChange> _recent = [];

    // Where in the file; the complement of it for what is as it was before.
    private readonly Dictionary<UInt128, long> _written = [];
    private TemporaryRecords? _file;
    private long _size;
    private (long Number, string? Who, DateTime WhenUtc, long? RunId)? _given;

    /// <summary>How many things are different; one that was put back as it was does not count.</summary>
    public int Count => _written.Values.Count(place => place >= 0) + _recent.Values.Count(IsDifferent);

    public SiteChange? Find(string kind, string subject) =>
        _recent.TryGetValue((kind, subject), out var change) ? change
        : _written.Count > 0 && _written.TryGetValue(Key(kind, subject), out var place) ? Read(place) : null;

    /// <summary>Keeps a new change, or one that <see cref="Find"/> gave and that says something else now.</summary>
    public void Put(SiteChange change)
    {
        if (_written.Count > 0 && Key(change.Kind, change.Subject) is var key && _written.ContainsKey(key))
        {
            Write(key, change);
            return;
        }

        _recent[(change.Kind, change.Subject)] = change;
        _size += (change.Before?.Length ?? 0) + (change.After?.Length ?? 0) + change.Subject.Length;
        if (_size > MostInMemory)
        {
            foreach (var recent in _recent.Values)
            {
                Write(Key(recent.Kind, recent.Subject), recent);
            }

            _recent.Clear();
            _size = 0;
        }
    }

    /// <summary>From now on each has a number, the first one the next after <paramref name="last"/>, and says who and when.</summary>
    public void Give(long last, string? who, DateTime whenUtc, long? runId) => _given = (last, who, whenUtc, runId);

    /// <summary>Those that are different. What lies in the file is read anew each time.</summary>
    public IEnumerator<SiteChange> GetEnumerator()
    {
        var number = _given?.Number ?? 0;
        foreach (var change in _written.Values.Where(place => place >= 0).Select(Read).Concat(_recent.Values.Where(IsDifferent)))
        {
            if (_given is { } given)
            {
                (change.Number, change.Who, change.WhenUtc, change.RunId) = (++number, given.Who, given.WhenUtc, given.RunId);
            }

            yield return change;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose() => _file?.Dispose();

    private static bool IsDifferent(SiteChange change) => change.Before != change.After;

    private void Write(UInt128 key, SiteChange change)
    {
        _file ??= new TemporaryRecords();
        var place = _file.Add(change.Kind, change.Subject, change.DisplayText, change.Before, change.After);
        _written[key] = IsDifferent(change) ? place : ~place;
    }

    private SiteChange Read(long place)
    {
        var texts = _file!.Read(place >= 0 ? place : ~place);
        return new SiteChange { Kind = texts[0]!, Subject = texts[1]!, DisplayText = texts[2], Before = texts[3], After = texts[4] };
    }

    private static UInt128 Key(string kind, string subject)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{subject}"), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}
