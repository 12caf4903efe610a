using System.Diagnostics;
using System.Globalization;

namespace CmsSite.Recipes.Scripting;

/// <summary>Runs evaluations on a thread of their own, with a stack that a script cannot overflow, and gives up on a script that no limit stops.</summary>
/// <remarks>
/// Jint checks limits between statements and in most of its loops; a few functions of JavaScript run or recurse for long inside one statement. A stack overflow ends
/// the process and no .NET thread can be stopped from outside, hence the large stack (address space; only what is used takes memory) and a thread that is
/// left to itself: whatever it still calls refuses it.
/// </remarks>
internal sealed class ScriptWatch(RecipeScriptLimits limits)
{
    private const int StackBytes = 256 * 1024 * 1024;
    private const long NoScript = long.MaxValue;

    // Wall time here, the thread's own time in the budget: a busy machine gets this much more.
    private const int Patience = 5;

    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(200);

    private long _deadline = NoScript;
    private volatile bool _abandoned;

    public async Task<T> RunAsync<T>(Func<T> evaluate)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Evaluate(evaluate, done), StackBytes) { IsBackground = true, Name = "recipe scripts" };
        thread.Start();
        while (await Task.WhenAny(done.Task, Task.Delay(_pace)).ConfigureAwait(false) != done.Task)
        {
            if (Stopwatch.GetTimestamp() > Interlocked.Read(ref _deadline))
            {
                _abandoned = true;
                _ = done.Task.ContinueWith(task => task.Exception, TaskScheduler.Default);
                throw ScriptLimitException.Time(limits);
            }
        }

        return await done.Task.ConfigureAwait(false);
    }

    public void ThrowIfAbandoned()
    {
        if (_abandoned)
        {
            throw new ScriptLimitException("the script was given up");
        }
    }

    /// <summary>A script runs until the result is disposed.</summary>
    public Setting Script() => Set(Stopwatch.GetTimestamp() + (long)(((limits.Time * Patience) + _grace).TotalSeconds * Stopwatch.Frequency));

    /// <summary>The script waits for the host until the result is disposed.</summary>
    public Setting Pause()
    {
        ThrowIfAbandoned();
        var left = Interlocked.Read(ref _deadline) is var until && until == NoScript ? NoScript : until - Stopwatch.GetTimestamp();
        Interlocked.Exchange(ref _deadline, NoScript);
        return new Setting(this, left, relative: true);
    }

    private Setting Set(long until) => new(this, Interlocked.Exchange(ref _deadline, until), relative: false);

    private static void Evaluate<T>(Func<T> evaluate, TaskCompletionSource<T> done)
    {
        // Not by the machine's language: the same recipe gives the same site everywhere.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            done.SetResult(evaluate());
        }
        catch (Exception wrong) // carried to the waiting caller
        {
            done.SetException(wrong);
        }
    }

    internal readonly struct Setting(ScriptWatch watch, long before, bool relative) : IDisposable
    {
        public void Dispose()
        {
            var until = relative && before != NoScript ? Stopwatch.GetTimestamp() + before : before;
            Interlocked.Exchange(ref watch._deadline, until);
        }
    }
}
