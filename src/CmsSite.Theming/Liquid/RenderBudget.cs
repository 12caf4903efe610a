namespace CmsSite.Theming.Liquid;

/// <summary>
/// What the templates of one page have used. Every rendering of a template is a frame; a frame's use counts for those around it too, until it fails: then
/// they get it back, so that the page around a runaway template still comes out.
/// </summary>
public sealed class RenderBudget
{
    private const int CheckEvery = 256;
    private static readonly LiquidLimits _defaults = new();
    private readonly HashSet<object> _stopped = [];
    private LiquidLimits _limits = _defaults;
    private RenderFrame? _frame;
    private int _sinceCheck;
    private int _paused;
    private long _cpuMark;
    private int _thread;
    private bool _isMeasuring;

    /// <summary>The rendering that runs now; null outside of all templates.</summary>
    public RenderFrame? Current => _frame;

    /// <summary>Begins the rendering of a template.</summary>
    /// <exception cref="TemplateLimitException">Templates are nested too deep.</exception>
    public RenderFrame Enter(LiquidLimits limits)
    {
        _limits = limits;
        var parent = _frame;
        if (parent?.Depth >= limits.Depth)
        {
            throw new TemplateLimitException($"templates are nested more than {limits.Depth} deep: does one render itself?", parent);
        }

        Measure();
        _frame = new RenderFrame(parent, limits, _paused);
        _paused = 0;
        return _frame;
    }

    public void Leave(RenderFrame frame, bool failed)
    {
        Measure();
        _frame = frame.Parent;
        _paused = frame.PausedBefore;
        for (var outer = failed ? frame.Parent : null; outer is not null; outer = outer.Parent)
        {
            outer.Steps -= frame.Steps;
            outer.Chars -= frame.Chars;
            outer.CpuNanoseconds -= frame.CpuNanoseconds;
        }
    }

    /// <summary>Whether that template has broken a bound on this page before; it need not be tried again.</summary>
    public bool WasStopped(object template) => _stopped.Contains(template);

    public void Stopped(object template) => _stopped.Add(template);

    /// <summary>Uses steps.</summary>
    /// <exception cref="TemplateLimitException">More than there were.</exception>
    public void Charge(int steps)
    {
        for (var frame = _frame; frame is not null; frame = frame.Parent)
        {
            frame.Steps += steps;
        }

        _sinceCheck += steps;
        if (_sinceCheck >= CheckEvery)
        {
            Check();
        }
    }

    /// <summary>Uses what it costs to make or write a text of that length.</summary>
    public void ChargeText(int length) => Charge(1 + length / 64);

    /// <summary>Counts characters that were written.</summary>
    public void Written(int length)
    {
        for (var frame = _frame; frame is not null; frame = frame.Parent)
        {
            frame.Chars += length;
            if (frame.Chars > _limits.Output)
            {
                throw new TemplateLimitException($"it writes more than {_limits.Output:N0} characters", frame);
            }
        }

        ChargeText(length);
    }

    /// <summary>Refuses a text or list that would be too large, before it is made.</summary>
    public void CheckLength(long characters, long elements = 0)
    {
        if (characters > _limits.TextLength)
        {
            throw new TemplateLimitException($"it makes a text of more than {_limits.TextLength:N0} characters", _frame);
        }

        if (elements > _limits.TextLength / 16)
        {
            throw new TemplateLimitException($"it makes a list of more than {_limits.TextLength / 16:N0} elements", _frame);
        }
    }

    /// <summary>Time until the result is disposed is not the template's: a query runs, an item is loaded.</summary>
    public Pause Outside()
    {
        Measure();
        _paused++;
        return new Pause(this);
    }

    private void Check()
    {
        _sinceCheck = 0;
        if (!_isMeasuring && _frame is not null && Root().Steps > _limits.StepsBeforeCpu / 2)
        {
            // Asking the system for a thread's time costs more than most templates take: it begins with those that may become a matter.
            _isMeasuring = true;
            (_cpuMark, _thread) = (CpuClock.Now, Environment.CurrentManagedThreadId);
        }

        Measure();
        for (var frame = _frame; frame is not null; frame = frame.Parent)
        {
            if (frame.Steps > frame.MaxSteps)
            {
                throw Exceeded(frame, blamed => $"it takes more than {blamed.MaxSteps:N0} steps: is there a loop without an end, or one inside another over long lists?");
            }

            if (frame.Steps > _limits.StepsBeforeCpu && frame.CpuNanoseconds > frame.MaxCpuNanoseconds)
            {
                throw Exceeded(frame, blamed => $"it takes more than {blamed.MaxCpuNanoseconds / 1_000_000} ms of processor time: is there a loop inside another over long lists?");
            }
        }
    }

    // Where hardly anything was left to begin with, whoever used it up is to blame.
    private TemplateLimitException Exceeded(RenderFrame frame, Func<RenderFrame, string> message)
    {
        while (frame.Parent is { } parent && (frame.MaxSteps < _limits.Steps / 16 || frame.MaxCpuNanoseconds < _limits.Cpu.Ticks * 100 / 16))
        {
            frame = parent;
        }

        return new TemplateLimitException(message(frame), frame);
    }

    private RenderFrame Root()
    {
        var root = _frame!;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root;
    }

    private void Measure()
    {
        if (!_isMeasuring)
        {
            return;
        }

        var now = CpuClock.Now;
        var thread = Environment.CurrentManagedThreadId;
        if (_paused == 0 && thread == _thread)
        {
            var used = now - _cpuMark;
            for (var frame = _frame; frame is not null; frame = frame.Parent)
            {
                frame.CpuNanoseconds += used;
            }
        }

        _cpuMark = now;
        _thread = thread;
    }

    public readonly struct Pause(RenderBudget budget) : IDisposable
    {
        public void Dispose()
        {
            budget.Measure();
            budget._paused = Math.Max(0, budget._paused - 1);
        }
    }
}

/// <summary>One rendering of one template.</summary>
public sealed class RenderFrame
{
    internal RenderFrame(RenderFrame? parent, LiquidLimits limits, int pausedBefore)
    {
        Parent = parent;
        PausedBefore = pausedBefore;
        Depth = (parent?.Depth ?? 0) + 1;
        MaxSteps = parent is null ? limits.Steps : (long)((parent.MaxSteps - parent.Steps) * 0.8);
        MaxCpuNanoseconds = parent is null ? limits.Cpu.Ticks * 100 : (long)((parent.MaxCpuNanoseconds - parent.CpuNanoseconds) * 0.8);
    }

    public int Depth { get; }
    internal RenderFrame? Parent { get; }
    internal int PausedBefore { get; }
    internal long MaxSteps { get; }
    internal long MaxCpuNanoseconds { get; }
    internal long Steps { get; set; }
    internal long Chars { get; set; }
    internal long CpuNanoseconds { get; set; }
}
