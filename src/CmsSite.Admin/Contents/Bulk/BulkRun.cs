using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CmsSite.Admin.Contents.List;

namespace CmsSite.Admin.Contents.Bulk;

[JsonConverter(typeof(JsonStringEnumConverter<BulkAction>))]
public enum BulkAction
{
    Publish,
    Unpublish,
    Delete,

    /// <summary>Gives items the term that is the run's subject; a field that holds one only changes to it.</summary>
    AddTerm,
    RemoveTerm,

    /// <summary>Makes the item that is the run's subject their one author.</summary>
    SetAuthor,

    /// <summary>Takes back what another run did.</summary>
    Undo,
}

[JsonConverter(typeof(JsonStringEnumConverter<BulkState>))]
public enum BulkState
{
    Running,
    Finished,
    Cancelled,

    /// <summary>The account that it ran for may not go on; what is wrong is in <see cref="BulkRun.Reason"/>.</summary>
    Stopped,
}

[JsonConverter(typeof(JsonStringEnumConverter<BulkOutcome>))]
public enum BulkOutcome
{
    Done,

    /// <summary>It was so already.</summary>
    Unchanged,

    /// <summary>The user may not, or the item is not fit for it.</summary>
    Refused,

    /// <summary>Something went wrong on our side.</summary>
    Failed,
}

/// <summary>Which versions of an item are the latest and the published one, and since when it is published.</summary>
public sealed record BulkVersions(string? Latest, string? Published, DateTime? PublishedUtc)
{
    public bool AreSameAs(BulkVersions? other) => Latest == other?.Latest && Published == other?.Published;
}

/// <summary>A field that was given another value, in the published version or in the draft.</summary>
public sealed record BulkValue(bool IsPublished, string Part, string Field, JsonNode? Before, JsonNode? After);

/// <summary>What came of one item. With <paramref name="Before"/> and <paramref name="After"/>, or with <paramref name="Values"/>, it can be taken back.</summary>
public sealed record BulkEntry(
    string ContentItemId, string Title, BulkOutcome Outcome, string Message, BulkVersions? Before = null, BulkVersions? After = null, IReadOnlyList<BulkValue>? Values = null)
{
    [JsonIgnore] public bool MayBeUndone => After is not null || Values is not null;
}

/// <summary>What the items of a run are given or lose: a term, an author.</summary>
public sealed record BulkSubject(string ContentItemId, string Name);

/// <summary>
/// One action on many items: a row of the table <c>Run</c>, and one more for what came of each batch. A batch, its rows and how far the run has come are one commit, so a run that was cut off
/// goes on where it stopped and does nothing twice.
/// </summary>
public sealed record BulkRun(string UserId, BulkAction Action, DateTime StartedUtc)
{
    [JsonIgnore] public long Id { get; init; }

    /// <summary>All that this filter finds, of what was there at <see cref="StartedUtc"/>; null when the run is about <see cref="Ids"/>, or takes back another.</summary>
    public ListFilter? Filter { get; init; }
    public IReadOnlyList<string>? Ids { get; init; }
    public BulkSubject? Subject { get; init; }

    /// <summary>The run that this one takes back.</summary>
    public long? Undoes { get; init; }

    /// <summary>The run that took this one back.</summary>
    public long? UndoneBy { get; init; }
    public int Total { get; init; }
    public int Done { get; init; }
    public int Unchanged { get; init; }
    public int Refused { get; init; }
    public int Failed { get; init; }
    public BulkState State { get; init; }
    public string? Reason { get; init; }
    public bool IsCancelAsked { get; init; }

    /// <summary>The user has seen what came of it.</summary>
    public bool IsSeen { get; init; }

    /// <summary>The last item that was looked at: items are gone through in the order of their ids, which no action changes.</summary>
    public string? After { get; init; }

    /// <summary>Ids of the rows that say what came of each batch, in order.</summary>
    public IReadOnlyList<long> Batches { get; init; } = [];
    public DateTime UpdatedUtc { get; init; }

    public int Processed => Done + Unchanged + Refused + Failed;

    public bool IsOver => State != BulkState.Running;

    public bool MayBeUndone => IsOver && Done > 0 && Action != BulkAction.Undo && UndoneBy is null;

    public BulkRun With(IReadOnlyCollection<BulkEntry> entries, string? after) => this with
    {
        Done = Done + entries.Count(entry => entry.Outcome == BulkOutcome.Done),
        Unchanged = Unchanged + entries.Count(entry => entry.Outcome == BulkOutcome.Unchanged),
        Refused = Refused + entries.Count(entry => entry.Outcome == BulkOutcome.Refused),
        Failed = Failed + entries.Count(entry => entry.Outcome == BulkOutcome.Failed),
        After = after,
    };
}
