using CmsSite.Content.Items;

namespace CmsSite.Search.Indexes;

/// <summary>What a content item is to the search: plain texts, and names taken from other items.</summary>
internal sealed record SearchItem(ContentItem Item, string Title)
{
    /// <summary>Subtitles, summaries and leads.</summary>
    public List<string> Summary { get; } = [];

    public List<string> Body { get; } = [];

    public List<string> Images { get; } = [];

    public List<SearchName> Authors { get; } = [];

    public List<SearchName> Terms { get; } = [];

    /// <summary>Names written as <see cref="FieldNames.Borrowed"/> says.</summary>
    public List<string> Borrowed { get; } = [];

    /// <summary>What the type's definition wants in search indexes, under Orchard's names.</summary>
    public IReadOnlyList<IndexedField> Fields { get; init; } = [];

    /// <summary>What its fields refer to.</summary>
    public ReferredItems Referred { get; init; } = ReferredItems.Nothing;

    public DateTime Moment => Item.PublishedUtc ?? Item.CreatedUtc ?? Item.ModifiedUtc ?? DateTime.UnixEpoch;
}

/// <param name="Group">The facet: <c>author</c>, or the name of the taxonomy field in lower case.</param>
/// <param name="Value">What the facet's address says: the id of an item or term; the name itself where there is no item.</param>
internal readonly record struct SearchName(string Group, string Value, string Name);
