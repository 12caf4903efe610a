namespace CmsSite.Recipes;

/// <summary>One run of a recipe and of the recipes it queues: what it may do, what it was given, and what its steps share. Used once.</summary>
public sealed class RecipeRun(IReadOnlyDictionary<string, string?>? parameters = null, RecipeRunOptions? options = null)
{
    public const string Redacted = "•••";

    // Shorter values would be found inside ordinary words, and protect nothing.
    private const int ShortestSecret = 3;

    public string Id { get; init; } = RecipeIds.New();

    /// <summary>
    /// What <c>parameters('…')</c> sees, names in any case: <c>SiteName</c>, <c>AdminUsername</c>, <c>AdminUserId</c>, <c>AdminEmail</c>,
    /// <c>AdminPassword</c>, <c>DatabaseProvider</c>, <c>SiteTimeZone</c>, …
    /// </summary>
    public IReadOnlyDictionary<string, string?> Parameters { get; } =
        new Dictionary<string, string?>(parameters ?? new Dictionary<string, string?>(), StringComparer.OrdinalIgnoreCase);

    public RecipeRunOptions Options { get; } = options ?? new();

    /// <summary>Shared by the steps of this run, inner recipes included. A library prefixes its keys with its name.</summary>
    public IDictionary<string, object?> Items { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    /// <summary>The recipe that the run began with; empty until it has begun.</summary>
    public string Recipe { get; private set; } = "";

    public DateTimeOffset Started { get; private set; }

    /// <summary>
    /// The id that stands for a place in a recipe, at this run and the next: what <c>uuid()</c> gives, and what an item without an id gets. Given a recipe's name and a place in
    /// it. Null makes a new id each time.
    /// </summary>
    public Func<string, string, Task<string>>? Ids { get; init; }

    /// <summary>What <c>new Date()</c> reads in scripts.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public IProgress<RecipeProgress>? Progress { get; init; }

    internal void Begin(string recipe) => (Recipe, Started) = (recipe, Clock.GetUtcNow());

    /// <summary>The text without the values of secret parameters. Problems and logs of a run have passed through here.</summary>
    public string Redact(string text)
    {
        foreach (var name in Options.SecretParameters)
        {
            if (Parameters.TryGetValue(name, out var secret) && secret is { Length: >= ShortestSecret })
            {
                text = text.Replace(secret, Redacted, StringComparison.Ordinal);
            }
        }

        return text;
    }
}

/// <summary>How far a run is.</summary>
/// <param name="Recipe">The recipe's name; an inner recipe's while it runs.</param>
/// <param name="Step">From 1.</param>
/// <param name="Done">Of <paramref name="Total"/> things inside the step; both 0 until the step says.</param>
public sealed record RecipeProgress(string Recipe, int Step, int Steps, string StepName, int Done, int Total, string? What);
