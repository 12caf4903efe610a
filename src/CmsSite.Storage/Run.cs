namespace CmsSite.Storage;

/// <summary>One application of a recipe, or one job: who, when, what file, and what came of it. Its changes carry its <see cref="Id"/>.</summary>
public sealed class Run
{
    public long Id { get; set; }

    /// <summary><c>Setup</c> or <c>Recipe</c>.</summary>
    public required string Kind { get; set; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the recipe as compact JSON (comments and spacing do not count), lower-case hex.</summary>
    public string? Hash { get; set; }
    public string? Who { get; set; }
    public DateTime StartedUtc { get; set; }

    /// <summary>The result as JSON: steps, problems, names.</summary>
    public string Result { get; set; } = "{}";
}
