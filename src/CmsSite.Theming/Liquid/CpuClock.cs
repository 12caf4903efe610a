using System.Runtime.InteropServices;

namespace CmsSite.Theming.Liquid;

/// <summary>Processor time of the current thread: a busy machine must not make an innocent template look slow.</summary>
internal static partial class CpuClock
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    /// <summary>Nanoseconds since some moment; only differences on one thread mean anything. Where the system does not tell, wall-clock time.</summary>
    public static long Now => OperatingSystem.IsLinux() && ClockGetTime(ThreadCpuTime, out var time) == 0
        ? time.Seconds * 1_000_000_000L + time.Nanoseconds
        : (long)(System.Diagnostics.Stopwatch.GetTimestamp() * (1e9 / System.Diagnostics.Stopwatch.Frequency));

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
