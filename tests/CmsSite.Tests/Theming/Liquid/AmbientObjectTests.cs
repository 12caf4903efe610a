using System.Globalization;
using CmsSite.Theming;

namespace CmsSite.Tests.Theming.Liquid;

public sealed class AmbientObjectTests(LiquidSiteFixture fixture) : IClassFixture<LiquidSiteFixture>
{
    private readonly LiquidSite _site = fixture.Site;

    [Theory]
    [InlineData("{{ Site.SiteName }} {{ Site.PageSize }} {{ Site.TimeZoneId }} {{ Site.BaseUrl }}", "Ada&#x27;s &lt;site&gt; 10 Europe/Berlin ")]
    [InlineData("{{ Site.SiteSalt }}", "[REDACTED]")]
    [InlineData("{{ Site.HomeRoute.contentItemId }}", "home")]
    [InlineData("{{ Site.Properties.Colours.Main }}", "green")]
    [InlineData("[{{ Site.Properties.Colours.ApiKey }}{{ Site.Properties.Colours.Deep[0].Password }}{{ Site.Properties.Colours.Deep[0].B }}]", "[1]")]
    [InlineData("[{{ Site.Properties.SmtpSettings.Host }}{{ Site.SmtpSettings }}{{ Site.Properties.SiteSecret.A }}{{ Site.Properties.SiteSalt }}]", "[]")]
    [InlineData("{{ Request.Path }} {{ Request.QueryString }} {{ Request.Query.page }} {{ Request.Query['q'] }} {{ Request.PathBase }}", "/a ?page=2&amp;q=&lt;b&gt; 2 &lt;b&gt; /sub")]
    [InlineData("{{ Request.Host }} {{ Request.Scheme }} {{ Request.IsHttps }} {{ Request.Method }}", "example.org https true GET")]
    [InlineData("[{{ Request.Cookies.x }}{{ Request.Headers['Authorization'] }}{{ Request.Form.y }}{{ Request.RouteValues.z }}]{% if Request.Cookies %}c{% endif %}", "[]")]
    [InlineData("{{ Culture.Name }} {{ Culture.Dir }} {{ Culture.TwoLetterISOLanguageName }} {{ Culture.DefaultCulture.Name }}{% for c in Culture.SupportedCultures %} {{ c.Name }}-{{ c.Dir }}{% endfor %}", "ar rtl ar en en-ltr fr-ltr ar-rtl")]
    [InlineData("{{ Environment.Name }} {{ Environment.IsDevelopment }} {{ Environment.IsProduction }}", "Production false true")]
    [InlineData("{{ TrackingConsent.CanTrack }}{{ TrackingConsent.IsConsentNeeded }}", "falsefalse")]
    [InlineData("{{ User.Identity.IsAuthenticated }}[{{ User.Identity.Name }}{{ User.Claims }}]", "false[]")]
    [InlineData("{{ Queries.Echo.Name }} {{ Queries.Echo.Source }}[{{ Queries.Echo.Template }}{{ Queries.None.Name }}]", "Echo Echo[]")]
    [InlineData("{{ Content['alias:main'].DisplayText }}|{{ Content['slug:blog'].DisplayText }}|{{ Content['contentitemid:art2'].DisplayText }}|{{ Content['nonsense'].DisplayText }}", "The blog|The blog|Second|")]
    [InlineData("{{ Content.ContentItemId['art2'].DisplayText }}|{{ Content.Alias['main'].DisplayText }}|{{ Content.Slug['blog'].DisplayText }}|{{ Content.Latest['alias:main'].DisplayText }}", "Second|The blog|The blog|The blog")]
    [InlineData("{{ Content.ContentItemId['art2'] }}|{{ Content.ContentItemId['nothing'] }}", "Second|")]
    [InlineData("{% assign v = Content.ContentItemId['art2'].ContentItemVersionId %}{{ Content.ContentItemVersionId[v].DisplayText }}", "Second")]
    [InlineData("{{ Navbar() | shape_render }}", "")]
    [InlineData("{% assign Site = 'mine' %}{{ Site }}", "mine")]
    public async Task An_object_says(string template, string expected)
    {
        var page = _site.NewPage(new PageRequest
        {
            Scheme = "https", Host = "example.org", PathBase = "/sub", Path = "/a", QueryString = "?page=2&q=<b>", Query = new Dictionary<string, string> { ["page"] = "2", ["q"] = "<b>" },
        });
        page.Culture = CultureInfo.GetCultureInfo("ar");
        Assert.Equal(expected, await _site.RenderAsync(template, page: page));
    }

    [Fact]
    public async Task A_content_item_shows_its_properties_and_its_parts()
    {
        var template = """
            {%- assign a = Content.ContentItemId['art1'] -%}
            {{ a.ContentItemId }} {{ a.ContentType }} {{ a.Published }} {{ a.Latest }} {{ a.Content.Article.Lead.Text }} {{ a.Content.Article.Count.Value }} {{ a.Content.Article.Tags.TermContentItemIds.size }}
            {{ a.Content.HtmlBodyPart.Html }} {{ a.Content.HtmlBodyPart.Html | raw }} [{{ a.content }}{{ a.ToJson }}{{ a.DocumentId }}]
            """;
        Assert.Equal(
            "art1 Article true true A lead 4.5 3\n&lt;p&gt;Over the &lt;em&gt;river&lt;/em&gt;&lt;/p&gt; <p>Over the <em>river</em></p> []",
            (await _site.RenderAsync(template)).Trim());
    }

    [Fact]
    public async Task Dates_of_items_are_utc_and_follow_the_sites_zone_when_asked()
    {
        var item = new CmsSite.Content.Items.ContentItem { CreatedUtc = new DateTime(2024, 7, 1, 10, 0, 0) };
        Assert.Equal("10:00 12:00", await _site.RenderAsync("{{ Model.CreatedUtc | date: '%H:%M' }} {{ Model.CreatedUtc | local | date: '%H:%M' }}", item));
    }

    [Fact]
    public async Task A_draft_is_nobodys_but_those_who_may_preview_it()
    {
        await using var site = await LiquidSite.CreateAsync();
        await site.PublishAsync("Page", "p", "Published", """{ "AliasPart": { "Alias": "p" } }""");
        var draft = (await site.Page.Items.GetAsync("p"))!;
        draft.DisplayText = "Draft";
        draft.ContentItemVersionId = null;
        await ((CmsSite.Content.Items.ContentManager)site.Services.GetService(typeof(CmsSite.Content.Items.ContentManager))!).SaveDraftAsync(draft);
        await site.Session.CommitAsync();
        const string template = "{{ Content.Latest['alias:p'].DisplayText }}";
        Assert.Equal("Published", await site.RenderAsync(template));
        var editor = site.NewPage(LiquidSite.ByAdministrator);
        Assert.Equal("Draft", await site.RenderAsync(template, page: editor));
        Assert.True(editor.IsPersonal);
    }
}
