using System.Globalization;

namespace CmsSite.Admin.Media;

public enum MediaOrder
{
    Name,
    Modified,
}

/// <summary>Which files of the library are shown.</summary>
public enum MediaKind
{
    All,
    Pictures,

    /// <summary>Pictures that nobody has described or called decorative.</summary>
    Undescribed,

    /// <summary>Files that nothing uses.</summary>
    Unused,

    /// <summary>Files that visitors do not get.</summary>
    Private,
}

/// <summary>What the library's screen shows: all of it is in the address.</summary>
/// <param name="Folder">Empty for the root. A search, and any kind but all, looks into the folders below as well.</param>
/// <param name="After">The last file of the page before.</param>
public sealed record MediaFilter(string Folder, string? Text, MediaKind Kind, MediaOrder Order, bool IsList, string? After)
{
    public const int PageSize = 60;

    public static MediaFilter Read(string? folder, string? text, string? kind, string? sort, string? view, string? after) => new(
        folder?.Trim('/') ?? "", string.IsNullOrWhiteSpace(text) ? null : text.Trim(), Enum.TryParse<MediaKind>(kind, ignoreCase: true, out var known) ? known : MediaKind.All,
        Enum.TryParse<MediaOrder>(sort, ignoreCase: true, out var order) ? order : MediaOrder.Name, view == "list", after);

    /// <summary>No folders are shown, but what is in all of them.</summary>
    public bool IsFlat { get; init; }

    /// <summary>Files of folders below are shown too.</summary>
    public bool IsDeep => IsFlat || Text is not null || Kind != MediaKind.All;

    public Dictionary<string, object?> ToQuery() => new()
    {
        ["folder"] = Folder.Length == 0 ? null : Folder,
        ["q"] = Text,
        ["kind"] = Kind == MediaKind.All ? null : Kind.ToString().ToLowerInvariant(),
        ["sort"] = Order == MediaOrder.Name ? null : Order.ToString().ToLowerInvariant(),
        ["view"] = IsList ? "list" : null,
        ["after"] = After,
    };

    /// <summary>A file's place in the order by date.</summary>
    public static string Place(DateTime modified, string path) => string.Create(CultureInfo.InvariantCulture, $"{modified.Ticks}~{path}");

    /// <summary>The place that <see cref="After"/> names; the beginning when it names none.</summary>
    public (DateTime Modified, string Path) Last()
    {
        var mark = After?.IndexOf('~', StringComparison.Ordinal) ?? -1;
        return mark > 0 && long.TryParse(After.AsSpan(0, mark), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
            ? (new DateTime(ticks, DateTimeKind.Utc), After![(mark + 1)..])
            : (DateTime.MaxValue, "");
    }
}
