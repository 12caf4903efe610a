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

    [Fact]
    public void Of_what_is_mapped_only_libraries_are_given_back()
    {
        string[] maps =
        [
            "00400000-00410000 r-xp 00000000 08:01 11 /usr/share/dotnet/dotnet",
            "7f0000000000-7f0000021000 r-xp 00001000 08:01 12 /usr/lib/x86_64-linux-gnu/libc.so.6",
            "7f0000030000-7f0000031000 rw-p 00001000 08:01 12 /usr/lib/x86_64-linux-gnu/libc.so.6",
            "7f0000040000-7f0000048000 r--s 00000000 08:01 13 /srv/my site/CmsSite.Web.dll",
            "7f0000050000-7f0000058000 r--s 00000000 08:01 14 /srv/App_Data/Search/_0.fdt",
            "7f0000060000-7f0000068000 r-xs 00000000 00:01 15 /memfd:doublemapper (deleted)",
            "7f0000070000-7f0000071000 r-xp 00000000 00:00 0 [vdso]",
            "7f0000080000-7f0000081000 rw-p 00000000 00:00 0",
            "",
        ];
        Assert.Equal([(0x7f0000000000UL, 0x7f0000021000UL), (0x7f0000030000UL, 0x7f0000031000UL), (0x7f0000040000UL, 0x7f0000048000UL)], UnmanagedMemory.Libraries(maps));
    }

    [SkippableFact]
    public void Less_of_the_libraries_is_in_memory_afterwards_and_they_still_work()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux tells how much of the files is in memory, and takes it back.");
        var before = OfFiles();
        UnmanagedMemory.GiveBack();
        var after = OfFiles();
        Assert.True(after < before, $"{before} kB of files were in memory, {after} are");

        static long OfFiles() => long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith("RssFile:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
