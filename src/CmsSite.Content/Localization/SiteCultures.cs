using System.Globalization;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;

namespace CmsSite.Content.Localization;

/// <summary>The languages of the site, as its setting <c>LocalizationSettings</c> names them. A name that is no culture is left out.</summary>
public static class SiteCultures
{
    private const string Section = "LocalizationSettings";

    public static IReadOnlyList<CultureInfo> Supported(SiteSettings settings) => [.. (settings.Find(Section)?["SupportedCultures"].AsTexts() ?? []).Select(Find).OfType<CultureInfo>()];

    /// <summary>Null when the setting names none.</summary>
    public static CultureInfo? Default(SiteSettings settings) => Find(settings.Find(Section)?["DefaultCulture"].AsText());

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
