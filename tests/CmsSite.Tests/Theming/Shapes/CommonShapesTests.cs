using CmsSite.Storage;
using CmsSite.Tests.Theming.Display;
using CmsSite.Theming.Shapes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Theming.Shapes;

public class CommonShapesTests
{
    [Fact]
    public async Task What_all_shapes_have_goes_to_the_shape_and_the_rest_to_its_properties()
    {
        await using var site = await DisplaySite.CreateAsync();
        var shape = site.Services.GetRequiredService<ShapeFactory>().Create("Card", new Dictionary<string, object?>
        {
            ["Id"] = "one", ["Classes"] = "a b", ["Alternate"] = "Card__Red", ["Wrapper"] = "Frame", ["Attributes"] = """{ "data-x": "1" }""", ["Title"] = "T",
        });
        Assert.Equal(("one", "a b", "Card__Red", "Frame", "1", "T"),
            (shape.Id, string.Join(' ', shape.Classes), shape.Metadata.Alternates[0], shape.Metadata.Wrappers[0], shape.Attributes["data-x"], shape["Title"]));
        Assert.Equal(["Title"], shape.Properties.Keys);
    }

    [Fact]
    public async Task A_date_is_said_in_the_sites_time_zone_and_the_views_format()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.PutAsync(SiteDocumentKinds.SiteSetting, "TimeZoneId", "\"Europe/Madrid\"");
        await using var visit = site.Visit();
        Assert.Equal("2026-07-01 14:30", await visit.HtmlAsync("DateTime", ("Utc", new DateTime(2026, 7, 1, 12, 30, 0)), ("Format", "yyyy-MM-dd HH:mm")));
        Assert.Equal("2026-07-01", await visit.HtmlAsync("DateTime", ("Utc", "2026-07-01T12:30:00Z"), ("Format", "yyyy-MM-dd")));
        Assert.Equal("", await visit.HtmlAsync("DateTime", ("Utc", null)));
    }

    [Theory]
    [InlineData(0, "a moment ago")]
    [InlineData(60, "1 minute ago")]
    [InlineData(7200, "2 hours ago")]
    [InlineData(3 * 86400, "3 days ago")]
    [InlineData(-7200, "in 2 hours")]
    public async Task A_span_is_said_in_words(int secondsAgo, string text)
    {
        await using var site = await DisplaySite.CreateAsync();
        await using var visit = site.Visit();
        var origin = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(text, await visit.HtmlAsync("TimeSpan", ("Utc", origin.AddSeconds(-secondsAgo)), ("Origin", origin)));
    }

    [Fact]
    public async Task Built_in_texts_are_said_in_the_sites_language()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.PutAsync(SiteDocumentKinds.Translation, "de", """
            [ { "context": "other", "key": "{0} days ago", "value": "falsch" }, { "key": "{0} days ago", "value": "vor {0} Tagen" }, { "key": "1 day ago", "value": "vor einem Tag" },
              { "key": "Page {0}", "value": "Seite {0}" }, { "key": "Next page", "value": "Nächste Seite" }, { "key": "Pages", "value": "Seiten" }, { "key": "By {0}", "value": "Von {0}" } ]
            """);
        await site.PutAsync(SiteDocumentKinds.Translation, "de-CH", """[ { "key": "Pages", "value": "Blätter" } ]""");
        await using var visit = site.Visit();
        visit.Context.Culture = System.Globalization.CultureInfo.GetCultureInfo("de-CH");
        var origin = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal("vor 3 Tagen", await visit.HtmlAsync("TimeSpan", ("Utc", origin.AddDays(-3)), ("Origin", origin)));
        Assert.Equal("vor einem Tag", await visit.HtmlAsync("TimeSpan", ("Utc", origin.AddDays(-1)), ("Origin", origin)));
        Assert.Equal("2 hours", await visit.HtmlAsync("Duration", ("TimeSpan", TimeSpan.FromHours(2))));
        var pager = System.Net.WebUtility.HtmlDecode(await visit.HtmlAsync("Pager", ("Page", 1), ("PageSize", 10), ("TotalItemCount", 95)));
        Assert.Contains("aria-label=\"Blätter\"", pager, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Seite 2\"", pager, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Nächste Seite\"", pager, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Last page\"", pager, StringComparison.Ordinal);

        visit.Context.Culture = System.Globalization.CultureInfo.GetCultureInfo("en");
        Assert.Equal("3 days ago", await visit.HtmlAsync("TimeSpan", ("Utc", origin.AddDays(-3)), ("Origin", origin)));
    }

    [Fact]
    public async Task A_list_draws_whatever_it_is_given()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Box.liquid", "box"));
        await using var visit = site.Visit();
        Assert.Equal(
            "<ol class=\"big\"><li class=\"first x\">box</li><li class=\"last x\">a &amp; b</li></ol>",
            await visit.HtmlAsync("List", ("Items", new object[] { new Shape("Box"), "a & b" }), ("TagName", "ol"), ("Classes", "big"), ("ItemClasses", "x")));
    }

    [Fact]
    public async Task The_title_is_its_segments_and_the_sites_name()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.PutAsync(SiteDocumentKinds.SiteSetting, "SiteName", "\"Tom & Co\"");
        await using var visit = site.Visit();
        visit.Context.TitleSegments.AddRange([("Hello", "0"), ("Page 2", "1")]);
        Assert.Equal("Hello - Page 2 - Tom &amp; Co", await visit.HtmlAsync("PageTitle"));
    }

    [Fact]
    public async Task The_title_follows_the_sites_format()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.PutAsync(SiteDocumentKinds.SiteSetting, "SiteName", "\"Site\"");
        await site.PutAsync(SiteDocumentKinds.SiteSetting, "PageTitleFormat", "\"{% page_title Site.SiteName, position: 'before', separator: ' | ' %}\"");
        await using var visit = site.Visit();
        visit.Context.TitleSegments.Add(("Hello", "0"));
        Assert.Equal("Site | Hello", await visit.HtmlAsync("PageTitle"));
        Assert.Equal("Site | Hello", await visit.HtmlAsync("PageTitle"));
    }

    [Fact]
    public async Task An_item_is_displayed_by_its_handle()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Content.Summary.liquid", "{{ Model.ContentItem.DisplayText }}!"));
        await site.DefineAsync("Page");
        var page = await site.PublishAsync("Page", "About");
        await using var visit = site.Visit();
        Assert.Equal("About!", await visit.HtmlAsync("ContentItem", ("Handle", $"contentitemid:{page.ContentItemId}"), ("DisplayType", "Summary")));
        Assert.Equal("", await visit.HtmlAsync("contentitem", ("Handle", "alias:nobody")));
    }
}
