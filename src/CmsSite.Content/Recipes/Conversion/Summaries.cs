using CmsSite.Content.Html;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>What a text says first, where nobody wrote a summary.</summary>
internal static class Summaries
{
    private const int Length = 280;

    /// <summary>Null when the text has no words.</summary>
    public static string? OfHtml(string html) => PlainText.FromHtml(html) is { Length: > 0 } text ? PlainText.Shorten(text, Length) : null;
}
