using System.Text;
using Microsoft.Playwright;

namespace CmsSite.BrowserTests;

/// <summary>A blog comes from WordPress: its export is converted, read about, planned, applied, read, and taken back.</summary>
[Collection(Dashboard.Collection)]
public sealed class ConversionJourneys(Browser browser, KitchenSink server) : IClassFixture<KitchenSink>
{
    private const string Export = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
        <channel><title>Old blog</title><link>https://old.example.org</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://old.example.org</wp:base_site_url><wp:base_blog_url>https://old.example.org</wp:base_blog_url>
        <wp:author><wp:author_id>1</wp:author_id><wp:author_login>ann</wp:author_login><wp:author_display_name>Ann Reader</wp:author_display_name></wp:author>
        <item><title>The old ferry</title><link>https://old.example.org/2020/the-old-ferry/</link><dc:creator>ann</dc:creator><content:encoded><![CDATA[<p>It sailed at six. [tide-table]</p>]]></content:encoded><excerpt:encoded></excerpt:encoded>
        <wp:post_id>12</wp:post_id><wp:post_date_gmt>2020-01-02 03:04:05</wp:post_date_gmt><wp:post_name>the-old-ferry</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
        <item><title>A shop</title><link>https://old.example.org/shop/</link><content:encoded>x</content:encoded><wp:post_id>13</wp:post_id><wp:post_name>shop</wp:post_name><wp:status>publish</wp:status><wp:post_type>product</wp:post_type></item>
        </channel></rss>
        """;

    [SkippableFact]
    public async Task A_blog_of_WordPress_is_converted_with_a_report_planned_applied_read_and_taken_back()
    {
        await using var administrator = await Dashboard.SignInAsync(browser, server, "/Admin/Recipes/Convert", new() { ViewportSize = new() { Width = 1280, Height = 900 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var page = administrator.Page;
        await Dashboard.AssertUsableAsync(page, "the import from elsewhere");
        await Dashboard.ChooseAsync(page.GetByLabel("WordPress’s XML"), new FilePayload { Name = "old.xml", MimeType = "text/xml", Buffer = Encoding.UTF8.GetBytes(Export) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Convert it" }).ClickAsync();
        await page.GetByText("1 article, 0 pages").WaitForAsync();
        await page.GetByText("[tide-table]").WaitForAsync();
        await page.GetByText("a plugin brought the type “product”").WaitForAsync();
        await Dashboard.AssertUsableAsync(page, "the report of a conversion");
        await page.SetViewportSizeAsync(390, 800);
        await Dashboard.AssertUsableAsync(page, "the report of a conversion on a phone");
        await page.SetViewportSizeAsync(1280, 900);
        await page.GetByLabel("product (1)").SelectOptionAsync("Pages");
        await page.GetByRole(AriaRole.Button, new() { Name = "Convert it again" }).ClickAsync();
        await page.GetByText("1 article, 1 page ").WaitForAsync();
        await Assertions.Expect(page.GetByText("a plugin brought")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "See what it would change" }).ClickAsync();
        await page.GetByText("The old ferry", new() { Exact = true }).WaitForAsync();
        Assert.Equal(404, (await page.Context.APIRequest.GetAsync($"{server.Url}/2020/the-old-ferry")).Status);
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply all of it" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "What it changed" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo this import…" }).WaitForAsync();
        var run = page.Url;

        // The old address leads on.
        await page.GotoAsync("/2020/the-old-ferry");
        await page.GetByRole(AriaRole.Heading, new() { Name = "The old ferry", Level = 1 }).WaitForAsync();
        await page.GetByText("It sailed at six.").First.WaitForAsync();

        await page.GotoAsync(run);
        await Dashboard.ReadyAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo this import…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo it" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "is undone" }).WaitForAsync();
        Assert.Equal(404, (await page.Context.APIRequest.GetAsync($"{server.Url}/2020/the-old-ferry")).Status);
        Assert.Empty(administrator.Complaints);
    }

    [SkippableFact]
    public async Task A_form_that_was_not_accepted_says_why_keeps_what_was_typed_and_thanks_in_the_end()
    {
        await using var visit = await Dashboard.SignInAsync(browser, server, "/Admin", new() { ViewportSize = new() { Width = 390, Height = 800 }, BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var page = visit.Page;
        await page.GotoAsync("/kitchen-sink/contact");
        await page.GetByLabel("Your e-mail address").FillAsync("ann@reader.example");
        await page.GetByLabel("How much is").FillAsync("1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await page.GetByText("Please say who you are.").WaitForAsync();
        await page.GetByText("Please answer the question").WaitForAsync();
        Assert.Equal("ann@reader.example", await page.GetByLabel("Your e-mail address").InputValueAsync());

        var question = System.Text.RegularExpressions.Regex.Match(await page.Locator("label[for=human_answer]").InnerTextAsync(), @"(\d+) plus (\d+)");
        var sum = question.Groups.Values.Skip(1).Sum(number => int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture));
        await page.GetByLabel("Your name").FillAsync("Ann");
        await page.GetByLabel("Your message").FillAsync("Low tide at six.");
        await page.GetByLabel("How much is").FillAsync($"{sum}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await page.GetByText("Your message is on its way, Ann.").WaitForAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Thank you" }).WaitForAsync();
    }
}
