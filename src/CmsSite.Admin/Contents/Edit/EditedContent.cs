using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Admin.Contents.Edit;

/// <summary>What editors of parts and fields work on: an item, or one that is embedded in it.</summary>
public abstract class EditedContent
{
    /// <summary>Changed in place; who changes it says so with <see cref="Touch"/>.</summary>
    public abstract ContentItem Item { get; }

    public abstract ContentTypeDefinition Type { get; }

    /// <summary>The item that is stored.</summary>
    public abstract EditedItem Root { get; }

    /// <summary>What is wrong, by paths inside <see cref="Item"/>.</summary>
    public abstract IReadOnlyList<ContentProblem> Problems { get; }

    /// <summary>Called by editors after they changed the item.</summary>
    /// <param name="path">What was changed, as problems name it: what was wrong there, or in the list of that name, is no longer said.</param>
    public abstract void Touch(string? path = null);

    public abstract void SetTitle(string? title);

    /// <summary>The id of the place on the screen where a path is edited.</summary>
    public abstract string PlaceOf(string path);

    /// <summary>Counts up when a field was replaced by what somebody else saved, so that its editor begins anew. What is embedded is replaced with the list that it is in.</summary>
    public virtual int GenerationOf(string path) => 0;

    /// <summary>The same for what a part has besides its fields.</summary>
    public virtual int GenerationOf(ContentTypePartDefinition part) => 0;
}
