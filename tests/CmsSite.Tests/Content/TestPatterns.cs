using System.Text.RegularExpressions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Tests.Content;

/// <summary>As much of Liquid as the patterns of these tests need: the display text, a value by its path, and slugify. Display's own engine has tests of its own.</summary>
internal sealed partial class TestPatterns : IPatternRenderer
{
    public Task<string> RenderAsync(string pattern, ContentItem item, CancellationToken cancellationToken)
    {
        var text = Output().Replace(pattern, match =>
        {
            var path = match.Groups[1].Value.Replace("Model.", "", StringComparison.Ordinal);
            var value = path == "ContentItem.DisplayText" ? item.DisplayText
                : path.StartsWith("ContentItem.Content.", StringComparison.Ordinal) ? JsonPaths.Find(item.Content, path["ContentItem.Content.".Length..]).AsText()
                : throw new LiquidPatternException($"'{path}' is unknown.");
            return match.Groups[2].Success ? Slugs.Slugify(value) : value ?? "";
        });
        return Task.FromResult(text.Trim());
    }

    [GeneratedRegex(@"\{\{\s*([\w.]+)\s*(\|\s*slugify\s*)?\}\}")]
    private static partial Regex Output();
}
