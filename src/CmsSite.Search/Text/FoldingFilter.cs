using System.Globalization;
using System.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.TokenAttributes;

namespace CmsSite.Search.Text;

/// <summary>
/// Makes letters that readers take for the same the same: accents go whichever way they are written, ligatures and wide forms become their letters. Only marks that modify Latin, Greek
/// and Cyrillic letters go; the vowel signs of other scripts are letters.
/// </summary>
internal sealed class FoldingFilter(TokenStream input) : TokenFilter(input)
{
    private readonly ICharTermAttribute _term = input.AddAttribute<ICharTermAttribute>();

    public override bool IncrementToken()
    {
        if (!m_input.IncrementToken())
        {
            return false;
        }

        var term = _term.Buffer.AsSpan(0, _term.Length);
        if (!Ascii.IsValid(term))
        {
            _term.SetEmpty().Append(Fold(term.ToString()));
        }

        return true;
    }

    /// <summary>The folded text, in the case it had.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var decomposed = text.Normalize(NormalizationForm.FormKD);
        var kept = new StringBuilder(decomposed.Length);
        foreach (var c in decomposed)
        {
            if (c is < '\u0300' or > '\u036f')
            {
                kept.Append(c);
            }
        }

        var source = kept.ToString().Normalize(NormalizationForm.FormC).ToCharArray();
        var folded = new char[source.Length * 4];
        var length = ASCIIFoldingFilter.FoldToASCII(source, 0, folded, 0, source.Length);
        return new string(folded, 0, length);
    }

    /// <summary>A name as filters compare it: folded, lower-case, anything between words as one space.</summary>
    public static string Key(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var c in Fold(SafeText.Of(name)).ToLower(CultureInfo.InvariantCulture))
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd();
    }
}
