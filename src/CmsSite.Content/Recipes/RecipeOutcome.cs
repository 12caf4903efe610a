using CmsSite.Recipes;
using CmsSite.Storage.Changes;

namespace CmsSite.Content.Recipes;

/// <summary>What a change did.</summary>
public enum ChangeEffect
{
    Created,
    Changed,
    Deleted,
}

/// <summary>One thing that a recipe makes different.</summary>
/// <param name="Kind">As in the change log: <c>ContentItem</c>, <c>Media</c>, <c>User</c>, or the kind of a site document.</param>
/// <param name="Subject">A content item id, a path, a user id, a document's name.</param>
/// <param name="Before">JSON as it was; null when it did not exist. For content items the ids of versions, or the whole items where <see cref="RecipeRunRequest.WithItems"/> asked for them.</param>
/// <param name="After">JSON as it is or would be; null when it no longer exists.</param>
public sealed record RecordedChange(string Kind, string Subject, string? DisplayText, ChangeEffect Effect, string? Before, string? After)
{
    internal static RecordedChange Of(SiteChange change)
    {
        var (before, after) = change.Kind == SiteChange.ContentItemKind ? (ItemState.WithoutFormer(change.Before), ItemState.WithoutFormer(change.After)) : (change.Before, change.After);
        return new(change.Kind, change.Subject, change.DisplayText, change.Before is null ? ChangeEffect.Created : change.After is null ? ChangeEffect.Deleted : ChangeEffect.Changed, before, after);
    }
}

/// <summary>What the planning or the application of a recipe came to.</summary>
/// <param name="Result">Steps, problems, names. Only when it succeeded is there anything to apply, or was anything applied.</param>
/// <param name="Changes">In the order of first touch. Empty when the site already is as the recipe says. Many are read from a file each time that they are gone through.</param>
/// <param name="RunId">The run that was kept, to be undone by; null for a plan, a failure, and where nothing changed.</param>
public sealed record RecipeOutcome(RecipeResult Result, IReadOnlyList<RecordedChange> Changes, long? RunId)
{
    private string? _summary;

    public bool Succeeded => Result.Succeeded;

    /// <summary>For people: <c>3 content items created, 1 layer changed</c>, or <c>0 changes</c>.</summary>
    public string Summary => _summary ??= Changes.Count == 0
        ? "0 changes"
        : string.Join(", ", Changes.CountBy(change => (change.Kind, change.Effect))
            .Select(group => FormattableString.Invariant($"{group.Value} × {group.Key.Kind} {Verb(group.Key.Effect)}")));

    private static string Verb(ChangeEffect effect) => effect switch
    {
        ChangeEffect.Created => "created",
        ChangeEffect.Changed => "changed",
        _ => "deleted",
    };
}

/// <summary>Who runs a recipe, and with what.</summary>
public sealed record RecipeRunRequest
{
    /// <summary>User name for the change log and for <c>parameters('AdminUsername')</c>; null for the machine.</summary>
    public string? Who { get; init; }

    /// <summary>The user's id, for <c>parameters('AdminUserId')</c>.</summary>
    public string? UserId { get; init; }

    /// <summary>More of what <c>parameters('…')</c> sees. The set-up gives all that its form has.</summary>
    public IReadOnlyDictionary<string, string?> Parameters { get; init; } = new Dictionary<string, string?>();

    /// <summary>Limits and permissions of the run.</summary>
    public RecipeRunOptions Options { get; init; } = new();

    public IProgress<RecipeProgress>? Progress { get; init; }

    /// <summary>True for the recipe of a set-up.</summary>
    public bool IsSetup { get; init; }

    /// <summary>More to do in the same scope and transaction once the recipe has succeeded. If it throws, everything is taken back.</summary>
    public Func<IServiceProvider, CancellationToken, Task>? Finish { get; init; }

    /// <summary>Gives the changes of content items their whole JSON, before and after, instead of version ids. Costs the reading of every item touched.</summary>
    public bool WithItems { get; init; }
}
