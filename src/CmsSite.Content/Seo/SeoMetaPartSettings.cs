namespace CmsSite.Content.Seo;

/// <summary>Which groups of values the editor shows. What is in the item is used either way.</summary>
public sealed class SeoMetaPartSettings
{
    public bool DisplayKeywords { get; set; }
    public bool DisplayCustomMetaTags { get; set; }
    public bool DisplayOpenGraph { get; set; }
    public bool DisplayTwitter { get; set; }
    public bool DisplayGoogleSchema { get; set; }
}
