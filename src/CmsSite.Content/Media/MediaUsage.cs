using System.Collections.Frozen;
using System.Text.Json.Nodes;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Media;

/// <summary>A place where a file is used.</summary>
/// <param name="ContentItemId">Null for a template or a setting.</param>
/// <param name="Kind">The content type, or the kind of the document.</param>
/// <param name="Place">Part and field: <c>Article.Image</c>.</param>
public sealed record MediaUse(string? ContentItemId, string Title, string Kind, string Place, bool IsPublished);

/// <summary>Where files of the library are used. Items are looked up in their index rows; templates and settings are few, in memory, and read once until they change.</summary>
public sealed class MediaUsage(SiteSession session)
{
    private static readonly string[] _documents = [SiteDocumentKinds.Template, SiteDocumentKinds.ShortcodeTemplate, SiteDocumentKinds.SiteSetting];

    /// <summary>The first places where a file is used: latest and published versions, published ones first.</summary>
    public async Task<IReadOnlyList<MediaUse>> OfAsync(string path, int most, CancellationToken cancellationToken = default)
    {
        var items = await Rows(path).OrderByDescending(use => use.Published).ThenByDescending(use => use.Latest).ThenBy(use => use.Id).Take(most * 2)
            .Select(use => new { use.ContentItemId, use.DisplayText, use.ContentType, use.Published, use.Place }).ToListAsync(cancellationToken);
        return
        [
            .. items.DistinctBy(use => (use.ContentItemId, use.Place))
                .Select(use => new MediaUse(use.ContentItemId, string.IsNullOrWhiteSpace(use.DisplayText) ? "(no title yet)" : use.DisplayText, use.ContentType, use.Place, use.Published)).Take(most),
            .. from kind in _documents from name in Documents(kind)[path] select new MediaUse(null, name, kind, "", true),
        ];
    }

    /// <summary>Whether visitors get the file: it is for everybody, or something published uses it.</summary>
    public async ValueTask<bool> IsPublicAsync(MediaFileRecord file, CancellationToken cancellationToken = default)
    {
        if (!file.IsPrivate)
        {
            return true;
        }

        var answer = await session.RememberAsync("media-is-public", file.Path, async () => IsInDocuments(file.Path) || await Rows(file.Path).AnyAsync(use => use.Published, cancellationToken) ? "yes" : "no", _ => 50);
        return answer == "yes";
    }

    /// <summary>Of the files those that nothing uses.</summary>
    public IQueryable<MediaFileRecord> Unused(IQueryable<MediaFileRecord> files)
    {
        var inDocuments = _documents.SelectMany(kind => Documents(kind).Select(paths => paths.Key)).Distinct().ToList();
        var rows = session.Database.Fields;
        return files.Where(file => !rows.Any(row => row.FieldType == MediaIndexProvider.FieldType && row.Value == file.Path) && !inDocuments.Contains(file.Path));
    }

    /// <summary>Of these paths those that are used anywhere.</summary>
    public async Task<IReadOnlySet<string>> UsedAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken = default)
    {
        var used = await session.Database.Fields.AsNoTracking().Where(row => row.FieldType == MediaIndexProvider.FieldType && paths.Contains(row.Value!)).Select(row => row.Value!).Distinct().ToListAsync(cancellationToken);
        return used.Concat(paths.Where(IsInDocuments)).ToFrozenSet();
    }

    private bool IsInDocuments(string path) => _documents.Any(kind => Documents(kind).Contains(path));

    private IQueryable<Use> Rows(string path) =>
        from row in session.Database.Fields.AsNoTracking()
        where row.FieldType == MediaIndexProvider.FieldType && row.Value == path
        join item in session.Database.ContentItems.AsNoTracking() on row.DocumentId equals item.Id
        select new Use
        {
            Id = row.Id, ContentItemId = item.ContentItemId, DisplayText = item.DisplayText, ContentType = item.ContentType, Published = item.Published, Latest = item.Latest,
            Place = row.ContentPart + "." + row.ContentField,
        };

    private ILookup<string, string> Documents(string kind) => session.Project(kind, PathsOf).Names;

    private static DocumentPaths PathsOf(IReadOnlyDictionary<string, JsonNode> documents) =>
        new((from document in documents from path in MediaReferences.In(document.Value) select (path, document.Key)).ToLookup(pair => pair.path, pair => pair.Key, StringComparer.Ordinal));

    private sealed record DocumentPaths(ILookup<string, string> Names);

    private sealed class Use
    {
        public long Id { get; init; }
        public required string ContentItemId { get; init; }
        public string? DisplayText { get; init; }
        public required string ContentType { get; init; }
        public bool Published { get; init; }
        public bool Latest { get; init; }
        public required string Place { get; init; }
    }
}
