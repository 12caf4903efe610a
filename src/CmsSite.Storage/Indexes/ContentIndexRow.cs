namespace CmsSite.Storage.Indexes;

/// <summary>A row derived from a content item's latest or published version; replaced whenever that version is written, gone with it.</summary>
public abstract class ContentIndexRow
{
    public long Id { get; set; }

    /// <summary>The <see cref="ContentItemRecord.Id"/> of the version.</summary>
    public long DocumentId { get; set; }
}

/// <summary>A public address. <see cref="Path"/> is lower-case, without slashes at either end.</summary>
public sealed class AutorouteIndexRow : ContentIndexRow
{
    public required string ContentItemId { get; set; }

    /// <summary>For an item inside another (a term, a bag item): its id, and where it is in <see cref="ContentItemId"/>'s JSON.</summary>
    public string? ContainedContentItemId { get; set; }
    public string? JsonPath { get; set; }
    public required string Path
    {
        get;
        set => (field, Backwards) = (value, Reverse(value));
    }

    /// <summary><see cref="Path"/> read from its end: what ends alike stands together here, as what begins alike does there.</summary>
    public string Backwards { get; private set; } = "";

    /// <summary>The characters of a path in the opposite order.</summary>
    public static string Reverse(string path)
    {
        var runes = path.EnumerateRunes().ToArray();
        Array.Reverse(runes);
        return string.Concat(runes);
    }
}

/// <summary>An alias, lower-case.</summary>
public sealed class AliasIndexRow : ContentIndexRow
{
    public required string ContentItemId { get; set; }
    public required string Alias { get; set; }
}

/// <summary>An item that belongs to a list.</summary>
public sealed class ContainedIndexRow : ContentIndexRow
{
    public required string ContentItemId { get; set; }
    public required string ListContentItemId { get; set; }
    public string? ListContentType { get; set; }
    public int Order { get; set; }
}

/// <summary>A term that an item carries in one of its taxonomy fields.</summary>
public sealed class TaxonomyIndexRow : ContentIndexRow
{
    public required string ContentItemId { get; set; }
    public required string TaxonomyContentItemId { get; set; }
    public required string TermContentItemId { get; set; }
    public required string ContentType { get; set; }
    public required string ContentPart { get; set; }
    public required string ContentField { get; set; }
}

/// <summary>A term itself: where it lives, so that a term is found without reading its taxonomy.</summary>
public sealed class TermIndexRow : ContentIndexRow
{
    public required string TaxonomyContentItemId { get; set; }
    public required string TermContentItemId { get; set; }
    public required string JsonPath { get; set; }
}

/// <summary>A widget that a layer shows in a zone.</summary>
public sealed class LayerMetadataIndexRow : ContentIndexRow
{
    public required string Zone { get; set; }
    public required string Layer { get; set; }
    public double Position { get; set; }
}

/// <summary>An item of a set of translations; <see cref="Culture"/> in lower case.</summary>
public sealed class LocalizedIndexRow : ContentIndexRow
{
    public required string ContentItemId { get; set; }
    public required string LocalizationSet { get; set; }
    public required string Culture { get; set; }
}

/// <summary>When an item is to be published or archived by itself.</summary>
public sealed class ScheduleIndexRow : ContentIndexRow
{
    public required string ContentItemId { get; set; }
    public DateTime? PublishUtc { get; set; }
    public DateTime? ArchiveUtc { get; set; }
}

/// <summary>
/// One value of one field. Orchard has a table for each type of field; here it is one, and Orchard's names are views over it. <see cref="Value"/>
/// holds text, ids, addresses and times of day, cut at 766 characters as Orchard cuts its <c>Text</c> columns.
/// </summary>
public sealed class FieldIndexRow : ContentIndexRow
{
    public required string FieldType { get; set; }
    public required string ContentPart { get; set; }
    public required string ContentField { get; set; }
    public string? Value { get; set; }
    public string? Text { get; set; }
    public double? Number { get; set; }
    public bool? Flag { get; set; }
    public DateTime? Moment { get; set; }
}

/// <summary>A link in a text of an item, to something of this site or to another one.</summary>
public sealed class LinkIndexRow : ContentIndexRow
{
    public required string ContentItemId { get; set; }

    /// <summary>The address as it is written.</summary>
    public required string Url { get; set; }

    /// <summary>The item that it names by its id.</summary>
    public string? TargetContentItemId { get; set; }

    /// <summary>Where it leads otherwise: on this site lower-case, without slashes at the ends; on another one the whole address, without what stands behind <c>#</c>.</summary>
    public string? Path { get; set; }

    /// <summary>Leads nowhere, as far as the change log is followed.</summary>
    public bool IsBroken { get; set; }
}

/// <summary>A comment: on what, in answer to what, and where it stands.</summary>
public sealed class CommentIndexRow : ContentIndexRow
{
    public required string ContentItemId { get; set; }

    /// <summary>The item that is commented on, of whatever type.</summary>
    public required string ArticleId { get; set; }

    /// <summary>The comment that it answers; null when it answers the article.</summary>
    public string? ParentId { get; set; }
    public CommentState State { get; set; }
    public DateTime CreatedUtc { get; set; }

    /// <summary>The first step of <see cref="Place"/>: which thread.</summary>
    public required string RootPlace { get; set; }

    /// <summary>Where it is read, in the order of its bytes: behind what it answers, before the next thread.</summary>
    public required string Place { get; set; }
}

/// <summary>What became of a comment.</summary>
public enum CommentState
{
    Pending = 0,
    Published = 1,
    Spam = 2,
    Trash = 3,
}
