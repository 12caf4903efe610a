using System.Globalization;
using System.Text;

namespace CmsSite.Content.Items;

/// <summary>Text as part of an address.</summary>
public static class Slugs
{
    private const int MaxLength = 1000;

    /// <summary>
    /// Letters and digits in lower case without accents, <c>_</c> and <c>~</c> as they are, a hyphen for each run of anything else but not at the ends, at
    /// most 1000 characters: what Orchard's <c>slugify</c> makes.
    /// </summary>
    public static string Slugify(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var slug = new StringBuilder(text.Length);
        var gap = false;
        foreach (var rune in Decompose(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '~')
            {
                if (gap && slug.Length > 0)
                {
                    slug.Append('-');
                }

                gap = false;
                slug.Append(Rune.ToLowerInvariant(rune));
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                gap = true;
            }

            if (slug.Length > MaxLength - 3) // what comes next may be a hyphen and a letter of two units
            {
                break;
            }
        }

        return slug.ToString().Normalize(NormalizationForm.FormC);
    }

    private static string Decompose(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair: not Unicode. The runes of the text have a replacement sign there.
            return string.Concat(text.EnumerateRunes().Select(rune => rune.ToString())).Normalize(NormalizationForm.FormKD);
        }
    }
}
