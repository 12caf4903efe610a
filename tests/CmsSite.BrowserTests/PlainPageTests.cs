using System.Globalization;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>What every public page promises, whatever is on it.</summary>
[Collection(Browser.Collection)]
public sealed class PlainPageTests(Browser browser, KitchenSink server)
{
    private static readonly string[] _pages = [.. KitchenSink.Kinds, .. KitchenSink.Trials];

    [SkippableFact]
    public async Task A_page_asks_no_other_server_sets_no_cookie_and_breaks_no_rule_of_its_own()
    {
        await using var reader = await browser.OpenAsync(server);
        foreach (var address in _pages)
        {
            await reader.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
            Assert.True(reader.Complaints.Count == 0, $"{address}: {string.Join(' ', reader.Complaints)}");
        }

        Assert.Empty(await reader.CookiesAsync());
    }

    [SkippableFact]
    public async Task A_page_has_one_heading_a_title_a_description_and_one_address()
    {
        await using var reader = await browser.OpenAsync(server, javaScript: false);
        var wrong = new List<string>();
        foreach (var address in _pages)
        {
            await reader.Page.GotoAsync(address);
            foreach (var selector in new[] { "h1", "main", "link[rel=canonical]", "meta[name=description]" })
            {
                if (await reader.Page.Locator(selector).CountAsync() is var count && count != 1)
                {
                    wrong.Add($"{address} has {count} {selector}");
                }
            }

            if (string.IsNullOrWhiteSpace(await reader.Page.TitleAsync()))
            {
                wrong.Add($"{address} has no title");
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [SkippableTheory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(768)]
    [InlineData(2000)]
    public async Task Nothing_is_wider_than_the_screen(int width)
    {
        await using var reader = await browser.OpenAsync(server, width: width);
        var wide = new List<string>();
        foreach (var address in _pages.Append(KitchenSink.Missing))
        {
            await reader.Page.GotoAsync(address);
            if (await reader.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth") is var actual && actual > width)
            {
                wide.Add($"{address} is {actual} pixels wide");
            }
        }

        Assert.True(wide.Count == 0, string.Join(Environment.NewLine, wide));
    }

    [SkippableTheory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task Nothing_moves_while_a_page_arrives_and_is_read(int width)
    {
        await using var reader = await browser.OpenAsync(server, width: width);
        await reader.Page.AddInitScriptAsync(NoteShifts);
        var moved = new List<string>();
        foreach (var address in _pages)
        {
            await reader.Page.GotoAsync(address);
            var shifts = await reader.Page.EvaluateAsync<string[]>("""
                async () => {
                    const frame = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) { scrollTo(0, y); await frame(); }
                    await Promise.all([...document.images].map(image => image.decode().catch(() => {})));
                    await frame();
                    return shifts;
                }
                """);
            moved.AddRange(Moved(address, shifts));
        }

        Assert.True(moved.Count == 0, string.Join(Environment.NewLine, moved));
    }

    [SkippableTheory]
    [InlineData(390)]
    [InlineData(1440)]
    public async Task Nothing_moves_while_the_text_of_a_page_arrives_slowly(int width)
    {
        await using var line = new SlowLine(server.Url);
        await using var reader = await browser.OpenAsync(server, new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ExtraHTTPHeaders = [new("Accept-Encoding", "identity")], // Of a compressed page no half is understood.
        });
        await reader.Page.AddInitScriptAsync(NoteShifts);
        await reader.Page.GotoAsync(line.Url + "/no-such-page"); // The style sheet is here already, as it is for who comes back.
        var moved = new List<string>();
        foreach (var address in new[] { "/", "/articles/why-the-sea-is-never-flat", "/categories/cities", "/about" })
        {
            await reader.Page.GotoAsync(line.Url + address, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
            var shifts = await reader.Page.EvaluateAsync<string[]>("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(shifts))))");
            moved.AddRange(Moved(address, shifts));
        }

        Assert.True(moved.Count == 0, string.Join(Environment.NewLine, moved));
    }

    /// <summary>What moved, when it adds up to more than a menu whose last word came late (of 0.1, from which on a page counts as restless, a tenth).</summary>
    private static IEnumerable<string> Moved(string address, string[] shifts) =>
        shifts.Sum(shift => double.Parse(shift.Split(':')[0], CultureInfo.InvariantCulture)) > 0.01 ? shifts.Select(shift => $"{address} moved by {shift}") : [];

    private const string NoteShifts = """
        window.shifts = [];
        new PerformanceObserver(list => shifts.push(...list.getEntries().map(shift =>
            shift.value + ': ' + shift.sources.map(source => source.node?.outerHTML ?? source.node?.textContent).join(' ').slice(0, 300)))).observe({ type: 'layout-shift', buffered: true });
        """;

    [SkippableFact]
    public async Task Every_picture_arrives()
    {
        await using var reader = await browser.OpenAsync(server);
        foreach (var address in _pages)
        {
            await reader.Page.GotoAsync(address);
            var missing = await reader.Page.EvaluateAsync<string[]>("""
                async () => {
                    for (const image of document.images) { image.loading = 'eager'; await image.decode().catch(() => {}); }
                    return [...document.images].filter(image => image.naturalWidth === 0).map(image => image.currentSrc || image.src);
                }
                """);
            Assert.True(missing.Length == 0, $"{address}: {string.Join(' ', missing)}");
        }
    }

    [SkippableFact]
    public async Task An_article_with_its_style_sheet_is_light()
    {
        using var client = new HttpClient(new HttpClientHandler { AutomaticDecompression = System.Net.DecompressionMethods.None }) { BaseAddress = new Uri(server.Url) };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");

        var article = await client.GetByteArrayAsync(new Uri("/articles/why-the-sea-is-never-flat", UriKind.Relative));
        var style = await client.GetByteArrayAsync(new Uri("/CmsSiteTheme/site.css", UriKind.Relative));

        Assert.InRange(article.Length + style.Length, 1, 60 * 1024);
    }
}
