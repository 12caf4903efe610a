using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>
/// The pages look as they are to look (see <see cref="Looks"/>), on a telephone, a tablet and a desk. Pictures are grey boxes here: their places count, not what is on them, nor whether it has arrived.
/// Faces are those that <c>.ci/run</c> installs, so that the lines break alike everywhere.
/// </summary>
[Collection(Browser.Collection)]
public sealed partial class LookTests(Browser browser, KitchenSink server)
{
    private const int MaxHeight = 3600;

    private const string SameEverywhere = """
        :root { --serif: "Liberation Serif", "DejaVu Sans" !important; --sans: "Liberation Sans", "DejaVu Sans" !important; --mono: "Liberation Mono" !important; }
        img { object-fit: none !important; object-position: -9999px -9999px !important; background: #a0a0a0 !important; filter: none !important; }
        .permalink input { color: transparent !important; }
        *, ::before, ::after { transition: none !important; caret-color: transparent !important; }
        """;

    private static readonly string[] _addresses =
    [
        "/", "/?page=2", "/articles/why-the-sea-is-never-flat", "/authors/hester-quayle", "/categories/cities", "/tags", "/archive", "/archive?month=2026-11", "/about", KitchenSink.Missing,
        "/articles/every-element", "/articles/figures-and-tables", "/articles/right-to-left", "/articles/sentence", "/articles/seven-authors", "/articles/nothing", "/posts/markdown", "/kitchen-sink/widgets", "/drawers",
        "/archive?month=2025-02",
    ];

    [SkippableTheory]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(1280)]
    public async Task By_day(int width) => await CompareAsync(width, ColorScheme.Light, _addresses);

    [SkippableFact]
    public async Task By_night() => await CompareAsync(1280, ColorScheme.Dark, ["/", "/articles/every-element", "/kitchen-sink/widgets"]);

    [SkippableFact]
    public async Task From_right_to_left() => await CompareAsync(1280, ColorScheme.Light, ["/", "/articles/figures-and-tables"], "rtl");

    private async Task CompareAsync(int width, ColorScheme scheme, IEnumerable<string> addresses, string? direction = null)
    {
        await using var reader = await browser.OpenAsync(server, new()
        {
            ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, BypassCSP = true, DeviceScaleFactor = 1,
        });
        var page = reader.Page;
        await UntilItIsIndexedAsync(page);
        var wrong = new List<string>();
        foreach (var address in addresses)
        {
            await page.GotoAsync(address);
            await page.AddStyleTagAsync(new() { Content = SameEverywhere });
            if (direction is not null)
            {
                await page.EvaluateAsync("direction => document.documentElement.dir = direction", direction);
            }

            Skip.IfNot(await HasFacesAsync(page), "The faces Liberation and DejaVu are missing: install Debian's packages fonts-liberation and fonts-dejavu-core.");
            var height = Math.Min(MaxHeight, await page.EvaluateAsync<int>("() => document.documentElement.scrollHeight"));
            var screenshot = await page.ScreenshotAsync(new() { FullPage = true, Clip = new() { X = 0, Y = 0, Width = width, Height = height }, Animations = ScreenshotAnimations.Disabled });
            var name = $"{Unsafe().Replace(address, "-").Trim('-')}.{width}{(scheme == ColorScheme.Dark ? ".night" : "")}{(direction is null ? "" : "." + direction)}";
            if (Looks.Compare(name.StartsWith('.') ? "home" + name : name, screenshot) is { } problem)
            {
                wrong.Add(problem);
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    // What an article leads on to comes from the search index, which a new site makes when somebody searches. This article has no tags, so that nothing else could be there.
    private static async Task UntilItIsIndexedAsync(IPage page)
    {
        do
        {
            await page.GotoAsync("/search?terms=moon");
            await page.GotoAsync("/articles/nothing");
        }
        while (await page.Locator(".related").CountAsync() == 0);
    }

    // A face that is missing is drawn like the one behind it.
    private static Task<bool> HasFacesAsync(IPage page) => page.EvaluateAsync<bool>("""
        () => {
            const pen = document.createElement('canvas').getContext('2d');
            const width = face => { pen.font = `40px ${face}`; return pen.measureText('Hamburgefonstiv iiii').width; };
            return ['"Liberation Serif"', '"Liberation Sans"', '"DejaVu Sans"'].every(face => width(`${face}, monospace`) !== width('monospace'));
        }
        """);

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Unsafe();
}
