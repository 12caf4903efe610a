using System.Globalization;
using System.Text.RegularExpressions;

namespace CmsSite.Tests.Theme;

public sealed class StyleSheetTests
{
    [Fact]
    public void It_stays_small_and_asks_no_other_server_for_anything()
    {
        Assert.InRange(ThemeFiles.StyleSheet.Length, 1, 25 * 1024);
        Assert.DoesNotMatch(@"@import|@font-face|https?://|url\(\s*['""]?//", ThemeFiles.StyleSheet);
    }

    [Theory]
    [InlineData("ink", "paper")]
    [InlineData("ink", "paper-shade")]
    [InlineData("ink-soft", "paper")]
    [InlineData("ink-soft", "paper-shade")]
    [InlineData("accent", "paper")]
    [InlineData("accent", "paper-shade")]
    [InlineData("accent-ink", "accent")]
    public void Text_has_the_contrast_that_WCAG_AA_asks_for_by_day_and_by_night(string text, string ground)
    {
        var day = Tokens(ThemeFiles.StyleSheet[..ThemeFiles.StyleSheet.IndexOf("@media", StringComparison.Ordinal)]);
        var night = Tokens(Regex.Match(ThemeFiles.StyleSheet, @"prefers-color-scheme: dark\) {\s*:root {(.*?)}", RegexOptions.Singleline).Groups[1].Value);

        Assert.InRange(Contrast(day[text], day[ground]), 4.5, 21);
        Assert.InRange(Contrast(night[text], night[ground]), 4.5, 21);
    }

    private static Dictionary<string, string> Tokens(string css) =>
        Regex.Matches(css, @"--([\w-]+):\s*#([0-9a-f]{3,6});").ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static double Contrast(string first, string second)
    {
        var (light, dark) = (Math.Max(Luminance(first), Luminance(second)), Math.Min(Luminance(first), Luminance(second)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(string hex)
    {
        var six = hex.Length == 3 ? string.Concat(hex.Select(digit => new string(digit, 2))) : hex;
        double Channel(int at)
        {
            var value = int.Parse(six.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(0) + 0.7152 * Channel(2) + 0.0722 * Channel(4);
    }
}
