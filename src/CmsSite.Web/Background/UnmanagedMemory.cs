using System.Globalization;
using System.Runtime.InteropServices;

namespace CmsSite.Web.Background;

/// <summary>What the process holds besides the memory that the runtime collects, and gives back on Linux. Elsewhere there is nothing of the kind to call.</summary>
internal static class UnmanagedMemory
{
    private const int EInvalid = 22;
    private const int PageOut = 21; // MADV_PAGEOUT, since Linux 5.4
    private static bool _canTrim = OperatingSystem.IsLinux();
    private static bool _canPageOut = OperatingSystem.IsLinux();

    /// <summary>Gives back what is free, and the code and data of program files that are not in use just now: the system reads them again when they are needed.</summary>
    public static void GiveBack()
    {
        Trim();
        PageOutFiles();
    }

    /// <summary>
    /// Of the lines of <c>/proc/self/maps</c> (proc(5)) those of the program's and the system's libraries, as first and last address. A search index is mapped too, and stays.
    /// </summary>
    internal static IEnumerable<(ulong From, ulong To)> Libraries(IEnumerable<string> maps)
    {
        foreach (var line in maps)
        {
            // "7f0a1c000000-7f0a1c021000 r-xp 00001000 08:01 131089 /usr/lib/libexample.so"
            var parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 6 && IsLibrary(Path.GetFileName(parts[5].AsSpan())) && parts[0].Split('-') is [var from, var to]
                && ulong.TryParse(from, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var first) && ulong.TryParse(to, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var last))
            {
                yield return (first, last);
            }
        }
    }

    private static bool IsLibrary(ReadOnlySpan<char> file) => file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".so", StringComparison.Ordinal) || file.IndexOf(".so.", StringComparison.Ordinal) >= 0;

    // What compiling, SQLite and the drawing of pictures needed and have freed, the C library of most Linux systems keeps for later; as much as the collector gives back.
    private static void Trim()
    {
        try
        {
            if (_canTrim)
            {
                _ = MallocTrim(0);
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            _canTrim = false;
        }
    }

    // A start reads half of what the program's files hold, most of it for the last time. The advice is followed for files that the site's account owns, and
    // never loses anything: what was changed in memory stays there, or goes where the system puts what is not in use.
    private static void PageOutFiles()
    {
        try
        {
            foreach (var (from, to) in _canPageOut ? Libraries(File.ReadLines("/proc/self/maps")) : [])
            {
                if (Advise((nuint)from, (nuint)(to - from), PageOut) != 0 && Marshal.GetLastPInvokeError() == EInvalid)
                {
                    // An older kernel.
                    _canPageOut = false;
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            _canPageOut = false;
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static extern int MallocTrim(nuint kept);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "madvise", SetLastError = true)]
    private static extern int Advise(nuint from, nuint length, int advice);
}
