namespace CmsSite.Web.Background;

/// <summary>
/// Gives memory back when nobody is there. The runtime collects when objects are made; what the start needed, and what the last visitors left behind, it would keep for as
/// long as the site rests.
/// </summary>
public sealed class MemoryAtRest(TimeProvider clock) : BackgroundService
{
    private const long Quiet = 1 << 20; // bytes made between two looks; background work makes less
    private const long Worthwhile = 8 << 20;
    private static readonly TimeSpan _betweenLooks = TimeSpan.FromSeconds(3);
    private long _atLastLook;
    private long _atLastCollection;
    private bool _isQuiet;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_betweenLooks, clock);
        var hasCollected = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (IsDue(GC.GetTotalAllocatedBytes(), GC.GetTotalMemory(forceFullCollection: false)))
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                UnmanagedMemory.GiveBack();
                hasCollected = true;
            }
            else if (hasCollected && _isQuiet)
            {
                // What the collection itself had to read of the program's files, and what followed it once.
                UnmanagedMemory.GiveBack();
                hasCollected = false;
            }
        }
    }

    /// <summary>Whether nothing goes on, and enough went on since the last time: the more is kept in memory, the longer a collection takes.</summary>
    internal bool IsDue(long allocated, long inMemory)
    {
        _isQuiet = allocated - _atLastLook < Quiet;
        _atLastLook = allocated;
        if (!_isQuiet || allocated - _atLastCollection < Math.Max(Worthwhile, inMemory / 2))
        {
            return false;
        }

        _atLastCollection = allocated;
        return true;
    }
}
