using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Getting from page to page: who does not arrive says where he stands and what he sees there, since a journey that fails once in twenty tells nothing otherwise.</summary>
internal static class Arriving
{
    private const int Looks = 15;

    /// <summary>Waits until the page is complete.</summary>
    public static async Task LoadedAsync(this IPage page)
    {
        for (var look = 1; ; look++)
        {
            try
            {
                await page.WaitForLoadStateAsync(LoadState.Load, new() { Timeout = 2000 });
                return;
            }
            catch (TimeoutException) when (look < Looks)
            {
                // As below: what happened before it began to listen it misses.
            }
        }
    }

    // Playwright looks at the address and only then begins to listen for another one; what changes in between it misses, and waits in vain. So it is asked to look again.
    public static async Task ArriveAsync(this IPage page, string address)
    {
        for (var look = 0; look < Looks; look++)
        {
            try
            {
                await page.WaitForURLAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded, Timeout = 2000 });
                return;
            }
            catch (TimeoutException)
            {
                // Not there yet, or not noticed.
            }
        }

        var seen = await page.EvaluateAsync<string>("""
            () => [
                'focus: ' + document.activeElement?.outerHTML.slice(0, 200),
                ...[...document.querySelectorAll('input:not([type=hidden], [type=password]), textarea')].map(input => `${input.id}: ${input.value.slice(0, 100)}${input.validity.valid ? '' : ' (not valid)'}`),
                document.body.innerText.slice(0, 2000),
            ].join('\n')
            """);
        Assert.Fail($"{address} was not reached. At {page.Url} there is:\n{seen}");
    }
}
