using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Handlers;

/// <summary>What an item is being saved for. A draft may be incomplete; what is published or imported as published may not.</summary>
public enum SaveIntent
{
    Draft,
    Publish,
}

/// <summary>Something in an item that keeps it from being saved, in words for the person who wrote it.</summary>
/// <param name="Path">Where, from the item's root: <c>Article.Summary.Text</c>.</param>
/// <param name="Picture">Which of the text's pictures it is about, where it is about one.</param>
public sealed record ContentProblem(string Path, string Message, int? Picture = null);

/// <summary>The item that is being saved, and what the handlers find wrong with it.</summary>
public class SaveContext(ContentItem item, ContentTypeDefinition type, SaveIntent intent)
{
    protected SaveContext(SaveContext other) : this(other.Item, other.Type, other.Intent) =>
        (Root, Prefix, Problems, IsImport) = (other.Root, other.Prefix, other.Problems, other.IsImport);

    /// <summary>The item; for parts of an embedded item that embedded item.</summary>
    public ContentItem Item { get; } = item;
    public ContentTypeDefinition Type { get; } = type;
    public SaveIntent Intent { get; } = intent;

    /// <summary>The stored item that <see cref="Item"/> is, or is embedded in.</summary>
    public ContentItem Root { get; init; } = item;

    /// <summary>Where <see cref="Item"/> is in <see cref="Root"/>, ending in a dot; empty when they are the same.</summary>
    public string Prefix { get; init; } = "";
    public List<ContentProblem> Problems { get; init; } = [];

    /// <summary>
    /// A recipe brings the item. What Orchard accepts from a recipe is accepted here (limits that only its editor enforces are not asked for), and what the recipe
    /// says is not made again.
    /// </summary>
    public bool IsImport { get; init; }

    /// <summary>The item has to be complete.</summary>
    public bool IsPublished => Intent == SaveIntent.Publish;
    public bool IsEmbedded => !ReferenceEquals(Item, Root);
}

/// <summary>A part of the item that is being saved. <see cref="Data"/> may be changed in place.</summary>
public sealed class PartContext(SaveContext save, ContentTypePartDefinition part, JsonObject data) : SaveContext(save)
{
    public ContentTypePartDefinition Part { get; } = part;
    public JsonObject Data { get; } = data;

    public void Problem(string property, string message) => Problems.Add(new ContentProblem($"{Prefix}{Part.Name}.{property}", message));
}

/// <summary>A field of the item that is being saved. <see cref="Data"/> may be changed in place.</summary>
public sealed class FieldContext(SaveContext save, ContentTypePartDefinition part, ContentPartFieldDefinition field, JsonObject data) : SaveContext(save)
{
    public ContentTypePartDefinition Part { get; } = part;
    public ContentPartFieldDefinition Field { get; } = field;
    public JsonObject Data { get; } = data;

    public void Problem(string property, string message) => Problems.Add(new ContentProblem($"{Prefix}{Part.Name}.{Field.Name}.{property}", message));
}

/// <summary>
/// The rules of one kind of part. For every save of an item (draft, publish, import) the manager calls, for the parts that are attached to its type and present
/// in its JSON: <see cref="SavingAsync"/> of all handlers in the order of <see cref="Order"/>, then <see cref="ValidateAsync"/> of all. If anything is wrong nothing is
/// written. When its public state is about to change, <see cref="PublishingAsync"/> or <see cref="UnpublishingAsync"/> may still change values; after the write
/// <see cref="PublishedAsync"/> or <see cref="UnpublishedAsync"/> follows, still inside the transaction. Embedded items (in bags, flows, menus)
/// are saved the same way, inside out, and are never published by themselves.
/// </summary>
public abstract class ContentPartHandler
{
    /// <summary>The part's class, such as <c>TitlePart</c>.</summary>
    public abstract string PartName { get; }

    /// <summary>Lower first. Sanitising and plain values 0; titles 100, since patterns read them; aliases and routes 200, since they are made from titles.</summary>
    public virtual int Order => 0;

    /// <summary>For parts that are in an item's JSON without being attached to its type (<c>ContainedPart</c>, <c>LayerMetadata</c>).</summary>
    public virtual bool IsWelded => false;

    /// <summary>Normalises, sanitises and generates values. Called again with its own outcome it changes nothing.</summary>
    public virtual Task SavingAsync(PartContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task ValidateAsync(PartContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Valid, and about to be public.</summary>
    public virtual Task PublishingAsync(PartContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task PublishedAsync(PartContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task UnpublishingAsync(PartContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task UnpublishedAsync(PartContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes out of a copy what only the original may have: its address, its dates.</summary>
    public virtual void Cloning(PartContext context)
    {
    }
}

/// <summary>The rules of one type of field; called before the parts' handlers, for every field of the parts that are in the item's JSON; <see cref="FieldContext.Data"/> is empty when the field is not.</summary>
public abstract class ContentFieldHandler
{
    /// <summary>The field's class, such as <c>TextField</c>.</summary>
    public abstract string FieldType { get; }

    /// <summary>Gives a field of a new item the values that its settings name.</summary>
    public virtual void Initialize(FieldContext context)
    {
    }

    public virtual Task SavingAsync(FieldContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task ValidateAsync(FieldContext context, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Derives index rows from a latest or published version. Called inside the transaction each time such a version is written.</summary>
public interface IContentIndexProvider
{
    /// <param name="type">Null when the item's type is not defined.</param>
    void Fill(ContentItem item, ContentTypeDefinition? type, ICollection<ContentIndexRow> rows);

    /// <summary>What of the type's definition the rows depend on, as texts: when these change, the rows of its items are made anew. Nothing for rows that follow from the item alone.</summary>
    IEnumerable<string> Sources(ContentTypeDefinition type) => [];
}

/// <summary>
/// Renders the Liquid in content: patterns of titles, aliases and paths, generated fields. The engine is above this library (Theming); patterns see
/// <c>ContentItem</c> and <c>Model.ContentItem</c>.
/// </summary>
public interface IPatternRenderer
{
    /// <summary>The plain text (not HTML-encoded), trimmed.</summary>
    /// <exception cref="LiquidPatternException">The pattern does not parse or breaks a limit; the message says where.</exception>
    Task<string> RenderAsync(string pattern, ContentItem item, CancellationToken cancellationToken);
}

/// <summary>A pattern that cannot be rendered.</summary>
public sealed class LiquidPatternException(string message) : Exception(message);
