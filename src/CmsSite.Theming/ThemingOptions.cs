namespace CmsSite.Theming;

/// <summary>How templates are found and what they may do; section <c>Theming</c> of the configuration.</summary>
public sealed class ThemingOptions
{
    /// <summary>The theme's folder, with <c>Views/</c>, <c>theme.json</c> and <c>placement.json</c> in it. None: only templates of the database and built-in ones.</summary>
    public string? ThemeFolder { get; set; }

    /// <summary>Whether <c>{% liquid %}</c> may be used; off as in Orchard Core.</summary>
    public bool AllowLiquidTag { get; set; }

    /// <summary>Views are read again when their files change, and <c>console_log</c> writes.</summary>
    public bool IsDevelopment { get; set; }

    /// <summary>The name behind <c>Environment.Name</c>.</summary>
    public string EnvironmentName { get; set; } = "Production";

    /// <summary>Names of settings that templates may read as <c>Site.Properties.Name</c>; none unless listed here. What a publisher says of itself is for everybody.</summary>
    public IList<string> PermittedSiteProperties { get; } = ["PublisherSettings"];

    /// <summary>What one template, with everything it renders, may use before it is stopped.</summary>
    public LiquidLimits Limits { get; set; } = new();
}

/// <summary>Bounds of one rendering. A template nested in another gets four fifths of what is left to that one, so that the one at fault is the one that is stopped.</summary>
public sealed record LiquidLimits
{
    /// <summary>Steps: about one for each tag, output, filter and turn of a loop, more for large texts and lists.</summary>
    public int Steps { get; init; } = 500_000;

    /// <summary>Processor time of the rendering thread. It counts from <see cref="StepsBeforeCpu"/> on, so that a cold start is not mistaken for a runaway template.</summary>
    public TimeSpan Cpu { get; init; } = TimeSpan.FromMilliseconds(100);

    public int StepsBeforeCpu { get; init; } = 20_000;

    /// <summary>Characters that are written, also into captures.</summary>
    public int Output { get; init; } = 8_000_000;

    /// <summary>Characters of one text, elements of one list (a sixteenth of it).</summary>
    public int TextLength { get; init; } = 2_000_000;

    /// <summary>Templates inside templates.</summary>
    public int Depth { get; init; } = 40;
}
