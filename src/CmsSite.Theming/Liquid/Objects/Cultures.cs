using System.Globalization;
using CmsSite.Content.Localization;

namespace CmsSite.Theming.Liquid.Objects;

/// <summary>The languages of the site, for a page: where its settings name none, the page's own.</summary>
internal static class Cultures
{
    public static IReadOnlyList<CultureInfo> Supported(DisplayContext display) => SiteCultures.Supported(display.Settings) is { Count: > 0 } found ? found : [Default(display)];

    public static CultureInfo Default(DisplayContext display) => SiteCultures.Default(display.Settings) ?? display.Culture;
}
