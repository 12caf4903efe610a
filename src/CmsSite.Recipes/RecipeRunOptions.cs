namespace CmsSite.Recipes;

/// <summary>What a run allows.</summary>
public sealed record RecipeRunOptions
{
    /// <summary>False makes every <c>[js: …]</c> an error; <c>[file: …]</c> reads only files of the package and stays allowed.</summary>
    public bool AllowScripts { get; init; } = true;

    /// <summary>True skips steps that nobody handles, as Orchard does, and reports them as <see cref="RecipeNameState.Unknown"/>; false makes them errors.</summary>
    public bool AllowUnknownSteps { get; init; }

    /// <summary>How deep recipes may queue recipes.</summary>
    public int MaxInnerRecipeDepth { get; init; } = 8;

    /// <summary>Problems past this number are counted, not kept.</summary>
    public int MaxProblems { get; init; } = 1000;

    public RecipeScriptLimits ScriptLimits { get; init; } = new();

    /// <summary>Answers <c>configuration(key, default)</c> in scripts; null for an unknown key. Must not expose secrets. None by default.</summary>
    public Func<string, string?>? Configuration { get; init; }

    /// <summary>The path the site is served under, which <c>getUrlPrefix</c> puts first: empty or like <c>/blog</c>.</summary>
    public string UrlPrefix { get; init; } = "";

    /// <summary>Parameters whose values are cut out of problems and logs.</summary>
    public IReadOnlyCollection<string> SecretParameters { get; init; } = ["AdminPassword", "DatabaseConnectionString"];
}

/// <summary>What one script may use up. A script that exceeds a limit is an error at its position.</summary>
public sealed record RecipeScriptLimits
{
    /// <summary>Of the processor's work where the system tells it, else by the clock; and by the clock five times as long at most.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bytes a script may allocate in all, freed ones included.</summary>
    public long Memory { get; init; } = 50_000_000;

    public int Statements { get; init; } = 100_000;

    public int Recursion { get; init; } = 100;

    /// <summary>Elements of an array, and characters of a text made by repeating or padding.</summary>
    public uint Length { get; init; } = 1_000_000;

    public TimeSpan Regex { get; init; } = TimeSpan.FromMilliseconds(250);
}
