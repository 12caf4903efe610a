using System.Text.RegularExpressions;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;
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

    public IReadOnlyList<TemplateProblem> Doubts(string content) => [.. Filters(engine, content).Concat(Members(content)).Concat(Shapes(content)).OrderBy(doubt => doubt.Line)];

    /// <summary>Filters that do not exist.</summary>
    public static IReadOnlyList<TemplateProblem> Filters(LiquidEngine engine, string content)
    {
        var known = engine.FilterNames.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from tag in Code(content)
               from filter in FilterCalls().Matches(tag.Bare)
               let found = filter.Groups[1]
               where !known.Contains(found.Value)
               select new TemplateProblem($"There is no filter '{found.Value}'; it does nothing.", Line(content, tag.At + found.Index)),
        ];
    }

    // ContentItem.Content.Part.Field: parts that no type has, and fields that a part of the site's own does not have.
    private IEnumerable<TemplateProblem> Members(string content)
    {
        var parts = definitions.Types.SelectMany(type => type.Parts).ToLookup(part => part.Name, StringComparer.Ordinal);
        foreach (var (at, bare) in Code(content))
        {
            foreach (Match path in ContentPaths().Matches(bare))
            {
                var (part, field) = (path.Groups["part"].Value, path.Groups["field"].Value);
                if (!parts.Contains(part))
                {
                    if (PartCatalog.Part(part) is null && !PartCatalog.IsWelded(part) && !_ofParts.Contains(part))
                    {
                        yield return new TemplateProblem($"No content type has a part '{part}': it is empty.", Line(content, at + path.Index));
                    }
                }
                else if (field.Length > 0 && PartCatalog.Part(part) is null && parts[part].All(known => known.Part.Fields.Count > 0 && known.PartName == part && known.Part.Field(field) is null))
                {
                    yield return new TemplateProblem($"'{part}' has no field '{field}': it is empty.", Line(content, at + path.Groups["field"].Index));
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
                yield return new TemplateProblem($"There is no shape '{name}', and no template of that name: nothing is shown.", Line(content, shape.Groups["name"].Index));
            }
        }
    }

    // What stands between braces, with texts blanked out: places stay what they are.
    private static IEnumerable<(int At, string Bare)> Code(string content) =>
        Tags().Matches(content).Select(tag => (tag.Index, Quoted().Replace(tag.Value, quoted => new string(' ', quoted.Length))));

    private static int Line(string content, int offset) => content.AsSpan(0, offset).Count('\n') + 1;

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex(@"'[^']*'|""[^""]*""", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\|\s*([A-Za-z_]\w*)", RegexOptions.CultureInvariant)]
    private static partial Regex FilterCalls();

    [GeneratedRegex(@"\bContentItem\.Content\.(?<part>[A-Za-z_]\w*)(?:\.(?<field>[A-Za-z_]\w*))?", RegexOptions.CultureInvariant)]
    private static partial Regex ContentPaths();

    [GeneratedRegex(@"\{%-?\s*shape\s+(['""])(?<name>[^'""]+)\1", RegexOptions.CultureInvariant)]
    private static partial Regex ShapeCalls();
}
