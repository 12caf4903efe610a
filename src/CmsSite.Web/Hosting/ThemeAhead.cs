using CmsSite.Theming.Liquid;
using CmsSite.Theming.Templates;

namespace CmsSite.Web.Hosting;

internal static class ThemeAhead
{
    private const string Layout = "Layout";

    /// <summary>Makes Liquid's grammar and parses the view that every page needs, so that the first page does not wait for it. Returns at once.</summary>
    public static void ReadThemeAhead(this IServiceProvider services) => _ = Task.Run(() =>
    {
        var view = services.GetRequiredService<ThemeFiles>().Find(Layout) ?? ThemeFiles.FindBuiltIn(Layout);
        view?.Parse(services.GetRequiredService<LiquidEngine>(), out _); // what is wrong with it is said by the page
    });
}
