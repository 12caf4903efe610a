using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>axe-core on every kind of page, and on the pages that try the theme.</summary>
[Collection(Browser.Collection)]
public sealed class AccessibilityTests(Browser browser, KitchenSink server)
{
    [SkippableFact]
    public Task By_day_nothing_is_in_anybodys_way() => CheckAsync(new() { ViewportSize = Desktop, ColorScheme = ColorScheme.Light }, [.. KitchenSink.Kinds, .. KitchenSink.Trials, KitchenSink.Missing, "/articles/the-last-fery"]);

    [SkippableFact]
    public Task Nor_by_night() => CheckAsync(new() { ViewportSize = Desktop, ColorScheme = ColorScheme.Dark }, [.. KitchenSink.Kinds, "/articles/every-element", "/articles/figures-and-tables", "/kitchen-sink/widgets", KitchenSink.Missing]);

    // 400 % of 1280 pixels leaves 320.
    [SkippableFact]
    public Task Nor_enlarged_four_times() => CheckAsync(new() { ViewportSize = new() { Width = 320, Height = 256 } }, [.. KitchenSink.Kinds, "/articles/every-element", "/articles/figures-and-tables", "/kitchen-sink/widgets"]);

    [SkippableFact]
    public Task Nor_from_right_to_left() => CheckAsync(new() { ViewportSize = Desktop }, [.. KitchenSink.Kinds, "/articles/right-to-left"], "document.documentElement.dir = 'rtl'");

    [SkippableFact]
    public async Task What_is_in_somebodys_way_is_noticed()
    {
        await using var reader = await browser.OpenAsync(server, new() { ViewportSize = Desktop, BypassCSP = true });
        await reader.Page.GotoAsync("/about");
        await reader.Page.EvaluateAsync("() => document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/favicon.ico\"><p style=\"color: #ccc; background: #fff\">Pale words</p>')");

        var found = await Axe.FindAsync(reader.Page, "/about");

        Assert.Contains(found, line => line.StartsWith("/about: image-alt (", StringComparison.Ordinal));
        Assert.Contains(found, line => line.StartsWith("/about: color-contrast (", StringComparison.Ordinal));
    }

    private static ViewportSize Desktop => new() { Width = 1280, Height = 900 };

    private async Task CheckAsync(BrowserNewContextOptions options, IEnumerable<string> addresses, string? change = null)
    {
        options.BypassCSP = true; // the page allows no scripts but its own, and axe is one
        options.ReducedMotion = ReducedMotion.Reduce;
        await using var reader = await browser.OpenAsync(server, options);
        var found = new List<string>();
        foreach (var address in addresses)
        {
            await reader.Page.GotoAsync(address);
            if (change is not null)
            {
                await reader.Page.EvaluateAsync(change);
            }

            found.AddRange(await Axe.FindAsync(reader.Page, address));
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }
}
