using System.Text.RegularExpressions;
using CmsSite.Theming.Liquid;

namespace CmsSite.Tests.Theming.Liquid;

/// <summary>docs/theming.md names everything that a template can use, and nothing else.</summary>
public sealed partial class ThemingDocsTests(LiquidSiteFixture fixture) : IClassFixture<LiquidSiteFixture>
{
    private static readonly string _reference = File.ReadAllText(Path.Combine(Repository.Root, "docs/theming.md")).Split("\n# Reference\n")[1];
    private readonly LiquidEngine _engine = fixture.Site.Engine;

    [Fact]
    public void Every_tag_has_its_line() => Compare(_engine.TagNames.Append("liquid"), "## Tags of the language", "## Filters of texts");

    [Fact]
    public void Every_filter_has_its_line() => Compare(_engine.FilterNames, "## Filters of texts", "## Objects");

    [Fact]
    public void Every_object_has_its_line() =>
        Compare([.. AmbientNames.All, "Model", "ContentItem", "Args", "Context"], "## Objects", "Nothing else can be reached");

    private static void Compare(IEnumerable<string> names, string from, string to)
    {
        var section = _reference[_reference.IndexOf(from, StringComparison.Ordinal).._reference.IndexOf(to, StringComparison.Ordinal)];
        var documented = section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Name().Matches(line[..line.IndexOf(" | ", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value)).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), documented);
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
