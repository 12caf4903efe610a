using System.Security.Cryptography;

namespace CmsSite.Content.Items;

/// <summary>
/// Numeric ids of versions and index rows, given by the process instead of the database, so that a thousand rows go out in one batch. They grow with time
/// (milliseconds since 2020), then a part that is random per process, then a counter: two nodes do not meet.
/// </summary>
internal static class DocumentIds
{
    private const int CounterBits = 12;
    private const int ProcessBits = 10;
    private static readonly long _epoch = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly long _process = RandomNumberGenerator.GetInt32(1 << ProcessBits);
    private static long _last;

    /// <summary>When an id was given.</summary>
    public static DateTime MomentOf(long id) => DateTimeOffset.FromUnixTimeMilliseconds((id >> (CounterBits + ProcessBits)) + _epoch).UtcDateTime;

    public static long Next()
    {
        // _last is milliseconds and counter in one number, so a full counter runs on into the next millisecond.
        while (true)
        {
            var now = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - _epoch) << CounterBits;
            var last = Volatile.Read(ref _last);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return ((next >> CounterBits) << (CounterBits + ProcessBits)) | (_process << CounterBits) | (next & ((1 << CounterBits) - 1));
            }
        }
    }
}
