namespace CmsSite.Storage;

/// <summary>One application of a recipe, or the attempt at one, or one action on many items: who, when, what, and what came of it. Its changes carry its <see cref="Id"/>.</summary>
public sealed class Run
{
    public const string Setup = "Setup";
    public const string Recipe = "Recipe";
    public const string Refused = "Refused";

    /// <summary>A run that took another one back; its name and hash are those of that one.</summary>
    public const string Revert = "Revert";

    /// <summary>One decision on many comments.</summary>
    public const string Comments = "Comments";

    /// <summary>One action on many content items, from the dashboard.</summary>
    public const string Bulk = "Bulk";

    /// <summary>What came of some of the items of a <see cref="Bulk"/> run.</summary>
    public const string BulkBatch = "BulkBatch";

    /// <summary>One run of a workflow; its name is the workflow's id.</summary>
    public const string Workflow = "Workflow";

    public long Id { get; set; }

    /// <summary><see cref="Setup"/>, <see cref="Recipe"/>, <see cref="Revert"/>, <see cref="Bulk"/>, or <see cref="Refused"/> for a recipe that failed and changed nothing.</summary>
    public required string Kind { get; set; }
    public required string Name { get; set; }

    /// <summary>
    /// SHA-256 of the recipe as compact JSON (comments and spacing do not count), lower-case hex; of its text where it is no JSON. For a workflow, what started it where that must count once.
    /// </summary>
    public string? Hash { get; set; }
    public string? Who { get; set; }
    public DateTime StartedUtc { get; set; }

    /// <summary>The result as JSON: steps, problems, names.</summary>
    public string Result { get; set; } = "{}";
}
