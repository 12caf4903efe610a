using System.Text.Json.Nodes;
using CmsSite.Admin.Contents.Editors;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Admin.Contents.Edit;

public enum SaveState
{
    /// <summary>As it was opened.</summary>
    Untouched,
    Unsaved,
    Saving,
    Saved,

    /// <summary>Something in it is wrong; <see cref="EditedItem.Problems"/> says what.</summary>
    Refused,

    /// <summary>Somebody else saved it meanwhile.</summary>
    Overtaken,

    /// <summary>The save failed; it is tried again.</summary>
    Failed,
}

/// <summary>
/// An item while somebody writes it. What is typed changes <see cref="Item"/> at once and nothing ever writes back over it: a save works on a copy, and what was typed during
/// the save counts as unsaved afterwards.
/// </summary>
public sealed partial class EditedItem(ContentItem item, ContentTypeDefinition type) : EditedContent
{
    private ContentItem _item = item;
    private IReadOnlyList<ContentProblem> _problems = [];
    private int _revision;
    private SaveState _before;
    private SaveIntent _problemsOf;

    public override ContentItem Item => _item;

    public override ContentTypeDefinition Type => type;

    public override EditedItem Root => this;

    public override IReadOnlyList<ContentProblem> Problems => _problems;

    /// <summary>The stored version that was opened or last saved; null for an item that is not stored yet.</summary>
    public StoredVersion? Base { get; private set; } = StoredVersion.Of(item);

    public SaveState State { get; private set; } = SaveState.Untouched;

    public DateTime? SavedUtc { get; private set; }

    /// <summary>Counts up when the content was replaced as a whole, so that editors begin anew.</summary>
    public int Generation { get; private set; }

    /// <summary>Ids of embedded items whose editors are shown.</summary>
    public HashSet<string> Unfolded { get; } = [];

    public bool IsUnsaved => State is SaveState.Unsaved or SaveState.Saving or SaveState.Refused or SaveState.Overtaken or SaveState.Failed;

    public event Action? Changed;

    public override void Touch(string? path = null)
    {
        _revision++;
        _problems = [.. _problems.Where(problem => path is null || (problem.Path != path && !problem.Path.StartsWith(path + "[", StringComparison.Ordinal)))];
        if (State is not SaveState.Saving and not SaveState.Overtaken)
        {
            State = SaveState.Unsaved;
        }

        Changed?.Invoke();
    }

    public override void SetTitle(string? title) => _item.DisplayText = title;

    // Embedded items change places; their ids do not.
    public override string PlaceOf(string path)
    {
        var end = path.LastIndexOf("].", StringComparison.Ordinal) + 1;
        return end > 0 && JsonPaths.Find(_item.Content, path[..end]) is JsonObject inner && inner["ContentItemId"].AsText() is { Length: > 0 } id
            ? ProblemPlaces.IdOf($"{id}{path[end..]}")
            : ProblemPlaces.IdOf(path);
    }

    /// <summary>A copy to save, which typing does not reach.</summary>
    public (ContentItem Copy, int Revision) BeginSave()
    {
        (_before, State) = (State, SaveState.Saving);
        _sent = Item.Copy();
        return (Mine(_sent), _revision);
    }

    /// <param name="outcome">What became of the copy.</param>
    /// <param name="revision">What <see cref="BeginSave"/> gave.</param>
    /// <param name="nowUtc">When that was.</param>
    /// <param name="intent">After a publication the editors show what was saved (the path that was made, the text as it was cleaned), unless something was typed since.</param>
    public void EndSave(SaveOutcome outcome, int revision, DateTime nowUtc, SaveIntent intent)
    {
        var isTypedOn = revision != _revision;
        switch (outcome)
        {
            case SaveOutcome.Done done:
                var saved = done.Saved;
                intent = done.IsOnlyDraft ? SaveIntent.Draft : intent;
                Base = StoredVersion.Of(saved);
                SavedUtc = nowUtc;
                Remember(done);
                if (intent == SaveIntent.Publish || _problemsOf == SaveIntent.Draft)
                {
                    // What publishing misses stays said while the draft is saved again and again.
                    _problems = [];
                }

                if (intent == SaveIntent.Publish && !isTypedOn)
                {
                    _item = saved;
                    Generation++;
                    Begin(saved);
                }
                else
                {
                    (Item.ContentItemVersionId, Item.DocumentId, Item.Published, Item.Latest) = (saved.ContentItemVersionId, saved.DocumentId, saved.Published, saved.Latest);
                    (Item.Owner, Item.CreatedUtc, Item.ModifiedUtc, Item.DisplayText) = (saved.Owner, saved.CreatedUtc, saved.ModifiedUtc, saved.DisplayText);
                }

                State = isTypedOn ? SaveState.Unsaved : SaveState.Saved;
                break;
            case SaveOutcome.Refused { Problems: var problems }:
                (_problems, _problemsOf) = (problems, intent);
                // A draft that is not fit to be published is saved all the same.
                State = isTypedOn ? SaveState.Unsaved : intent == SaveIntent.Publish ? _before : SaveState.Refused;
                break;
            case SaveOutcome.Overtaken overtaken:
                State = SaveState.Overtaken;
                Theirs = overtaken.Theirs;
                break;
        }
    }

    public void Fail() => State = SaveState.Failed;
}
