using System.Text;

namespace CmsSite.Search.Text;

/// <summary>Text that can be normalised, indexed and written without surprises.</summary>
internal static class SafeText
{
    /// <summary>In composed form, without halves of characters and without control characters other than white space.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text) || Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.Contains('\u007f', StringComparison.Ordinal))
        {
            return text ?? "";
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half a character comes as U+FFFD
        {
            var isControl = Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune);
            var isNonCharacter = (rune.Value & 0xfffe) == 0xfffe || rune.Value is >= 0xfdd0 and <= 0xfdef;
            if (!isControl && !isNonCharacter)
            {
                result.Append(rune.Value < 0x20 ? " " : rune.ToString());
            }
        }

        return result.ToString().Normalize(NormalizationForm.FormC);
    }
}
