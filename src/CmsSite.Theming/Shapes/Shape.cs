namespace CmsSite.Theming.Shapes;

/// <summary>HTML that is finished: written as it is, never encoded again.</summary>
public sealed record HtmlText(string Html)
{
    public static HtmlText Empty { get; } = new("");

    public override string ToString() => Html;
}

/// <summary>
/// What is displayed, before a template turns it into HTML: a type, alternates, classes, attributes, children, and free properties.
/// Names of properties are found without regard to how Liquid spells them only where they were added by tags (snake_case becomes PascalCase).
/// </summary>
public sealed class Shape(string type)
{
    private Dictionary<object, string>? _positions;

    public ShapeMetadata Metadata { get; } = new() { Type = type };
    public string? Id { get; set; }
    public string? TagName { get; set; }
    public List<string> Classes => field ??= [];
    public Dictionary<string, string> Attributes => field ??= [];

    /// <summary>Children in order of position; each a <see cref="Shape"/> or an <see cref="HtmlText"/>.</summary>
    public List<object> Items { get; } = [];
    public bool HasItems => Items.Count > 0;

    /// <summary>The view model's members and whatever else was set: texts, numbers, content items, JSON, lists, shapes.</summary>
    public Dictionary<string, object?> Properties { get; } = [];

    /// <summary>
    /// Fills what costs something (a list's items, a menu's tree) when the shape is rendered or a template first asks for a member, and only then. Run once.
    /// </summary>
    public Func<Shape, DisplayContext, Task>? Load { get; set; }

    public object? this[string name]
    {
        get => Properties.GetValueOrDefault(name);
        set => Properties[name] = value;
    }

    /// <summary>The child shape of that name (<c>HtmlBodyPart</c>, <c>Article-Tags</c>); null when there is none.</summary>
    public Shape? Child(string name) => Items.OfType<Shape>().FirstOrDefault(child => child.Metadata.Name == name);

    /// <summary>Adds a child behind those of the same or an earlier position.</summary>
    public void Add(object child, string? position = null)
    {
        if (child is Shape shape)
        {
            shape.Metadata.Position = position ?? shape.Metadata.Position;
        }
        else if (!string.IsNullOrEmpty(position))
        {
            // Finished HTML has no place to remember its position in.
            (_positions ??= new(ReferenceEqualityComparer.Instance))[child] = position;
        }

        var at = position is null ? Items.Count : Items.FindIndex(other => ShapePositions.Compare(PositionOf(other), position) > 0);
        Items.Insert(at < 0 ? Items.Count : at, child);
    }

    public async ValueTask EnsureLoadedAsync(DisplayContext context)
    {
        if (Load is { } load)
        {
            Load = null;
            await load(this, context);
        }
    }

    private string PositionOf(object child) => (child as Shape)?.Metadata.Position ?? _positions?.GetValueOrDefault(child) ?? "";
}

public sealed class ShapeMetadata
{
    /// <summary>The shape's type, with its display type in it unless that is Detail: <c>Content</c>, <c>Content_Summary</c>, <c>Menu</c>.</summary>
    public required string Type { get; set; }
    public string DisplayType { get; set; } = "Detail";

    /// <summary>The name by which a parent finds it: <c>HtmlBodyPart</c>, <c>Article-Tags</c>.</summary>
    public string? Name { get; set; }
    public string? Differentiator { get; set; }
    public string Position { get; set; } = "";

    /// <summary>More specific names, least specific first: the last one that has a template wins.</summary>
    public List<string> Alternates => field ??= [];

    /// <summary>Shapes put around this one, from the inside out.</summary>
    public List<string> Wrappers => field ??= [];

    /// <summary>Inside a wrapper: what it wraps.</summary>
    public HtmlText? ChildContent { get; set; }
}

/// <summary>Orchard's positions: numbers by parts (<c>5.1</c> behind <c>5</c>), <c>before</c> first, <c>after</c> last.</summary>
public static class ShapePositions
{
    public static int Compare(string? left, string? right)
    {
        var a = Parts(left);
        var b = Parts(right);
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var order = (i < a.Length ? a[i] : 0).CompareTo(i < b.Length ? b[i] : 0);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static double[] Parts(string? position) => string.IsNullOrWhiteSpace(position) ? [0] :
    [
        .. position.Split('.').Select(part => part.Trim().ToLowerInvariant() switch
        {
            "before" => double.MinValue,
            "after" => double.MaxValue,
            var text => double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0,
        }),
    ];
}
