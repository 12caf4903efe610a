using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CmsSite.Recipes.Scripting;

/// <summary>How long the current thread has worked. On a busy machine a small script may wait for seconds, which is not its fault.</summary>
internal static class ScriptClock
{
    private const int LinuxThreadTime = 3;

    private static readonly bool _countsWork = OperatingSystem.IsLinux() && Environment.Is64BitProcess;

    /// <summary>Comparable on one thread only. Elsewhere than on Linux, where .NET has no such clock either, waiting counts too.</summary>
    public static TimeSpan Now =>
        _countsWork && GetTime(LinuxThreadTime, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
            : Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
