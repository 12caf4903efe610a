namespace CmsSite.Content.Handlers;

internal static class PatternRendering
{
    /// <summary>One line of text from a pattern of the settings; null when there is no pattern or it fails, which is then a problem of the part.</summary>
    public static async Task<string?> RenderAsync(this IPatternRenderer renderer, PartContext context, string property, string? pattern, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(pattern))
        {
            return null;
        }

        try
        {
            return OneLine(await renderer.RenderAsync(pattern, context.Item, cancellationToken));
        }
        catch (LiquidPatternException failure)
        {
            context.Problem(property, $"It is made from a pattern that fails: {failure.Message} Correct the settings of {context.Part.Name} in the type {context.Type.Name}.");
            return null;
        }
    }

    public static string OneLine(string text) => text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim();
}
