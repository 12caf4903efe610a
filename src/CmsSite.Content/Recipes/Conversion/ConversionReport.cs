namespace CmsSite.Content.Recipes.Conversion;

/// <summary>Something that a person should know about a conversion.</summary>
/// <param name="Item">What it is about, in the export's words: <c>post 12 “Hello”</c>; empty for the whole.</param>
/// <param name="Line">Where in the export; null where that says nothing.</param>
public sealed record ConversionNote(string Item, int? Line, string Message)
{
    public override string ToString() => $"{(Line is { } line ? $"line {line}: " : "")}{(Item.Length > 0 ? Item + ": " : "")}{Message}";
}

/// <summary>What a conversion came to.</summary>
public sealed class ConversionReport
{
    private const int MaxNotes = 5000;
    private readonly List<ConversionNote> _notes = [];
    private readonly SortedDictionary<string, int> _leftOut = new(StringComparer.Ordinal);

    /// <summary>WordPress or Ghost.</summary>
    public string System { get; internal set; } = "";

    /// <summary>The name of the site that was exported.</summary>
    public string Site { get; internal set; } = "";

    public int Articles { get; internal set; }
    public int Pages { get; internal set; }

    /// <summary>Of both: what visitors will not see until somebody publishes it.</summary>
    public int Unpublished { get; internal set; }
    public int Authors { get; internal set; }
    public int Terms { get; internal set; }
    public int Comments { get; internal set; }
    public int Files { get; internal set; }

    /// <summary>Old addresses that lead on.</summary>
    public int Addresses { get; internal set; }

    /// <summary>Types that plugins brought and nobody has said what they are, with how many items are left out for it. See <see cref="ConversionOptions.Types"/>.</summary>
    public IReadOnlyDictionary<string, int> LeftOut => _leftOut;

    /// <summary>What was not converted, or not as it was, in the order of the export.</summary>
    public IReadOnlyList<ConversionNote> Notes => _notes;

    /// <summary>Notes beyond the first five thousand.</summary>
    public int MoreNotes { get; private set; }

    public string Summary =>
        $"{Of(Articles, "article")}, {Of(Pages, "page")} ({Unpublished} of both unpublished), {Of(Authors, "author")}, {Of(Terms, "term")}, {Of(Comments, "comment")}, {Of(Files, "file")}, {Of(Addresses, "old address")}";

    private static string Of(int count, string what) => $"{count} {what}{(count == 1 ? "" : what.EndsWith('s') ? "es" : "s")}";

    internal void Add(string item, int? line, string message)
    {
        if (_notes.Count < MaxNotes)
        {
            _notes.Add(new ConversionNote(item, line, message));
        }
        else
        {
            MoreNotes++;
        }
    }

    internal void LeaveOut(string type) => _leftOut[type] = _leftOut.GetValueOrDefault(type) + 1;

    internal void Add(string message) => Add("", null, message);
}
