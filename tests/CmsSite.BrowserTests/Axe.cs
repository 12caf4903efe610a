using Deque.AxeCore.Commons;

namespace CmsSite.BrowserTests;

/// <summary>How axe-core is asked.</summary>
internal static class Axe
{
    /// <summary>All rules; but only what breaks one is told in detail, which is most of what a run costs.</summary>
    public static AxeRunOptions Violations { get; } = new() { ResultTypes = [ResultType.Violations] };
}
