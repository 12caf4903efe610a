using CmsSite.Storage.Indexes;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>
/// A site as another system exported it, in words that fit all of them. Read twice: first for everything that others point at (authors, terms, files, where things were), which is
/// kept, then item by item, of which nothing is.
/// </summary>
internal abstract class ForeignSite
{
    private static readonly Uri _nowhere = new("https://site.invalid/");

    /// <summary>WordPress or Ghost.</summary>
    public abstract string System { get; }

    public string Title { get; protected set; } = "";

    /// <summary>Where the site was; null when neither the export nor anybody says so.</summary>
    public Uri? Url { get; protected set; }

    /// <summary>What addresses without a host are relative to.</summary>
    public Uri Base => Url ?? _nowhere;

    /// <summary>By key.</summary>
    public IDictionary<string, ForeignAuthor> Authors { get; } = new Dictionary<string, ForeignAuthor>(StringComparer.OrdinalIgnoreCase);

    /// <summary>By key.</summary>
    public IDictionary<string, ForeignTerm> Terms { get; } = new Dictionary<string, ForeignTerm>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What becomes a content item, in the order of the export.</summary>
    public IList<ForeignEntry> Entries { get; } = [];

    /// <summary>Files of the site's library, by their addresses.</summary>
    public IDictionary<string, ForeignFile> Files { get; } = new Dictionary<string, ForeignFile>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Pages that showed nothing but a file: their old paths, and the file's address.</summary>
    public IDictionary<string, string> FilePages { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the system keeps uploaded files.</summary>
    public abstract ForeignUploads Uploads { get; }

    /// <summary>The items of <see cref="Entries"/>, once more and whole.</summary>
    public abstract IEnumerable<ForeignItem> Items();

    /// <summary>What ids are made from: the same site gives the same ids, however often it is exported.</summary>
    public abstract string Identity { get; }
}

/// <param name="Key">How items name their author.</param>
internal sealed record ForeignAuthor(string Key, string Name, string Slug)
{
    public string? Introduction { get; init; }
    public string? Website { get; init; }
    public string? Picture { get; init; }
    public IReadOnlyList<string> OldPaths { get; init; } = [];
}

internal sealed record ForeignTerm(string Key, bool IsTag, string Name, string Slug)
{
    /// <summary>The key of the category above.</summary>
    public string? Parent { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string> OldPaths { get; init; } = [];
}

/// <summary>A post or a page as others point at it.</summary>
/// <param name="Key">What it is called in the export: <c>post 12</c>.</param>
/// <param name="Path">Its own part of a new address; of a page with the pages above it.</param>
/// <param name="OldPaths">Where it was, without slashes at the ends; <c>?p=12</c> for addresses that are only a number.</param>
internal sealed record ForeignEntry(string Key, bool IsPage, string Path, IReadOnlyList<string> OldPaths, DateTime? SinceUtc);

/// <param name="Url">As the export has it.</param>
internal sealed record ForeignFile(string Url, string? Alt, string? Caption, string? Title);

internal enum ForeignState
{
    Draft,
    Scheduled,
    Published,
}

/// <summary>A post or a page.</summary>
internal sealed class ForeignItem
{
    public required string Key { get; init; }
    public required bool IsPage { get; init; }

    /// <summary>Where it begins in the file; null where the file has no lines to speak of.</summary>
    public int? Line { get; init; }
    public required string Title { get; init; }
    public required string Html { get; init; }

    /// <summary>Plain text; null when nobody wrote one.</summary>
    public string? Summary { get; init; }
    public required ForeignState State { get; init; }
    public DateTime? CreatedUtc { get; init; }
    public DateTime? ModifiedUtc { get; init; }

    /// <summary>When it was published, or is to be.</summary>
    public DateTime? PublishedUtc { get; init; }
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Keys of terms, the most important first.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
    public IReadOnlyList<string> Tags { get; init; } = [];
    public ForeignFile? Picture { get; init; }
    public string? SeoTitle { get; init; }
    public string? SeoDescription { get; init; }
    public string? Canonical { get; init; }
    public bool IsHiddenFromSearchEngines { get; init; }
    public bool TakesComments { get; init; } = true;
    public IReadOnlyList<ForeignComment> Comments { get; init; } = [];
}

/// <summary>A comment of another system.</summary>
/// <param name="Id">Its id there: the same comment is imported once, however often its file is.</param>
/// <param name="ParentId">The id there of what it answers; null for the article.</param>
/// <param name="Body">Markdown.</param>
public sealed record ForeignComment(
    string Id, string? ParentId, string Name, string? Email, string? Website, string Body, DateTime CreatedUtc, CommentState State, string? Ip);

/// <summary>How a system's addresses of uploaded files look.</summary>
/// <param name="Marker">What comes before the file's own path in an address: <c>/wp-content/uploads/</c>.</param>
/// <param name="Folder">Where such files go in the media library.</param>
/// <param name="Kinds">What a path in it begins with; empty for anything.</param>
/// <param name="Pattern">A regular expression over the path, for a rule that leads old addresses on.</param>
/// <param name="Substitution">Its new address.</param>
internal sealed record ForeignUploads(string Marker, string Folder, IReadOnlyList<string> Kinds, string Pattern, string Substitution);
