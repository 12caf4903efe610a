using System.Globalization;
using CmsSite.Content.Items;

namespace CmsSite.Theming.Liquid.Objects;

/// <summary>The languages of the site, as its setting <c>LocalizationSettings</c> names them.</summary>
internal static class Cultures
{
    public static IReadOnlyList<CultureInfo> Supported(DisplayContext display)
    {
        var names = display.Settings.Find("LocalizationSettings")?["SupportedCultures"].AsTexts() ?? [];
        var found = names.Select(Find).OfType<CultureInfo>().ToList();
        return found.Count > 0 ? found : [Default(display)];
    }

    public static CultureInfo Default(DisplayContext display) =>
        Find(display.Settings.Find("LocalizationSettings")?["DefaultCulture"].AsText()) ?? display.Culture;

    private static CultureInfo? Find(string? name)
    {
        try
        {
            return string.IsNullOrWhiteSpace(name) ? null : CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}
