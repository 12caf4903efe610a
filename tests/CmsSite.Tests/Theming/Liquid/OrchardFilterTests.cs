using System.Text.Json.Nodes;
using CmsSite.Theming;

namespace CmsSite.Tests.Theming.Liquid;

public sealed class OrchardFilterTests(LiquidSiteFixture fixture) : IClassFixture<LiquidSiteFixture>
{
    private readonly LiquidSite _site = fixture.Site;

    [Theory]
    // Texts
    [InlineData("{{ 'Hello {0}, {1}' | t: 'Ada', 2 }}", "Hello Ada, 2")]
    [InlineData("{{ 'a < b' | t }}", "a &lt; b")]
    [InlineData("{{ 'Über Straßen & Brücken!' | slugify }}", "uber-straßen-brucken")]
    [InlineData("{{ 'Привет, Мир' | transliterate }}", "Privet, Mir")]
    [InlineData("{{ 'BlogPost' | html_class }} {{ 'Main Menu' | html_class }} {{ 'HTMLBody' | html_class }}", "blog-post main-menu html-body")]
    [InlineData("{{ '**b** <script>x</script>' | markdownify | raw }}", "<p><strong>b</strong> &lt;script&gt;x&lt;/script&gt;</p>\n")]
    [InlineData("{{ '**b**' | markdownify }}", "&lt;p&gt;&lt;strong&gt;b&lt;/strong&gt;&lt;/p&gt;&#xA;")]
    [InlineData("{{ '<p onclick=\"x()\">a</p>' | sanitize_html | raw }}", "<p>a</p>")]
    [InlineData("{{ 'secret' | encrypt }} {{ 'secret' | encrypt | decrypt }} {{ 'plain' | decrypt }}", "#terces secret ")]
    [InlineData("{{ 'x{{ Model.A }}' | liquid: Model }}", "x&lt;1&gt;")]
    [InlineData("{{ 'x' | console_log }}", "")]
    // JSON
    [InlineData("{{ Model | json | raw }}", "{\"A\":\"\\u003C1\\u003E\",\"B\":[1,2.5,true,null],\"C\":{\"D\":\"ü\"}}")]
    [InlineData("{{ Model.C | json: true | raw }}", "{\n  \"D\": \"ü\"\n}")]
    [InlineData("{{ Model.C | json: indent: true | raw | size }}", "14")]
    [InlineData("{{ Model.Missing | json }}", "null")]
    [InlineData("{% assign j = '{\"a\":{\"b\":[1,2]}}' | jsonparse %}{{ j.a.b[1] }}{{ j.a.b.size }}", "22")]
    [InlineData("{{ '{oops' | jsonparse }}", "")]
    [InlineData("{{ '</script>' | json }}", "&quot;\\u003C/script\\u003E&quot;")]
    // Dates
    [InlineData("{{ '2024-07-01T10:00:00Z' | local | date: '%H:%M %Z' | raw }}", "12:00 +02:00")]
    [InlineData("{{ '2024-07-01T10:00:00' | local | date: '%H:%M' }}", "12:00")]
    [InlineData("{{ '2024-07-01T12:00:00' | utc | date: '%H:%M' }}", "10:00")]
    [InlineData("{{ '2024-07-01T10:00:00Z' | date: '%H:%M' }}", "10:00")]
    // Addresses
    [InlineData("{{ '~/a/b' | href }} {{ '/a' | href }} {{ 'https://x.org/~/y' | href }} {{ '~/' | href }}", "/sub/a/b /a https://x.org/~/y /sub/")]
    [InlineData("{{ '~/a' | absolute_url }} {{ '/sub/a' | absolute_url }} {{ 'https://x.org/' | absolute_url }}", "https://example.org/sub/a https://example.org/sub/a https://x.org/")]
    [InlineData("{{ '~/theme/site.css' | append_version }} {{ '~/theme/other.css' | append_version }}", "/sub/theme/site.css?v=abc /sub/theme/other.css")]
    [InlineData("{{ '~/theme/site.css?x=1' | append_version | raw }}", "/sub/theme/site.css?x=1&v=abc")]
    [InlineData("{{ '~/a' | resource_url }}", "/sub/a")]
    [InlineData("{{ 'fr' | switch_culture_url | raw }}", "/sub/RedirectToLocalizedContent?targetCulture=fr&contentItemUrl=%2F")]
    // Media
    [InlineData("{{ 'a b/x.jpg' | asset_url }} {{ 'y.jpg?v=1' | asset_url }} {{ 'https://x.org/z.jpg' | asset_url }}", "/sub/media/a%20b/x.jpg /sub/media/y.jpg?v=1 https://x.org/z.jpg")]
    [InlineData("{{ 'y.jpg' | asset_url | resize_url: 240, 100, 'crop' | raw }}", "/sub/media/y.jpg?width=240&height=100&rmode=crop")]
    [InlineData("{{ 'y.jpg' | asset_url | resize_url: width: 240, mode: 'crop', format: 'webp' | raw }}", "/sub/media/y.jpg?width=240&rmode=crop&format=webp")]
    [InlineData("{{ 'a b/x.jpg' | asset_url | resize_url: width: 240 | raw }}", "/sub/media/a%20b/x.jpg?width=240&v=abc")]
    [InlineData("{{ 'y.jpg' | asset_url | resize_url: profile: 'card' | raw }}", "/sub/media/y.jpg?width=640&height=360&rmode=crop&format=webp")]
    [InlineData("{{ 'y.jpg' | asset_url | resize_url: profile: 'card', width: 100 | raw }}", "/sub/media/y.jpg?width=100&height=360&rmode=crop&format=webp")]
    [InlineData("{{ 'y.jpg' | asset_url | resize_url: profile: 'unknown' }}", "/sub/media/y.jpg")]
    [InlineData("{{ 'https://x.org/z.jpg' | resize_url: width: 9 }}", "https://x.org/z.jpg")]
    [InlineData("{{ 'y.jpg' | asset_url | img_tag: alt: 'a \"quoted\" <b>', data_id: 4 }}", "<img src=\"/sub/media/y.jpg\" alt=\"a &quot;quoted&quot; &lt;b&gt;\" data-id=\"4\">")]
    // Content
    [InlineData("{% assign a = Content.ContentItemId['art1'] %}{{ a | display_text }}|{{ a | display_url }}|{{ 'art1' | display_url }}", "Bridges &amp; &lt;ferries&gt;|/sub/blog/bridges|/sub/blog/bridges")]
    [InlineData("{{ 'art2' | display_url }} {{ 'home' | display_url }} {{ nil | display_url }}", "/sub/Contents/ContentItems/art2 /sub/ ")]
    [InlineData("{% assign l = 'art1,gone,blog1' | split: ',' | content_item_id %}{{ l.size }}{{ l[1].DisplayText }}{% assign one = 'art2' | content_item_id %}{{ one.DisplayText }}{{ 'gone' | content_item_id }}", "2The blogSecond")]
    [InlineData("{% assign a = Content['slug:blog/bridges'] %}{% assign c = a | container %}{{ c.DisplayText }}{% assign h = Content.ContentItemId['home'] | container %}{{ h.DisplayText }}", "The blogHome")]
    [InlineData("{% assign l = 'blog1' | list_items %}{{ l.size }} {{ 'blog1' | list_count }} {% assign b = Content.Alias['main'] %}{{ b | list_count }}", "2 2 2")]
    [InlineData("{% assign a = Content.ContentItemId['art1'].Content.Article.Tags %}{% assign terms = a | taxonomy_terms %}{{ terms | map: 'DisplayText' | join: ',' }}", "Crimson,Red")]
    [InlineData("{% assign a = Content.ContentItemId['art1'].Content.Article.Tags %}{% assign terms = a.TermContentItemIds | taxonomy_terms: a.TaxonomyContentItemId %}{{ terms | map: 'DisplayText' | join: ',' }}", "Crimson,Red")]
    [InlineData("{% assign terms = 't2' | inherited_terms: 'tax1' %}{{ terms | map: 'DisplayText' | join: ',' }}", "Crimson,Red")]
    [InlineData("{{ Content.ContentItemId['art1'] | full_text }}", "Bridges &amp; &lt;ferries&gt; Over the river A lead")]
    [InlineData("{{ nil | supported_cultures | map: 'Name' | join: ',' }}", "en,fr,ar")]
    [InlineData("{{ 'set' | localization_set: 'fr' }}", "")]
    // Queries
    [InlineData("{% assign r = Queries.Echo | query: word: 'x' %}{{ r.first.Text }} {{ r[0].Count }} {{ r.size }}", "x/3 1 1")]
    [InlineData("{% assign r = Queries.Echo | query: word: 'a\"b', size: 5 %}{{ r.first.Text | raw }}", "a\\u0022b/5")]
    [InlineData("{% assign r = Queries.Items | query %}{{ r.first.DisplayText }}", "Found")]
    [InlineData("{% assign r = Queries.Unknown | query %}[{{ r.size }}{{ r.first.Total }}]", "[0]")]
    [InlineData("{% assign r = Queries.Broken | query %}{{ r.size }}", "0")]
    // Shapes
    [InlineData("{{ 'Greeting' | shape_new: who: 'Ada' | shape_render }}", "<p>Hello Ada!</p>")]
    [InlineData("{{ 'greeting' | shape_new: who: 'Ada' }}", "<p>Hello Ada!</p>")]
    [InlineData("{{ 'Greeting' | shape_new | shape_properties: who: 'Bob' | shape_stringify }}", "<p>Hello Bob!</p>")]
    [InlineData("{{ 'Greeting' | shape_new: who: 'Ada' | shape_render | append: '.' }}", "&lt;p&gt;Hello Ada!&lt;/p&gt;.")]
    [InlineData("{% assign s = 'Greeting' | shape_new: who: 'Ada' %}{{ s.Who }}{{ s.Metadata.Type }}{{ s.HasItems }}", "AdaGreetingfalse")]
    [InlineData("{{ 'text' | shape_render }}{{ nil | shape_render }}", "")]
    [InlineData("{% assign s = Content.ContentItemId['art1'] | shape_build_display: 'Summary' %}{{ s.Metadata.Type }} {{ s.ContentItem.ContentItemId }}", "Content_Summary art1")]
    // Users
    [InlineData("{{ User | user_id }} {{ User | user_email }} {{ User.Identity.Name }} {{ User.Identity.IsAuthenticated }}", "id-ada ada@example.org ada true")]
    [InlineData("{{ User | is_in_role: 'Editor' }} {{ User | is_in_role: 'Administrator' }}", "true false")]
    [InlineData("{{ User | has_permission: 'EditContent' }} {{ User | has_permission: 'ManageUsers' }}", "true false")]
    [InlineData("{{ User | has_permission: 'EditContent', Model }} {{ User | has_claim: 'x', 'y' }}", "true false")]
    [InlineData("{% assign u = 'u1' | users_by_id %}{{ u.UserName }} {{ u.RoleNames | join: ',' }} [{{ u.Email }}{{ u.NormalizedEmail }}{{ u.PasswordHash }}{{ u.SecurityStamp }}]", "grace Editor []")]
    [InlineData("{% assign l = 'Grace,nobody' | split: ',' | users_by_name %}{{ l.size }}{{ l.first.UserId }}", "1u1")]
    public async Task A_filter_gives(string template, string expected)
    {
        var page = _site.NewPage(new PageRequest { Scheme = "https", Host = "example.org", PathBase = "/sub", User = LiquidSite.User("ada", "Editor") });
        var model = JsonNode.Parse("""{ "A": "<1>", "B": [1, 2.5, true, null], "C": { "D": "ü" } }""");
        Assert.Equal(expected, await _site.RenderAsync(template, model, page));
    }

    [Fact]
    public async Task An_address_of_another_size_keeps_what_the_anchor_marks() => Assert.Equal(
        "/media/a%20b/x.jpg?width=100&height=100&rmode=crop&rxy=0.25,0.75&v=abc",
        await _site.RenderAsync("{% assign i = Content.ContentItemId['art1'].Content.Article.Image %}{{ i.Paths.first | asset_url | resize_url: width: 100, height: 100, mode: 'crop', anchor: i.Anchors.first | raw }}"));

    [Fact]
    public async Task An_address_of_another_size_is_signed_where_the_site_has_a_key()
    {
        await using var site = await LiquidSite.CreateAsync();
        var signer = (CmsSite.Content.Media.MediaUrlSigner)site.Services.GetService(typeof(CmsSite.Content.Media.MediaUrlSigner))!;
        await signer.EnsureKeyAsync();
        await site.Session.CommitAsync();
        var url = await site.RenderAsync("{{ 'ä b.jpg' | asset_url | resize_url: width: 100 | raw }}", page: site.NewPage(new PageRequest { PathBase = "/sub" }));
        var match = System.Text.RegularExpressions.Regex.Match(url, "^/sub(.*)&token=(.*)$");
        Assert.True(match.Success, url);
        Assert.True(signer.Verify(Uri.UnescapeDataString(match.Groups[1].Value), match.Groups[2].Value));
    }

    [Fact]
    public async Task Addresses_of_users_are_for_whoever_manages_users()
    {
        var page = _site.NewPage(LiquidSite.ByAdministrator);
        Assert.Equal("grace@example.org", await _site.RenderAsync("{% assign u = 'u1' | users_by_id %}{{ u.Email }}", page: page));
        Assert.True(page.IsPersonal);
    }

    [Fact]
    public async Task What_depends_on_a_signed_in_user_makes_the_page_theirs()
    {
        var page = _site.NewPage(LiquidSite.By("Editor"));
        await _site.RenderAsync("{% if User.Identity.IsAuthenticated %}x{% endif %}", page: page);
        Assert.True(page.IsPersonal);
        var anonymous = _site.NewPage();
        await _site.RenderAsync("{% if User.Identity.IsAuthenticated %}x{% endif %}{{ User | has_permission: 'EditContent' }}", page: anonymous);
        Assert.False(anonymous.IsPersonal);
    }

    [Fact]
    public async Task A_failing_query_says_so_to_whoever_may_edit_queries_and_nothing_to_others()
    {
        foreach (var query in new[] { "Broken", "Unparsable", "Sourceless" })
        {
            var editor = _site.NewPage(LiquidSite.By("Editor"));
            Assert.Equal("0", await _site.RenderAsync($"{{% assign r = Queries.{query} | query %}}{{{{ r.size }}}}", page: editor));
            Assert.Contains($"'{query}'", Assert.Single(editor.TemplateErrors), StringComparison.Ordinal);
            var visitor = _site.NewPage();
            await _site.RenderAsync($"{{% assign r = Queries.{query} | query %}}", page: visitor);
            Assert.Empty(visitor.TemplateErrors);
        }
    }

    [Fact]
    public async Task A_page_depends_on_what_it_drew_on()
    {
        var page = _site.NewPage();
        await _site.RenderAsync("{{ 'art1' | display_url }}{% assign x = 'blog1' | list_items %}{% assign q = Queries.Echo | query %}{% assign y = Content['alias:none'] %}{% assign z = Content.Slug['blog'] %}", page: page);
        Assert.Superset(new HashSet<string> { "contentitemid:art1", "list:blog1", "query:Echo", "alias:none", "contentitemid:blog1" }, page.Dependencies);
    }

    [Fact]
    public async Task A_workflow_signal_says_that_there_are_none() =>
        Assert.Contains("workflows wait for no signals here", (await _site.FailAsync("{{ 'x' | signal_url }}")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Encrypting_without_keys_says_what_is_missing()
    {
        await using var site = await LiquidSite.CreateAsync();
        Assert.Contains("ITextProtector", (await site.FailAsync("{{ 'x' | encrypt }}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_console_is_a_comment_in_development()
    {
        await using var site = await LiquidSite.CreateAsync(options => options.IsDevelopment = true);
        Assert.Equal("<!-- \"a\\u002D\\u002D\\u003E b\" -->", await site.RenderAsync("{{ 'a--> b' | console_log }}"));
    }
}
