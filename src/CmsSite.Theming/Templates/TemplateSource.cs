using CmsSite.Theming.Liquid;

namespace CmsSite.Theming.Templates;

/// <summary>A template's text and, once somebody asked, what came of parsing it. Shared by all pages until the text changes.</summary>
/// <param name="Name">For people: a file's name, or <c>Templates/Content__LandingPage</c>.</param>
/// <param name="Text">Liquid.</param>
/// <param name="Before">The version before this one; null when there is none or it is not known.</param>
public sealed record TemplateSource(string Name, string Text, TemplateSource? Before = null)
{
    private readonly Lock _lock = new();
    private LiquidTemplate? _parsed;
    private TemplateException? _failure;
    private volatile bool _isParsed;
    private volatile string? _reported;
    private volatile IReadOnlyList<TemplateSource>? _earlier;

    /// <summary>Whether it has rendered a shape without failing: proof that it is worth going back to.</summary>
    internal bool HasRendered { get; set; }

    /// <summary>The parsed template; null when it does not parse, and then why.</summary>
    public LiquidTemplate? Parse(LiquidEngine engine, out TemplateException? failure)
    {
        if (!_isParsed)
        {
            lock (_lock)
            {
                if (!_isParsed)
                {
                    try
                    {
                        _parsed = engine.Parse(Name, Text);
                    }
                    catch (TemplateException exception)
                    {
                        _failure = exception;
                    }

                    _isParsed = true;
                }
            }
        }

        failure = _failure;
        return _parsed;
    }

    /// <summary>Earlier versions of a stored template, looked up once.</summary>
    internal async Task<IReadOnlyList<TemplateSource>> EarlierAsync(Func<Task<IReadOnlyList<TemplateSource>>> find) => _earlier ??= await find();

    /// <summary>Whether a failure is new, so that a page that is asked for a thousand times writes one line to the log.</summary>
    internal bool IsNews(string message)
    {
        var known = _reported == message;
        _reported = message;
        return !known;
    }

    public bool Equals(TemplateSource? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
