using CmsSite.Content.Items;

namespace CmsSite.Content.Handlers;

/// <summary>Content without a template engine, as some tools and tests use it: what needs a pattern says so.</summary>
internal sealed class NoPatterns : IPatternRenderer
{
    public Task<string> RenderAsync(string pattern, ContentItem item, CancellationToken cancellationToken) =>
        throw new LiquidPatternException($"Nothing here renders Liquid, so '{pattern}' has no value. Give the value, or add theming.");
}
