using System.Text.RegularExpressions;

namespace CmsSite.Theming.Liquid;

/// <summary>A filter or tag that a template uses.</summary>
/// <param name="Kind"><see cref="LiquidNames.Filter"/> or <see cref="LiquidNames.Tag"/>.</param>
/// <param name="Offset">Where its name stands in the template.</param>
public sealed record LiquidName(string Kind, string Name, bool IsKnown, int Offset);

/// <summary>The filters and tags that templates use, and whether there are such. Read from the source as it stands, so that one with a tag that nobody knows is read to its end.</summary>
public sealed partial class LiquidNames(LiquidEngine engine)
{
    public const string Filter = "filter";
    public const string Tag = "tag";

    private static readonly HashSet<string> _within = new(StringComparer.Ordinal) { "else", "elsif", "when", "in" };
    private readonly HashSet<string> _filters = engine.FilterNames.ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> _tags = engine.TagNames.ToHashSet(StringComparer.Ordinal);

    /// <summary>In the order of the text; nothing when there is no Liquid in it.</summary>
    public IEnumerable<LiquidName> In(string text)
    {
        foreach (var (at, bare) in Code(text))
        {
            if (TagName().Match(bare) is { Success: true } tag)
            {
                var name = tag.Groups[1].Value;
                var isKnown = _tags.Contains(name) || _within.Contains(name) || (name.StartsWith("end", StringComparison.Ordinal) && _tags.Contains(name[3..]));
                yield return new LiquidName(Tag, name, isKnown, at + tag.Groups[1].Index);
            }

            foreach (var filter in FilterCalls().Matches(bare).Select(match => match.Groups[1]))
            {
                yield return new LiquidName(Filter, filter.Value, _filters.Contains(filter.Value), at + filter.Index);
            }
        }
    }

    /// <summary>What stands between braces, with texts blanked out: places stay what they are. What is raw or a comment is passed over.</summary>
    public static IEnumerable<(int At, string Bare)> Code(string text) => text.Contains('{', StringComparison.Ordinal)
        ? Tags().Matches(text).Where(tag => !tag.Groups["passed"].Success).Select(tag => (tag.Index, Quoted().Replace(tag.Value, quoted => new string(' ', quoted.Length))))
        : [];

    [GeneratedRegex(@"(?<passed>\{%-?\s*(?<block>raw|comment)\s*-?%\}.*?\{%-?\s*end\k<block>\s*-?%\})|\{\{.*?\}\}|\{%.*?%\}", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Tags();

    [GeneratedRegex(@"'[^']*'|""[^""]*""", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\|\s*([A-Za-z_]\w*)", RegexOptions.CultureInvariant)]
    private static partial Regex FilterCalls();

    [GeneratedRegex(@"^\{%-?\s*([A-Za-z_]\w*)", RegexOptions.CultureInvariant)]
    private static partial Regex TagName();
}
