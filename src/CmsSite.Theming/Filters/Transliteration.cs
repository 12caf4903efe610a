using System.Globalization;
using System.Text;

namespace CmsSite.Theming.Filters;

/// <summary>Greek and Cyrillic letters and Latin ones with marks in plain Latin letters, as they are commonly written in addresses. What it does not know stays.</summary>
internal static class Transliteration
{
    private static readonly Dictionary<char, string> _letters = Pairs(
        "а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya "
        + "є=ye і=i ї=yi ґ=g ў=w ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz "
        + "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o "
        + "ß=ss æ=ae ø=o œ=oe đ=d ð=d þ=th ł=l ı=i ħ=h ŋ=ng");

    public static string ToLatin(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            var lower = char.ToLowerInvariant(c);
            if (_letters.TryGetValue(lower, out var latin) || _letters.TryGetValue(Plain(lower), out latin))
            {
                result.Append(c != lower && latin.Length > 0 ? char.ToUpperInvariant(latin[0]) + latin[1..] : latin);
            }
            else
            {
                result.Append(c < 128 ? c.ToString() : Plain(c).ToString());
            }
        }

        return result.ToString();
    }

    private static char Plain(char c) => char.IsSurrogate(c) ? c
        : c.ToString().Normalize(NormalizationForm.FormD) is { Length: > 1 } parts && CharUnicodeInfo.GetUnicodeCategory(parts[1]) == UnicodeCategory.NonSpacingMark ? parts[0] : c;

    private static Dictionary<char, string> Pairs(string text) =>
        text.Split(' ').ToDictionary(pair => pair[0], pair => pair[2..]);
}
