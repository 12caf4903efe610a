using CmsSite.Storage;
using CmsSite.Theming;

namespace CmsSite.Tests.Theming.Liquid;

/// <summary>Pieces of pages that are kept for other pages. What a block was made for is seen by the path that it writes.</summary>
public sealed class FragmentTests : IAsyncLifetime
{
    private LiquidSite _site = null!;

    public async Task InitializeAsync()
    {
        _site = await LiquidSite.CreateAsync();
        await _site.PutAsync(SiteDocumentKinds.Template, "Where", """{ "Content": "{{ Request.Path }}" }""");
        await _site.PutAsync(SiteDocumentKinds.Template, "Scripted", """{ "Content": "{% script src: '~/a.js', at: 'Foot' %}{{ Request.Path }}" }""");
        await _site.PublishAsync("Page", "about", "About", """{ "AutoroutePart": { "Path": "about" } }""");
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Theory]
    [InlineData("{% cache 'a' %}{{ Request.Path }}{% endcache %}")]
    [InlineData("{% shape 'Where', cache_id: 'a' %}")]
    [InlineData("{% cache 'a', expires_after: '365.00:00:00' %}{{ Request.Path }}{% endcache %}")]
    public async Task A_piece_is_made_once_for_all_pages(string template) =>
        Assert.Equal(["/one", "/one"], [await OnAsync("/one", template), await OnAsync("/two", template)]);

    [Theory]
    [InlineData("{% cache 'a', vary_by: 'route' %}{{ Request.Path }}{% endcache %}", "/one", "/two")]
    [InlineData("{% cache 'a', vary_by: 'user.roles, query' %}{{ Request.QueryString }}{% endcache %}", "?x=1", "?x=2")]
    [InlineData("{% cache 'a', vary_by: 'query:x' %}{{ Request.QueryString }}{% endcache %}", "?x=1", "?x=2")]
    [InlineData("{% cache 'a', vary_by: 'query:y' %}{{ Request.QueryString }}{% endcache %}", "?x=1", "?x=1")]
    [InlineData("{% shape 'Where', cache_id: 'a', cache_context: 'route' %}", "/one", "/two")]
    [InlineData("{% cache '' %}{{ Request.Path }}{% endcache %}", "/one", "/two")]
    [InlineData("{% cache 'a' %}{% cache_expires_after '00:01:00' %}{{ Request.Path }}{% endcache %}", "/one", "/two")]
    [InlineData("{% cache 'a' %}{% cache 'b' %}{% cache_expires_after '00:01:00' %}{% endcache %}{{ Request.Path }}{% endcache %}", "/one", "/two")]
    [InlineData("{% cache 'a' %}{{ 'now' | date: '%Y' | slice: 0, 0 }}{{ Request.Path }}{% endcache %}", "/one", "/two")]
    [InlineData("{% cache 'a' %}{% page_title_add_segment 'x' %}{{ Request.Path }}{% endcache %}", "/one", "/two")]
    public async Task A_piece_differs_by_what_it_says_and_by_what_it_does(string template, string one, string two) =>
        Assert.Equal([one, two], [await OnAsync("/one", template, "1"), await OnAsync("/two", template, "2")]);

    [Fact]
    public async Task Whoever_is_signed_in_gets_pieces_of_their_own_and_leaves_none_behind()
    {
        const string Template = "{% cache 'a' %}{{ User.Identity.Name }}{{ Request.Path }}{% endcache %}";

        Assert.Equal("ada/own", await _site.RenderAsync(Template, page: _site.NewPage(new PageRequest { Path = "/own", User = LiquidSite.User("ada") })));
        Assert.Equal("/one", await OnAsync("/one", Template));
        Assert.Equal("ada/own", await _site.RenderAsync(Template, page: _site.NewPage(new PageRequest { Path = "/own", User = LiquidSite.User("ada") })));
    }

    [Fact]
    public async Task A_change_of_the_site_takes_all_pieces_away()
    {
        const string Template = "{% cache 'a' %}{{ Content.ContentItemId['about'].DisplayText }}{% endcache %}";
        Assert.Equal("About", await OnAsync("/one", Template));

        await _site.PublishAsync("Page", "about", "About us");

        Assert.Equal("About us", await OnAsync("/two", Template));
    }

    [Fact]
    public async Task What_a_kept_piece_drew_on_is_what_the_page_draws_on_even_when_that_had_read_it_before()
    {
        const string Read = "{{ Content.ContentItemId['about'].DisplayText }}";
        const string Template = "{% cache 'a', dependencies: 'alias:x' %}" + Read + "{% endcache %}";
        await OnAsync("/one", Read + Template);
        var page = _site.NewPage();

        await _site.RenderAsync(Template, page: page);

        Assert.Superset(new HashSet<string> { "contentitemid:about", "alias:x" }, page.Dependencies);
    }

    [Fact]
    public async Task What_a_piece_asks_for_elsewhere_on_the_page_every_page_gets()
    {
        const string Template = "{% shape 'Scripted', cache_id: 'a' %}{% resources type: 'FootScript' %}";

        Assert.Equal("/one<script src=\"/a.js\"></script>", await OnAsync("/one", Template));
        Assert.Equal("/two<script src=\"/a.js\"></script>", await OnAsync("/two", Template));
    }

    [Fact]
    public async Task Pieces_that_hold_themselves_come_to_an_end()
    {
        await _site.PutAsync(SiteDocumentKinds.Template, "Endless", """{ "Content": "x{% shape 'Endless', cache_id: 'a' %}" }""");

        var html = await OnAsync("/one", "{% shape 'Endless', cache_id: 'a' %}.");

        Assert.InRange(html.Length, 1, 200);
    }

    [Theory]
    [InlineData("{{ '2026-02-03T04:05:06Z' | date: '%Y' }}{{ '2026-02-03' | local | utc | date: '%Y' }}", false)]
    [InlineData("{{ 'now' | date: '%Y' }}", true)]
    [InlineData("{{ 'today' | local }}", true)]
    public async Task Only_a_page_that_says_what_time_it_is_grows_old_by_itself(string template, bool ages)
    {
        var page = _site.NewPage();

        await _site.RenderAsync(template, page: page);

        Assert.Equal(ages, page.Dependencies.Contains("clock"));
    }

    private Task<string> OnAsync(string path, string template, string x = "1") => _site.RenderAsync(template,
        page: _site.NewPage(new PageRequest { Path = path, QueryString = $"?x={x}", Query = new Dictionary<string, string> { ["x"] = x } }));
}
