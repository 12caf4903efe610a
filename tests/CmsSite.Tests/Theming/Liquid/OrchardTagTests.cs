using CmsSite.Theming;
using CmsSite.Theming.Shapes;

namespace CmsSite.Tests.Theming.Liquid;

public sealed class OrchardTagTests(LiquidSiteFixture fixture) : IClassFixture<LiquidSiteFixture>
{
    private readonly LiquidSite _site = fixture.Site;

    [Theory]
    // Shapes
    [InlineData("{% shape 'Greeting', who: 'Ada' %}", "<p>Hello Ada!</p>")]
    [InlineData("{% shape 'greeting' who: 'Ada' %}", "<p>Hello Ada!</p>")]
    [InlineData("{% shape type: 'Greeting', who: 'Ada', cache_id: 'x', cache_fixed_duration: '00:05:00' %}", "<p>Hello Ada!</p>")]
    [InlineData("{% assign s = 'Other' | shape_new: who: 'Bob' %}{% shape_add_alternates s 'A Greeting' %}{{ s | shape_render }}", "<p>Hello Bob!</p>")]
    [InlineData("{% assign s = 'Other' | shape_new %}{% shape_add_alternates s 'A B' %}{{ s.Metadata.Alternates | join: ',' }}{% shape_clear_alternates s %}{{ s.Metadata.Alternates.size }}", "A,B0")]
    [InlineData("{% assign s = 'Other' | shape_new %}{% shape_add_wrappers s 'W' %}{{ s.Metadata.Wrappers | join: ',' }}{% shape_clear_wrappers s %}{{ s.Metadata.Wrappers.size }}", "W0")]
    [InlineData("{% assign s = 'Other' | shape_new %}{% shape_add_classes s 'a b' %}{% shape_add_classes s 'c' %}{{ s.Classes | join: ' ' }}{% shape_clear_classes s %}{{ s.Classes.size }}", "a b c0")]
    [InlineData("{% assign s = 'Other' | shape_new %}{% shape_add_attributes s data_id: 4, title: 'x' %}{{ s.Attributes['data-id'] }}{{ s.Attributes.title }}{% shape_clear_attributes s %}{{ s.Attributes.size }}", "4x0")]
    [InlineData("{% assign s = 'Other' | shape_new: who: 'Cy' %}{% shape_type s 'Greeting' %}{{ s | shape_render }}", "<p>Hello Cy!</p>")]
    [InlineData("{% assign s = 'Other' | shape_new %}{% shape_display_type s 'Summary' %}{% shape_position s '5' %}{{ s.Metadata.DisplayType }}{{ s.Metadata.Position }}", "Summary5")]
    [InlineData("{% assign s = 'Other' | shape_new %}{% shape_add_properties s who: 'Ada', some_name: 1 %}{{ s.Who }}{{ s.SomeName }}{% shape_remove_property s 'Who' %}[{{ s.Who }}]", "Ada1[]")]
    [InlineData("{% assign s = 'Other' | shape_new %}{% shape_cache s cache_id: 'x', cache_tag: 'y' %}{% shape_tab s 't' %}x", "x")]
    [InlineData("{% shape_clear_alternates Model.Nothing %}{% shape_remove_item Model.Nothing 'x' %}x", "x")]
    [InlineData("{% assign p = 'Pager' | shape_new %}{% shape_pager p next_text: 'Next', next_class: 'n', item_classes: 'a b', tag_name: 'nav', attributes: '{\"id\":\"p\"}' %}{{ p.NextText }}{{ p.NextClass }}{{ p.ItemClasses | join: '-' }}{{ p.TagName }}{{ p.Attributes.id }}", "Nextna-bnavp")]
    [InlineData("{% contentitem handle: 'alias:nobody' %}x", "x")]
    // Links
    [InlineData("{% assign a = Content.ContentItemId['art1'] %}{% a display_for: a, class: 'c' %}text{% enda %}", "<a href=\"/sub/blog/bridges\" class=\"c\">text</a>")]
    [InlineData("{% assign a = Content.ContentItemId['art1'] %}{% a display_for: a %}{% enda %}", "<a href=\"/sub/blog/bridges\">Bridges &amp; &lt;ferries&gt;</a>")]
    [InlineData("{% assign a = Content.ContentItemId['art1'] %}[{% a display_for: a %}]", "[<a href=\"/sub/blog/bridges\">Bridges &amp; &lt;ferries&gt;</a>]")]
    [InlineData("{% assign a = Content.ContentItemId['art1'] %}{% if true %}{% a display_for: a %}{% endif %}{% a href: '~/x' %}y{% enda %}", "<a href=\"/sub/blog/bridges\">Bridges &amp; &lt;ferries&gt;</a><a href=\"/sub/x\">y</a>")]
    [InlineData("{% assign a = Content.ContentItemId['art1'] %}{% a edit_for: a %}e{% enda %}{% a admin_for: a %}a{% enda %}{% a remove_for: a %}r{% enda %}{% a create_for: a %}c{% enda %}", "<a href=\"/sub/Admin/Contents/ContentItems/art1/Edit\">e</a><a href=\"/sub/Admin/Contents/ContentItems/art1/Edit\">a</a><a href=\"/sub/Admin/Contents/ContentItems/art1/Remove\">r</a><a href=\"/sub/Admin/Contents/ContentTypes/Article/Create\">c</a>")]
    [InlineData("{% a action: 'Login', controller: 'Account', area: 'OrchardCore.Users', route_x: 'a b', fragment: 'f' %}in{% enda %}", "<a href=\"/sub/OrchardCore.Users/Account/Login?x=a%20b#f\">in</a>")]
    [InlineData("{% a href: 'x\"><script>', title: '\"' %}t{% enda %}", "<a href=\"x&quot;&gt;&lt;script&gt;\" title=\"&quot;\">t</a>")]
    [InlineData("{% a asset_href: 'doc.pdf' %}t{% enda %}", "<a href=\"/sub/media/doc.pdf\">t</a>")]
    // Helpers
    [InlineData("{% helper 'input', for: 'Name.First', class: 'c', required: true, disabled: false %}", "<input id=\"Name_First\" name=\"Name.First\" class=\"c\" required>")]
    [InlineData("{% helper 'img', asset_src: 'x.jpg', img_width: 240, alt: 'a' %}", "<img src=\"/sub/media/x.jpg?width=240\" alt=\"a\">")]
    [InlineData("{% helper 'img', asset_src: 'x.jpg', img_profile: 'card' %}", "<img src=\"/sub/media/x.jpg?width=640&amp;height=360&amp;rmode=crop&amp;format=webp\">")]
    [InlineData("{% helper 'no-such', data_x: 1 %}", "<no-such data-x=\"1\"></no-such>")]
    [InlineData("{% helper 'span', validation_for: 'Name' %}", "<span></span>")]
    [InlineData("{% block 'label', for: 'Name' %}L{{ '<' }}{% endblock %}", "<label for=\"Name\">L&lt;</label>")]
    [InlineData("{% helper 'link', rel: 'stylesheet', href: '~/theme/site.css', append_version: true %}", "<link href=\"/sub/theme/site.css?v=abc\" rel=\"stylesheet\">")]
    [InlineData("{% form action: 'Create', controller: 'Home', method: 'get' %}x{% endform %}", "<form action=\"/sub/Home/Create\" method=\"get\">x</form>")]
    [InlineData("{% form action: '/api/x' %}x{% endform %}", "<form action=\"/api/x\" method=\"post\">x<input type=\"hidden\" name=\"t\" value=\"1\"></form>")]
    [InlineData("{% form action: 'https://elsewhere.example' %}x{% endform %}", "<form action=\"https://elsewhere.example\" method=\"post\">x</form>")]
    [InlineData("{% antiforgerytoken %}", "<input type=\"hidden\" name=\"t\" value=\"1\">")]
    // Cache, context
    [InlineData("{% cache 'a', vary_by: 'query:age', expires_after: '00:05:00' %}1{% cache 'b' %}2{% endcache %}{% cache_dependency 'alias:x' %}{% cache_expires_after '00:01:00' %}{% cache_expires_sliding '00:01:00' %}{% cache_expires_on 'now' %}{% endcache %}", "12")]
    [InlineData("{% httpcontext_add_items a: 1, b: 'x' %}{{ HttpContext.Items.a }}{{ HttpContext.Items.b }}{% httpcontext_remove_items 'a' %}[{{ HttpContext.Items.a }}]", "1x[]")]
    // Resources
    [InlineData("{% script src: '~/a.js', defer: true %}", "<script src=\"/sub/a.js\" defer></script>")]
    [InlineData("{% script src:\"~/a.js\" at:\"Foot\" %}[{% resources type: \"FootScript\" %}]", "[<script src=\"/sub/a.js\"></script>]")]
    [InlineData("{% script src: '~/a.js', at: 'Head' %}{% script src: '~/a.js', at: 'Head' %}{% resources type: 'HeadScript' %}", "<script src=\"/sub/a.js\"></script>")]
    [InlineData("{% script name: 'jquery', at: 'Foot' %}{% resources type: 'FootScript' %}", "")]
    [InlineData("{% script name: 'own', src: '~/own.js', at: 'Foot' %}{% script name: 'own', src: '~/own.js', at: 'Foot' %}{% resources %}", "<script src=\"/sub/own.js\"></script>")]
    [InlineData("{% style src: '~/theme/site.css', append_version: true, media: 'print' %}{% resources type: 'Stylesheet' %}", "<link rel=\"stylesheet\" href=\"/sub/theme/site.css?v=abc\" media=\"print\">")]
    [InlineData("{% link rel: 'canonical', href: 'https://x.org/?a=1&b=2' %}{% link rel: 'icon', src: '~/f.svg', type: 'image/svg+xml' %}{% resources type: 'HeadLink' %}", "<link rel=\"canonical\" href=\"https://x.org/?a=1&amp;b=2\">\n<link rel=\"icon\" type=\"image/svg&#x2B;xml\" href=\"/sub/f.svg\">")]
    [InlineData("{% meta name: 'description', content: 'a \"b\"' %}{% meta property: 'og:title', content: 't' %}{% meta http_equiv: 'refresh', content: '5' %}{% resources type: 'Meta' %}", "<meta name=\"description\" content=\"a &quot;b&quot;\">\n<meta property=\"og:title\" content=\"t\">\n<meta http-equiv=\"refresh\" content=\"5\">")]
    [InlineData("{% meta name: 'description', content: 'a' %}{% meta name: 'description', content: 'b' %}{% resources type: 'Meta' %}", "<meta name=\"description\" content=\"b\">")]
    [InlineData("{% meta name: 'keywords', content: 'a' %}{% meta name: 'keywords', content: 'b', separator: ', ' %}{% resources type: 'Meta' %}", "<meta name=\"keywords\" content=\"a, b\">")]
    [InlineData("{% scriptblock at: 'Foot' %}let a = 1;{% endscriptblock %}{% resources type: 'FootScript' %}", "<script nonce=\"n0\">let a = 1;</script>")]
    [InlineData("{% styleblock at: 'Head' %}p { }{% endstyleblock %}{% resources type: 'Stylesheet' %}", "<style nonce=\"n0\">p { }</style>")]
    [InlineData("{% scriptblock name: 's', at: 'Foot' %}1{% endscriptblock %}{% scriptblock name: 's', at: 'Foot' %}1{% endscriptblock %}{% resources %}", "<script nonce=\"n0\">1</script>")]
    public async Task A_tag_writes(string template, string expected)
    {
        var page = _site.NewPage(new PageRequest { PathBase = "/sub", Nonce = "n0", AntiforgeryInput = () => "<input type=\"hidden\" name=\"t\" value=\"1\">" });
        Assert.Equal(expected, await _site.RenderAsync(template, page: page));
    }

    [Fact]
    public async Task A_page_with_an_antiforgery_token_is_personal()
    {
        var page = _site.NewPage(new PageRequest { AntiforgeryInput = () => "x" });
        await _site.RenderAsync("{% antiforgerytoken %}", page: page);
        Assert.True(page.IsPersonal);
    }

    [Fact]
    public async Task Zones_take_what_views_put_there_and_the_layout_renders_them()
    {
        var page = _site.NewPage();
        page.Zone("Content").Add(new HtmlText("<main>"));
        Assert.Equal("", await _site.RenderAsync("{% zone 'Footer', position: '10' %}b{% endzone %}{% zone name: 'footer' %}{{ '<a>' }}{% endzone %}", page: page));
        Assert.Equal("<main>|b&lt;a&gt;|", await _site.RenderAsync("{% render_body %}|{% render_section 'Footer', required: true %}|{% render_section name: 'Aside', required: false %}", page: page));
    }

    [Fact]
    public async Task A_required_section_that_is_empty_fails() =>
        Assert.Contains("requires the section 'Aside'", (await _site.FailAsync("{% render_section 'Aside', required: true %}")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_view_can_add_to_the_title_and_choose_the_layout()
    {
        var page = _site.NewPage();
        await _site.RenderAsync("{% page_title_add_segment 'One', position: '5' %}{% page_title_add_segment segment: 'Two' %}{% layout 'Layout__Login' %}", page: page);
        Assert.Equal([("One", "5"), ("Two", "0")], page.TitleSegments);
        Assert.Equal("Layout__Login", page.LayoutName);
    }

    [Fact]
    public async Task A_named_resource_comes_once_after_what_it_depends_on()
    {
        var theme = Directory.CreateTempSubdirectory("cmssite-theme-").FullName;
        await File.WriteAllTextAsync(Path.Combine(theme, "theme.json"), """
            { "Resources": { "Scripts": {
              "base": { "Src": "~/base.js" },
              "gallery": { "Src": "~/gallery.js", "DependsOn": [ "base" ], "Attributes": { "type": "module" } } } } }
            """);
        await using var site = await LiquidSite.CreateAsync(options => options.ThemeFolder = theme);
        Assert.Equal(
            "<script src=\"/base.js\"></script>\n<script src=\"/gallery.js\" type=\"module\"></script>\n<script src=\"/own.js\"></script>",
            await site.RenderAsync("{% script name: 'gallery', at: 'Foot' %}{% script name: 'base', at: 'Foot' %}{% script src: '~/own.js', depends_on: 'gallery', at: 'Foot' %}{% resources type: 'FootScript' %}"));
        Directory.Delete(theme, recursive: true);
    }

    [Fact]
    public async Task Items_are_removed_from_a_zone_by_name_after_it_was_loaded()
    {
        var zone = new Shape("Zone") { Load = (self, _) => { self.Add(Named("A")); self.Add(Named("B-C")); return Task.CompletedTask; } };
        Assert.Equal("B-C|B-C|", await _site.RenderAsync("{% shape_remove_item Model 'A' %}{% for i in Model.Items %}{{ i.Metadata.Name }}{% endfor %}|{{ Model.B-C.Metadata.Name }}|{{ Model.A.Metadata.Name }}", zone));
    }

    [Theory]
    [InlineData("{% include 'Box' %}")]
    [InlineData("{% render 'Box', a: 1 %}")]
    [InlineData("{% from 'macros' import m %}")]
    public async Task Files_are_not_included_and_the_message_names_the_portable_way(string template)
    {
        var failure = await _site.FailAsync($"a\n  {template}");
        Assert.Contains("{% shape 'ItsName'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, failure.Line);
    }

    [Fact]
    public async Task The_liquid_tag_is_off_unless_an_option_turns_it_on() =>
        Assert.Contains("there is no tag 'liquid'", (await _site.FailAsync("{% liquid\necho 'a'\n%}")).Message, StringComparison.Ordinal);

    private static Shape Named(string name)
    {
        var shape = new Shape("Part");
        shape.Metadata.Name = name;
        return shape;
    }
}
