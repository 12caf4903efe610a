namespace CmsSite.Web.PageCache;

/// <summary>What changed lately, so that a page which was begun before a change and is ready after it can be told from one that is up to date.</summary>
internal sealed class RecentDrops
{
    private const int Remembered = 128;
    private readonly IReadOnlySet<string>?[] _tags = new IReadOnlySet<string>?[Remembered];
    private long _number;

    public long Number => Interlocked.Read(ref _number);

    /// <param name="tags">Null for everything.</param>
    public void Add(IReadOnlySet<string>? tags)
    {
        _tags[(_number + 1) % Remembered] = tags;
        Interlocked.Increment(ref _number);
    }

    /// <summary>Whether something with one of these tags changed since that number, as far as is remembered; longer ago than that counts as yes.</summary>
    public bool Touch(IReadOnlySet<string> tags, long since)
    {
        if (_number - since > Remembered)
        {
            return true;
        }

        for (var number = since + 1; number <= _number; number++)
        {
            if (_tags[number % Remembered] is not { } changed || changed.Overlaps(tags))
            {
                return true;
            }
        }

        return false;
    }
}
