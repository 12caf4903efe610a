using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Theming.Display;

/// <summary>Where a shape goes and what is changed about it, when a theme or the database says so. Null members change nothing.</summary>
/// <param name="Place"><c>-</c> hides it; <c>Zone:5</c> is a zone of the item with a position, <c>/Zone:5</c> one of the layout.</param>
/// <param name="ShapeType">The type it takes instead of its own.</param>
public sealed record Placement(string? Place, string? ShapeType, IReadOnlyList<string> Alternates, IReadOnlyList<string> Wrappers)
{
    public bool IsHidden => Place is "" or "-";
}

/// <summary>What a placement is asked for.</summary>
/// <param name="Differentiator">The part's name, or <c>Part-Field</c>.</param>
/// <param name="Path">Of the request, beginning with a slash.</param>
public sealed record PlacementQuestion(string DisplayType, string Differentiator, string ContentType, string? PartName, string Path);

/// <summary>One line of a <c>placement.json</c>: conditions, and what follows when all are met.</summary>
public sealed class PlacementRule
{
    private readonly string? _displayType;
    private readonly string? _differentiator;
    private readonly IReadOnlyList<string> _contentTypes;
    private readonly IReadOnlyList<string> _contentParts;
    private readonly IReadOnlyList<string> _paths;
    private readonly Placement _outcome;

    public PlacementRule(JsonObject json)
    {
        _displayType = NonEmpty(json["displayType"].AsText());
        _differentiator = NonEmpty(json["differentiator"].AsText());
        _contentTypes = Texts(json["contentType"]);
        _contentParts = Texts(json["contentPart"]);
        _paths = Texts(json["path"]);
        _outcome = new Placement(json["place"].AsText(), NonEmpty(json["shape"].AsText()), Texts(json["alternates"]), Texts(json["wrappers"]));
    }

    public Placement? Match(PlacementQuestion question) =>
        (_displayType is null || _displayType.Equals(question.DisplayType, StringComparison.OrdinalIgnoreCase))
        && (_differentiator is null || _differentiator == question.Differentiator)
        && (_contentTypes.Count == 0 || _contentTypes.Any(pattern => Matches(pattern, question.ContentType)))
        && (_contentParts.Count == 0 || (question.PartName is not null && _contentParts.Any(pattern => Matches(pattern, question.PartName))))
        && (_paths.Count == 0 || _paths.Any(pattern => Matches(pattern.TrimStart('~'), question.Path)))
            ? _outcome
            : null;

    private static bool Matches(string pattern, string text) => pattern.EndsWith('*')
        ? text.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
        : text.TrimEnd('/').Equals(pattern.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    // One text or a list of texts.
    private static IReadOnlyList<string> Texts(JsonNode? node) => node.AsText() is { Length: > 0 } text ? [text] : node.AsTexts();
}

/// <summary>The rules of one source by shape type.</summary>
public sealed class PlacementRules
{
    private readonly Dictionary<string, PlacementRule[]> _rules = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="json">Shape types with lists of rules, as in a theme's <c>placement.json</c>.</param>
    public PlacementRules(IEnumerable<KeyValuePair<string, JsonNode?>> json)
    {
        foreach (var (shapeType, rules) in json)
        {
            _rules[shapeType] = [.. rules.AsObjects().Select(rule => new PlacementRule(rule))];
        }
    }

    public static PlacementRules None { get; } = new([]);

    public bool Has(string shapeType) => _rules.ContainsKey(shapeType);

    /// <summary>The first rule that holds; null when none does.</summary>
    public Placement? Find(string shapeType, PlacementQuestion question)
    {
        foreach (var rule in _rules.GetValueOrDefault(shapeType, []))
        {
            if (rule.Match(question) is { } placement)
            {
                return placement;
            }
        }

        return null;
    }
}
