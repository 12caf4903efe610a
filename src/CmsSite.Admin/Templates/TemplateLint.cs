using System.Text.RegularExpressions;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;
using CmsSite.Recipes;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;
using CmsSite.Theming.Shapes;
using CmsSite.Theming.Templates;

namespace CmsSite.Admin.Templates;

/// <summary>What in a template is probably a mistake and keeps nothing from being saved: names of what is not there, which Liquid passes over in silence.</summary>
public sealed partial class TemplateLint(SiteSession session, LiquidEngine engine, ContentDefinitions definitions, ThemeFiles files, BuiltInTemplates builtIn, ShapeKinds kinds)
{
    // Members of every item, and of what is inside its parts whatever these are.
    private static readonly HashSet<string> _ofParts = new(StringComparer.Ordinal) { "ContentItem", "Content", "Weld" };

    public IReadOnlyList<TemplateProblem> Doubts(string content) => [.. Filters(engine, content).Concat(Members(content)).Concat(Shapes(content)).OrderBy(doubt => doubt.Line).ThenBy(doubt => doubt.Column)];

    /// <summary>Filters that do not exist.</summary>
    public static IReadOnlyList<TemplateProblem> Filters(LiquidEngine engine, string content) =>
    [
        .. new LiquidNames(engine).In(content).Where(used => used is { IsKnown: false, Kind: LiquidNames.Filter })
            .Select(used => Doubt(content, used.Offset, $"There is no filter '{used.Name}'; it does nothing.", used.Name, engine.FilterNames)),
    ];

    /// <summary>The tag that nobody knows, when that is what keeps a template from being read; null when it is something else.</summary>
    public static string? NearestTag(LiquidEngine engine, string content, int? line) =>
        new LiquidNames(engine).In(content).FirstOrDefault(used => used is { IsKnown: false, Kind: LiquidNames.Tag } && Line(content, used.Offset) == line) is { } unknown
            ? Suggestion.For(unknown.Name, engine.TagNames) : null;

    // ContentItem.Content.Part.Field: parts that no type has, and fields that a part of the site's own does not have.
    private IEnumerable<TemplateProblem> Members(string content)
    {
        var parts = definitions.Types.SelectMany(type => type.Parts).ToLookup(part => part.Name, StringComparer.Ordinal);
        foreach (var (at, bare) in LiquidNames.Code(content))
        {
            foreach (Match path in ContentPaths().Matches(bare))
            {
                var (part, field) = (path.Groups["part"].Value, path.Groups["field"].Value);
                if (!parts.Contains(part))
                {
                    if (PartCatalog.Part(part) is null && !PartCatalog.IsWelded(part) && !_ofParts.Contains(part))
                    {
                        yield return Doubt(content, at + path.Groups["part"].Index, $"No content type has a part '{part}': it is empty.", part, parts.Select(known => known.Key));
                    }
                }
                else if (field.Length > 0 && PartCatalog.Part(part) is null && parts[part].All(known => known.Part.Fields.Count > 0 && known.PartName == part && known.Part.Field(field) is null))
                {
                    yield return Doubt(content, at + path.Groups["field"].Index, $"'{part}' has no field '{field}': it is empty.", field, parts[part].SelectMany(known => known.Part.Fields).Select(known => known.Name));
                }
            }
        }
    }

    private IEnumerable<TemplateProblem> Shapes(string content)
    {
        var stored = session.Documents(SiteDocumentKinds.Template);
        var views = files.Names;
        foreach (Match shape in ShapeCalls().Matches(content))
        {
            var name = shape.Groups["name"].Value;
            if (kinds.Find(name) is null && !views.Contains(name) && builtIn.Find(name) is null && !stored.ContainsKey(name))
            {
                yield return Doubt(content, shape.Groups["name"].Index, $"There is no shape '{name}', and no template of that name: nothing is shown.", name, [.. kinds.Types, .. views, .. stored.Keys]);
            }
        }
    }

    private static TemplateProblem Doubt(string content, int offset, string message, string written, IEnumerable<string> known) =>
        new(Suggestion.For(written, known) is { } near ? $"{message} Did you mean '{near}'?" : message, Line(content, offset), offset - content.LastIndexOf('\n', Math.Max(0, offset - 1)));

    private static int Line(string content, int offset) => content.AsSpan(0, offset).Count('\n') + 1;

    [GeneratedRegex(@"\bContentItem\.Content\.(?<part>[A-Za-z_]\w*)(?:\.(?<field>[A-Za-z_]\w*))?", RegexOptions.CultureInvariant)]
    private static partial Regex ContentPaths();

    [GeneratedRegex(@"\{%-?\s*shape\s+(['""])(?<name>[^'""]+)\1", RegexOptions.CultureInvariant)]
    private static partial Regex ShapeCalls();
}
