using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Versions;

namespace CmsSite.Admin.Contents.Edit;

/// <summary>Tells versions apart: a draft is written over in place, so its id alone does not.</summary>
public sealed record StoredVersion(string VersionId, DateTime? ModifiedUtc)
{
    public static StoredVersion? Of(ContentItem item) => item.ContentItemVersionId is { } id && item.DocumentId != 0 ? new StoredVersion(id, item.ModifiedUtc) : null;

    // PostgreSQL keeps microseconds, a tick is a tenth of one.
    public bool IsSameAs(StoredVersion other) => VersionId == other.VersionId && Math.Abs(((ModifiedUtc ?? default) - (other.ModifiedUtc ?? default)).Ticks) < 10;
}

public abstract record SaveOutcome
{
    public sealed record Done(ContentItem Saved) : SaveOutcome
    {
        /// <summary>Fields that are as somebody else saved them meanwhile; the screen does not show that yet.</summary>
        public IReadOnlyList<ItemField> Taken { get; init; } = [];

        /// <summary>It was to be published, and is only saved: what somebody else wrote meanwhile is to be read first.</summary>
        public bool IsOnlyDraft { get; init; }

        /// <summary>Who saved what was taken.</summary>
        public string? TakenFrom { get; init; }

        /// <summary>What it was to be published at; given up, since its approval was for another text.</summary>
        public DateTime? DroppedPublishUtc { get; init; }
    }

    public sealed record Refused(IReadOnlyList<ContentProblem> Problems) : SaveOutcome;

    /// <param name="Theirs">What is stored now; null when the item was deleted.</param>
    public sealed record Overtaken(ContentItem? Theirs = null) : SaveOutcome;
}
