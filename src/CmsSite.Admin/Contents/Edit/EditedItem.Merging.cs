using CmsSite.Content.Items;
using CmsSite.Content.Versions;

namespace CmsSite.Admin.Contents.Edit;

/// <summary>
/// Two people at one item. The screen remembers, field by field, what is stored of it as far as its user has seen (<see cref="Ancestor"/>), and what it showed then: a field that still
/// shows that was not changed here, and is never written over what somebody else made of it.
/// </summary>
public sealed partial class EditedItem
{
    private readonly Dictionary<string, int> _generations = [];
    private ContentItem _shown = item.Copy();
    private ContentItem _sent = item;
    private SaveOutcome.Done? _unseen;

    /// <summary>What the user's changes are changes of.</summary>
    public ContentItem Ancestor { get; private set; } = item.DocumentId == 0 ? new ContentItem { ContentItemId = item.ContentItemId, ContentType = item.ContentType } : item.Copy();

    /// <summary>What somebody else saved in the same fields, once <see cref="SaveState.Overtaken"/>; null when the item was deleted.</summary>
    public ContentItem? Theirs { get; private set; }

    /// <summary>Whether somebody else's fields wait to be shown.</summary>
    public bool HasUnseen => _unseen is not null;

    public override int GenerationOf(string path) => _generations.GetValueOrDefault(path);

    public override int GenerationOf(Content.Definitions.ContentTypePartDefinition part) =>
        _generations.Where(pair => pair.Key.StartsWith(part.Name + ".", StringComparison.Ordinal) && part.Part.Field(pair.Key[(part.Name.Length + 1)..]) is null).Sum(pair => pair.Value);

    /// <summary>What both changed, as things are now.</summary>
    public ThreeWay? Conflict => Theirs is null ? null : ThreeWay.Of(Ancestor, Mine(Item), Theirs, Type);

    /// <summary>Shows the fields that somebody else changed, but for those that the user has begun to change, or has the cursor in: these are merged when they are saved.</summary>
    public IReadOnlyList<ItemField> ShowUnseen(Func<ItemField, bool> isInUse)
    {
        if (_unseen is not { } unseen)
        {
            return [];
        }

        _unseen = null;
        // A save that is under way goes on from what it began with.
        Ancestor = Ancestor.Copy();
        var shown = new List<ItemField>();
        foreach (var field in unseen.Taken.Where(field => ThreeWay.IsSame(field.In(Item), field.In(_shown)) && !isInUse(field)))
        {
            Replace(field, unseen.Saved);
            shown.Add(field);
        }

        return shown;
    }

    /// <summary>The other saved once more before the two were merged.</summary>
    public void Overtake(ContentItem? theirs) => Theirs = theirs;

    /// <summary>Goes on with both people's changes: theirs where only they changed something, the choices where both did.</summary>
    /// <param name="stored">What is stored now.</param>
    /// <param name="choices">Values for the fields that both changed, by path.</param>
    /// <returns>False when both changed a field for which there is no choice yet; then nothing happened but that <see cref="Theirs"/> is newer.</returns>
    public bool Merge(ContentItem stored, IReadOnlyDictionary<string, System.Text.Json.Nodes.JsonNode?> choices)
    {
        Theirs = stored;
        var conflict = Conflict!;
        if (conflict.Both.Any(both => !choices.ContainsKey(both.Field.Path)))
        {
            return false;
        }

        foreach (var field in conflict.OnlyTheirs)
        {
            field.Set(Item, field.In(stored));
        }

        foreach (var both in conflict.Both)
        {
            both.Field.Set(Item, choices[both.Field.Path]);
        }

        Base = StoredVersion.Of(stored);
        (Item.ContentItemVersionId, Item.DocumentId, Item.Published, Item.Latest, Item.Owner) = (stored.ContentItemVersionId, stored.DocumentId, stored.Published, stored.Latest, stored.Owner);
        Begin(stored);
        (Theirs, _unseen) = (null, null);
        Generation++;
        State = SaveState.Unsaved;
        Touch();
        return true;
    }

    // What the user changed, on top of what was stored: values that the save itself made (a path, cleaned HTML) stay as they were made.
    private ContentItem Mine(ContentItem current)
    {
        var mine = current.Copy();
        foreach (var field in ItemField.Of(Type, current, Ancestor, _shown).Where(field => ThreeWay.IsSame(field.In(current), field.In(_shown))))
        {
            field.Set(mine, field.In(Ancestor));
        }

        return mine;
    }

    private void Remember(SaveOutcome.Done done)
    {
        var (ancestor, shown) = (done.Saved.Copy(), _sent);
        foreach (var field in done.Taken)
        {
            // Not seen yet, so what is typed there later is no change of theirs.
            field.Set(ancestor, field.In(Ancestor));
            field.Set(shown, field.In(_shown));
        }

        (Ancestor, _shown) = (ancestor, shown);
        _unseen = done.Taken.Count > 0 ? done : null;
    }

    private void Replace(ItemField field, ContentItem from)
    {
        field.Set(Item, field.In(from));
        field.Set(Ancestor, field.In(from));
        field.Set(_shown, field.In(from));
        _generations[field.Path] = GenerationOf(field.Path) + 1;
    }

    private void Begin(ContentItem stored) => (Ancestor, _shown) = (stored.Copy(), stored.Copy());
}
