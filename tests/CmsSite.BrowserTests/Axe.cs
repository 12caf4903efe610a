using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>Asks axe-core what on a page is in somebody's way.</summary>
internal static class Axe
{
    private static readonly string _source = new BundledAxeScriptProvider().GetScript();

    /// <summary>What breaks a rule, a line each; all rules are asked.</summary>
    /// <param name="where">Begins each line.</param>
    /// <remarks>Only violations leave the page, and no second page is opened to put results together: that was most of what a run cost.</remarks>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page, string where)
    {
        foreach (var frame in page.Frames)
        {
            await frame.EvaluateAsync($"() => {{ if (!window.axe) {{ {_source} }} }}");
        }

        var found = await page.EvaluateAsync<string[]>("""
            async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.flatMap(violation => violation.nodes.map(node => `${violation.id} (${violation.help}) ${node.html}`))
            """);
        return [.. found.Select(line => $"{where}: {line}")];
    }
}
