using System.Globalization;
using Jint;

namespace CmsSite.Recipes.Scripting;

/// <summary>Counts what one script uses up: time, allocated bytes, statements. What the host's functions use on its behalf is not the script's.</summary>
internal sealed class ScriptBudget(RecipeScriptLimits limits, ScriptWatch watch, CancellationToken cancellationToken) : Constraint
{
    private const int StatementsBetweenLooks = 16;

    private TimeSpan _started = ScriptClock.Now;
    private long _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
    private long _charged;
    private int _statements;

    public override void Check()
    {
        cancellationToken.ThrowIfCancellationRequested();
        watch.ThrowIfAbandoned();
        if (++_statements > limits.Statements)
        {
            throw new ScriptLimitException(string.Create(CultureInfo.InvariantCulture, $"the script runs more than {limits.Statements} statements"));
        }

        if (GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore > limits.Memory || _charged > limits.Memory)
        {
            throw new ScriptLimitException(string.Create(CultureInfo.InvariantCulture, $"the script uses more than {limits.Memory / 1_000_000} MB of memory"));
        }

        // Asking the system costs more than a statement does.
        if (_statements % StatementsBetweenLooks == 0 && ScriptClock.Now - _started > limits.Time)
        {
            throw ScriptLimitException.Time(limits);
        }
    }

    // Jint resets constraints whenever it enters the engine, callbacks included; the budget is for the whole script.
    public override void Reset()
    {
    }

    /// <summary>Counts characters that are going to be allocated, before they are.</summary>
    public void Charge(long characters)
    {
        _charged += characters * sizeof(char);
        Check();
    }

    public T WithoutCounting<T>(Func<T> host)
    {
        Check();
        var begun = ScriptClock.Now;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        using (watch.Pause())
        {
            try
            {
                return host();
            }
            finally
            {
                _started += ScriptClock.Now - begun;
                _allocatedBefore += GC.GetAllocatedBytesForCurrentThread() - allocated;
            }
        }
    }
}

/// <summary>A script used up more than it may. Not to be caught by the script itself, which JavaScript's <c>try</c> does not do with .NET exceptions.</summary>
internal sealed class ScriptLimitException(string message) : Exception(message)
{
    public const string Hint = "Simplify the script; perhaps it never ends";

    public static ScriptLimitException Time(RecipeScriptLimits limits) =>
        new(string.Create(CultureInfo.InvariantCulture, $"the script takes longer than {limits.Time.TotalSeconds} s"));
}
