using System.Globalization;

namespace CmsSite.Admin.Contents.List;

public enum ItemStatus
{
    Published,
    Draft,
    Modified,
    Scheduled,

    /// <summary>Waits for somebody who may publish.</summary>
    Review,

    /// <summary>Came back from review.</summary>
    SentBack,
}

public enum ListOrder
{
    Modified,
    Created,
    Title,
}

/// <summary>What a list shows: all of it is in the address, so that it can be kept and sent.</summary>
/// <param name="After">The last row of the page before, as <see cref="Cursor"/> writes it.</param>
public sealed record ListFilter(string? Type, string? Text, ItemStatus? Status, bool IsMine, ListOrder Order, Cursor? After)
{
    public const int PageSize = 50;

    public static ListFilter Read(string? type, string? text, string? status, string? owner, string? sort, string? after) => new(
        type, string.IsNullOrWhiteSpace(text) ? null : text.Trim(), Enum.TryParse<ItemStatus>(status, ignoreCase: true, out var known) ? known : null, owner == "me",
        Enum.TryParse<ListOrder>(sort, ignoreCase: true, out var order) ? order : ListOrder.Modified, Cursor.Parse(after));

    public bool IsNarrowed => Text is not null || Status is not null || IsMine;

    /// <summary>The query string of this filter; a change of anything but the page begins at the first page.</summary>
    public Dictionary<string, object?> ToQuery() => new()
    {
        ["q"] = Text,
        ["status"] = Status?.ToString().ToLowerInvariant(),
        ["owner"] = IsMine ? "me" : null,
        ["sort"] = Order == ListOrder.Modified ? null : Order.ToString().ToLowerInvariant(),
        ["after"] = After?.ToString(),
    };
}

/// <summary>A place in a list: the value that it is sorted by, and the row's id where several have the same.</summary>
public sealed record Cursor(string Value, long Id)
{
    public static Cursor? Parse(string? text)
    {
        var mark = text?.LastIndexOf('~') ?? -1;
        return mark >= 0 && long.TryParse(text![(mark + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new Cursor(text[..mark], id) : null;
    }

    public DateTime Moment => long.TryParse(Value, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks
        ? new DateTime(ticks, DateTimeKind.Utc)
        : DateTime.MaxValue;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value}~{Id}");
}
