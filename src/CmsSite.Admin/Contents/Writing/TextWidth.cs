namespace CmsSite.Admin.Contents.Writing;

/// <summary>About how wide a line is in the typeface of search results, which cut by pixels and not by characters.</summary>
public static class TextWidth
{
    // Of a letter in hundredths of the type's size, as Arial has them; anything else is about as wide as an average letter.
    private const string Narrow = "ijl|'.,:;!Itfr()[]/\\- ";
    private const string Wide = "mwMW@%";

    /// <param name="size">Of the type, in pixels.</param>
    public static int Of(string text, int size) => text.Sum(letter =>
        Narrow.Contains(letter, StringComparison.Ordinal) ? 29 : Wide.Contains(letter, StringComparison.Ordinal) ? 86 : char.IsAsciiLetterUpper(letter) ? 69 : letter > '\u2E80' ? 100 : 55) * size / 100;

    /// <summary>As much of a text as fits, with an ellipsis where it was cut.</summary>
    public static string Cut(string text, int size, int pixels)
    {
        if (Of(text, size) <= pixels)
        {
            return text;
        }

        var end = text.Length;
        while (end > 0 && Of(text[..end], size) > pixels)
        {
            end--;
        }

        var space = text.LastIndexOf(' ', Math.Max(0, end - 1));
        return text[..(space > end / 2 ? space : end)].TrimEnd() + " …";
    }
}
