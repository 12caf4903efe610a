using CmsSite.Content.Recipes.Naming;

namespace CmsSite.Tests.Content.Recipes;

public sealed class RecipeDocsTests
{
    private static readonly string[] _lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "recipes.md"));

    private static readonly string[] _names = [.. SiteSteps.All.Select(step => step.Name), "recipes"];

    public static TheoryData<string> Steps => [.. _names];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Every_step_has_its_heading(string step) => Assert.Contains($"### `{step}`", _lines);

    [Fact]
    public void No_heading_is_left_of_a_step_that_is_gone()
    {
        var headings = _lines.Where(line => line.StartsWith("### `", StringComparison.Ordinal)).Select(line => line[5..^1]);
        Assert.Empty(headings.Except(_names));
    }

    [Fact]
    public void What_is_only_kept_says_so()
    {
        foreach (var step in SiteSteps.All.Where(step => step.State == CmsSite.Recipes.RecipeNameState.Kept))
        {
            var at = Array.IndexOf(_lines, $"### `{step.Name}`");
            Assert.Contains(_lines.Skip(at + 1).TakeWhile(line => !line.StartsWith('#')), line => line.Contains("State: kept", StringComparison.Ordinal));
        }
    }
}
