using CmsSite.Web.Background;

namespace CmsSite.Tests.Web;

public class MemoryAtRestTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public void Memory_is_given_back_once_when_the_site_comes_to_rest()
    {
        using var memory = new MemoryAtRest(TimeProvider.System);
        Assert.False(memory.IsDue(40 * MiB, 20 * MiB)); // it has just started
        Assert.False(memory.IsDue(60 * MiB, 20 * MiB)); // visitors
        Assert.True(memory.IsDue((60 * MiB) + 1000, 20 * MiB));
        Assert.False(memory.IsDue((60 * MiB) + 2000, 8 * MiB));
    }

    [Fact]
    public void A_site_that_keeps_much_in_memory_collects_seldom()
    {
        using var memory = new MemoryAtRest(TimeProvider.System);
        memory.IsDue(1000 * MiB, 400 * MiB);
        Assert.True(memory.IsDue(1000 * MiB, 400 * MiB));
        memory.IsDue(1100 * MiB, 400 * MiB);
        Assert.False(memory.IsDue(1100 * MiB, 400 * MiB));
        memory.IsDue(1200 * MiB, 400 * MiB);
        Assert.True(memory.IsDue(1200 * MiB, 400 * MiB));
    }
}
