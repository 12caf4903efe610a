using CmsSite.Theming.Display;
using CmsSite.Theming.Liquid;

namespace CmsSite.Theming.Tags;

/// <summary><c>cache</c> and its companions: what a block makes is kept for other pages (<see cref="Fragments"/>), and what it names as dependencies becomes the page's.</summary>
internal static class CacheTags
{
    public static void Register(LiquidParser parser)
    {
        parser.Block("cache", static async call =>
        {
            Fragments.Depend(call.Display, call.Text("dependencies"));
            var key = new FragmentKey("block", call.Text(0, "id"), call.Text("vary_by"), call.Text("expires_after") ?? call.Text("expires_sliding"));
            call.Write(await Fragments.GetAsync(key, call.Display, piece => ReferenceEquals(piece, call.Display) ? call.BodyAsync() : call.Context.WithAsync(piece, call.BodyAsync)));
        });
        parser.Tag("cache_dependency", static call =>
        {
            Fragments.Depend(call.Display, call.Text(0, "dependency"));
            return default;
        });
        foreach (var name in (string[])["cache_expires_on", "cache_expires_after", "cache_expires_sliding"])
        {
            parser.Tag(name, static call =>
            {
                call.Display.IsShortLived = true;
                return default;
            });
        }
    }
}
