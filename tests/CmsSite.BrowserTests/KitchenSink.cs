namespace CmsSite.BrowserTests;

/// <summary>The site for makers of themes: the sample site, with everything added that a theme has to bear.</summary>
public sealed class KitchenSink : CmsServer
{
    /// <summary>One address of each kind of page that a visitor can meet.</summary>
    public static readonly string[] Kinds =
    [
        "/", "/?page=2", "/articles/why-the-sea-is-never-flat", "/authors/hester-quayle", "/categories/cities", "/categories", "/tags/the-sea", "/tags", "/archive", "/archive?month=2026-11",
        "/about", "/contact",
    ];

    /// <summary>Pages that try a theme.</summary>
    public static readonly string[] Trials =
    [
        "/articles/every-element", "/articles/figures-and-tables", "/articles/long-text", "/articles/right-to-left", "/articles/q", "/articles/sentence", "/articles/one-word", "/articles/markup",
        "/articles/seven-authors", "/articles/nothing", "/articles/dots", "/posts/markdown", "/kitchen-sink/widgets", "/kitchen-sink/bag", "/kitchen-sink/nothing", "/kitchen-sink/contact", "/kitchen-sink/thanks", "/drawers", "/drawers/top",
        "/drawers/empty", "/authors/maximiliana", "/authors/noone", "/authors/layla", "/archive?year=2025", "/archive?month=2025-02",
    ];

    public const string Missing = "/no-such-page";

    protected override string Recipe => "KitchenSink";

    protected override IEnumerable<(string Key, string Value)> Settings => [("OrchardCore:OrchardCore_AutoSetup:Tenants:0:SiteName", "Slackwater")];
}
