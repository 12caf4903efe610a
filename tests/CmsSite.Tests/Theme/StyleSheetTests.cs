using System.Globalization;
using System.Text.RegularExpressions;

namespace CmsSite.Tests.Theme;

public sealed class StyleSheetTests
{
    [Fact]
    public void It_stays_small_and_asks_no_other_server_for_anything()
    {
        Assert.InRange(ThemeFiles.StyleSheet.Length, 1, 36 * 1024);
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
    [InlineData("ink", "mark")]
    public void Text_has_the_contrast_that_WCAG_AA_asks_for_by_day_and_by_night(string text, string ground)
    {
        var tokens = Regex.Matches(ThemeFiles.StyleSheet, @"--([\w-]+):\s*light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);")
            .ToDictionary(match => match.Groups[1].Value, match => (Day: match.Groups[2].Value, Night: match.Groups[3].Value));

        Assert.InRange(Contrast(tokens[text].Day, tokens[ground].Day), 4.5, 21);
        Assert.InRange(Contrast(tokens[text].Night, tokens[ground].Night), 4.5, 21);
    }

    [Fact]
    public void It_reads_from_either_side_so_it_names_none()
    {
        var physical = Regex.Matches(ThemeFiles.StyleSheet, @"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right|top|bottom):|text-align: (?:left|right)|float: (?:left|right)|(?<![\w-])(?:min-|max-)?(?:width|height):(?! [\d.]+rem\))");

        Assert.Empty(physical.Select(match => match.Value));
    }

    private static double Contrast(string first, string second)
    {
        var (light, dark) = (Math.Max(Luminance(first), Luminance(second)), Math.Min(Luminance(first), Luminance(second)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(0) + 0.7152 * Channel(2) + 0.0722 * Channel(4);
    }
}
