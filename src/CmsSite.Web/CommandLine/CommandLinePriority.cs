using System.ComponentModel;
using System.Diagnostics;

namespace CmsSite.Web.CommandLine;

/// <summary>Commands give way to the site on the same machine: an import takes a processor for minutes, and readers come first.</summary>
internal static class CommandLinePriority
{
    public static void Lower()
    {
        try
        {
            using var self = Process.GetCurrentProcess();
            self.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Win32Exception)
        {
            // A sandbox that allows no such thing. It then runs as everything else does.
        }
    }
}
