using CmsSite.Theming.Liquid;

namespace CmsSite.Theming.Tags;

/// <summary>
/// <c>cache</c> and its companions. Pages are kept as a whole and dropped when what they drew on changes, so a block renders each time its page does; what
/// it names as dependencies becomes the page's.
/// </summary>
internal static class CacheTags
{
    public static void Register(LiquidParser parser)
    {
        parser.Block("cache", static async call =>
        {
            Depend(call, call.Text("dependencies"));
            call.Write(await call.BodyAsync());
        });
        parser.Tag("cache_dependency", static call =>
        {
            Depend(call, call.Text(0, "dependency"));
            return default;
        });
        foreach (var name in (string[])["cache_expires_on", "cache_expires_after", "cache_expires_sliding"])
        {
            parser.Tag(name, static _ => default);
        }
    }

    private static void Depend(TagCall call, string? dependencies) =>
        call.Display.Dependencies.UnionWith((dependencies ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries));
}
