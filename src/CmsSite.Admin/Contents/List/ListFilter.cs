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

public enum ListDate
{
    Modified,
    Created,
    Published,
}

/// <summary>What a list shows: all of it is in the address, so that it can be kept and sent.</summary>
/// <param name="After">The last row of the page before, as <see cref="Cursor"/> writes it.</param>
public sealed record ListFilter(string? Type, string? Text, ItemStatus? Status, bool IsMine, ListOrder Order, Cursor? After)
{
    public const int PageSize = 50;

    /// <summary>The user name of whose items they are.</summary>
    public string? Author { get; init; }

    /// <summary>The id of a term that they carry, or one below it.</summary>
    public string? Term { get; init; }

    /// <summary>Which of an item's dates lies between <see cref="From"/> and <see cref="To"/>, both days included.</summary>
    public ListDate Date { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }

    public static ListFilter Read(string? type, string? text, string? status, string? owner, string? sort, string? after) => new(
        type, string.IsNullOrWhiteSpace(text) ? null : text.Trim(), Enum.TryParse<ItemStatus>(status, ignoreCase: true, out var known) ? known : null, owner == "me",
        Enum.TryParse<ListOrder>(sort, ignoreCase: true, out var order) ? order : ListOrder.Modified, Cursor.Parse(after));

    /// <summary>The same with what the address says of author, term and dates; what is no date is none.</summary>
    public ListFilter Narrowed(string? author, string? term, string? date, string? from, string? to) => this with
    {
        Author = string.IsNullOrWhiteSpace(author) ? null : author.Trim(),
        Term = string.IsNullOrWhiteSpace(term) ? null : term.Trim(),
        Date = Enum.TryParse<ListDate>(date, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : ListDate.Modified,
        From = Day(from),
        To = Day(to),
    };

    /// <summary>All of the type or types, in the same order.</summary>
    public ListFilter WithoutConditions() => new(Type, null, null, false, Order, null);

    public bool IsNarrowed => Text is not null || Status is not null || IsMine || Author is not null || Term is not null || From is not null || To is not null;

    /// <summary>The query string of this filter; a change of anything but the page begins at the first page.</summary>
    public Dictionary<string, object?> ToQuery() => new()
    {
        ["q"] = Text,
        ["status"] = Status?.ToString().ToLowerInvariant(),
        ["owner"] = IsMine ? "me" : null,
        ["author"] = Author,
        ["term"] = Term,
        ["date"] = Date == ListDate.Modified || (From is null && To is null) ? null : Date.ToString().ToLowerInvariant(),
        ["from"] = Written(From),
        ["to"] = Written(To),
        ["sort"] = Order == ListOrder.Modified ? null : Order.ToString().ToLowerInvariant(),
        ["after"] = After?.ToString(),
    };

    public static string? Written(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null;
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
