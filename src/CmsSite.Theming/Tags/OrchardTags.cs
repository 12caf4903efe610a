using CmsSite.Theming.Liquid;

namespace CmsSite.Theming.Tags;

/// <summary>Every tag that Orchard adds to Liquid.</summary>
internal static class OrchardTags
{
    public static void Register(LiquidParser parser)
    {
        LayoutTags.Register(parser);
        ShapeTags.Register(parser);
        HtmlTags.Register(parser);
        ResourceTags.Register(parser);
        CacheTags.Register(parser);
    }
}
