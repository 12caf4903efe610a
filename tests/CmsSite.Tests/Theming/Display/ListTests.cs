using System.Globalization;
using System.Text.RegularExpressions;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Tests.Theming.Display;

public partial class ListTests
{
    [Fact]
    public async Task A_list_goes_forward_and_back_by_place()
    {
        await using var site = await BlogSiteAsync(pageSize: 3);
        var blog = await PublishBlogAsync(site, posts: 8);
        var first = await site.HtmlAsync(blog);
        Assert.Equal(["p8", "p7", "p6"], Posts(first));
        Assert.DoesNotContain("?before", first, StringComparison.Ordinal);
        var second = await site.HtmlAsync(blog, query: Next(first));
        Assert.Equal(["p5", "p4", "p3"], Posts(second));
        var third = await site.HtmlAsync(blog, query: Next(second));
        Assert.Equal(["p2", "p1"], Posts(third));
        Assert.DoesNotContain("?after", third, StringComparison.Ordinal);
        var back = await site.HtmlAsync(blog, query: Before(third));
        Assert.Equal(["p5", "p4", "p3"], Posts(back));
        Assert.Equal(["p8", "p7", "p6"], Posts(await site.HtmlAsync(blog, query: Before(back))));
    }

    [Theory]
    [InlineData("?after=nonsense")]
    [InlineData("?after=-1-5")]
    [InlineData("?after=99999999999999999999-1")]
    [InlineData("?before=1-1-1")]
    public async Task What_was_never_a_place_is_the_beginning(string query)
    {
        await using var site = await BlogSiteAsync(pageSize: 3);
        var blog = await PublishBlogAsync(site, posts: 4);
        Assert.Equal(["p4", "p3", "p2"], Posts(await site.HtmlAsync(blog, query: query)));
    }

    [Fact]
    public async Task Behind_the_last_item_there_is_nothing()
    {
        await using var site = await BlogSiteAsync(pageSize: 3);
        var blog = await PublishBlogAsync(site, posts: 2);
        await using var visit = site.Visit("/blog", "?after=1-1");
        Assert.Equal(404, (await visit.PageAsync(blog)).Page.StatusCode);
    }

    [Fact]
    public async Task A_list_ordered_by_hand_keeps_its_order()
    {
        await using var site = await BlogSiteAsync(pageSize: 2, "\"EnableOrdering\": true");
        var blog = await PublishBlogAsync(site, posts: 3, order: i => 10 - i);
        var first = await site.HtmlAsync(blog);
        Assert.Equal(["p3", "p2"], Posts(first));
        Assert.Equal(["p1"], Posts(await site.HtmlAsync(blog, query: Next(first))));
    }

    [Theory]
    [InlineData("", 200, "p5", "p4")]
    [InlineData("?pagenum=2", 200, "p3", "p2")]
    [InlineData("?pagenum=3", 200, "p1")]
    [InlineData("?pagenum=0", 200, "p5", "p4")]
    [InlineData("?pagenum=-7", 200, "p5", "p4")]
    [InlineData("?pagenum=abc", 200, "p5", "p4")]
    [InlineData("?pagenum=4", 404)]
    [InlineData("?pagenum=2147483647", 404)]
    [InlineData("?pagenum=99999999999999999999999", 404)]
    public async Task A_list_may_have_page_numbers(string query, int status, params string[] posts)
    {
        await using var site = await BlogSiteAsync(pageSize: 2, "\"ShowFullPager\": true");
        var blog = await PublishBlogAsync(site, posts: 5);
        await using var visit = site.Visit("/blog", query);
        var (html, page) = await visit.PageAsync(blog);
        Assert.Equal(status, page.StatusCode);
        Assert.Equal(posts, Posts(html));
        Assert.Contains("list:blog", page.Dependencies);
    }

    [Fact]
    public async Task A_pager_leads_to_its_neighbours_and_its_ends_and_keeps_the_query()
    {
        await using var site = await DisplaySite.CreateAsync();
        await using var visit = site.Visit("/blog", "?tag=a%20b&pagenum=5");
        var html = await visit.HtmlAsync("Pager", ("Page", 5), ("PageSize", 10), ("TotalItemCount", 95), ("Id", "posts"));
        Assert.Contains("<ul id=\"posts\" class=\"pager\">", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/blog?tag=a%20b&amp;pagenum=4\" rel=\"prev\"", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/blog?tag=a%20b\" aria-label=\"First page\"", html, StringComparison.Ordinal);
        Assert.Contains("<span aria-current=\"page\">5</span>", html, StringComparison.Ordinal);
        Assert.Contains("pagenum=10\" aria-label=\"Last page\"", html, StringComparison.Ordinal);
        Assert.Equal("", await visit.HtmlAsync("Pager", ("Page", 1), ("PageSize", 10), ("TotalItemCount", 10)));
    }

    [Fact]
    public async Task The_pieces_of_a_pager_can_be_drawn_by_the_theme()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Pager.Next-posts.liquid", "next is {{ Model.Value }}"));
        await using var visit = site.Visit("/blog");
        Assert.Contains("next is more", await visit.HtmlAsync("Pager", ("Page", 1), ("PageSize", 10), ("TotalItemCount", 95), ("Id", "posts"), ("NextText", "more")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_fifty_items_costs_as_many_commands_as_one_of_ten()
    {
        // With the site's own theme, whose cards name authors, categories and addresses.
        await using var site = await DisplaySite.CreateAsync(Path.Combine(Repository.Root, "src", "CmsSite.Theme"));
        await site.DefineAsync("AuthorProfile", parts: ["AutoroutePart"]);
        await site.DefineAsync("Category", parts: ["AutoroutePart"]);
        await site.DefineAsync("Taxonomy", parts: ["TaxonomyPart", "AutoroutePart"]);
        await site.DefineAsync("Article", ["Author:ContentPickerField", "Category:TaxonomyField"], ["AutoroutePart", "HtmlBodyPart"]);
        await site.DefineAsync("Blog", parts: [DisplaySite.Part("ListPart", settings: """{ "ListPartSettings": { "PageSize": 50 } }""")]);
        await site.PublishAsync("Taxonomy", "Categories", """
            { "AutoroutePart": { "Path": "categories", "RouteContainedItems": true }, "TaxonomyPart": { "TermContentType": "Category", "Terms": [
              { "ContentItemId": "c0", "ContentType": "Category", "DisplayText": "C0", "TermPart": { "TaxonomyContentItemId": "categories" }, "AutoroutePart": { "Path": "c0" } },
              { "ContentItemId": "c1", "ContentType": "Category", "DisplayText": "C1", "TermPart": { "TaxonomyContentItemId": "categories" }, "AutoroutePart": { "Path": "c1" } } ] } }
            """, "categories");
        for (var i = 0; i < 6; i++)
        {
            await site.PublishAsync("AuthorProfile", $"Author {i}", $$"""{ "AutoroutePart": { "Path": "authors/{{i}}" } }""", $"a{i}");
        }

        var few = await site.PublishAsync("Blog", "Few", """{ "ListPart": {} }""", "few");
        var many = await site.PublishAsync("Blog", "Many", """{ "ListPart": {} }""", "many");
        for (var i = 0; i < 60; i++)
        {
            await site.PublishAsync("Article", $"Article {i}", $$"""
                { "AutoroutePart": { "Path": "articles/{{i}}" }, "HtmlBodyPart": { "Html": "<p>x</p>" }, "ContainedPart": { "ListContentItemId": "{{(i < 10 ? "few" : "many")}}", "Order": {{i}} },
                  "Article": { "Author": { "ContentItemIds": ["a{{i % 6}}"] }, "Category": { "TaxonomyContentItemId": "categories", "TermContentItemIds": ["c{{i % 2}}"] } } }
                """);
        }

        await using (var warm = site.Visit("/many"))
        {
            var (html, page) = await warm.PageAsync(many);
            Assert.Equal(50, CardLink().Count(html));
            Assert.Contains("Author 5", html, StringComparison.Ordinal);
            Assert.Empty(page.TemplateErrors);
        }

        await using var ten = site.Visit("/few");
        await using var fifty = site.Visit("/many");
        site.Forget();
        var commandsOfTen = await DisplaySite.CommandsAsync(() => ten.PageAsync(few));
        site.Forget();
        Assert.Equal(commandsOfTen, await DisplaySite.CommandsAsync(() => fifty.PageAsync(many)));
        Assert.InRange(commandsOfTen, 1, 20);
    }

    [Fact]
    public async Task A_page_that_was_shown_before_costs_no_command_until_something_changes()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Content.Summary.liquid", "[{{ Model.ContentItem.DisplayText }}]"));
        await site.DefineAsync("Article", parts: ["HtmlBodyPart"]);
        var item = await site.PublishAsync("Article", "First title", """{ "HtmlBodyPart": { "Html": "<p>x</p>" } }""", id: "once");
        await using (var first = site.Visit())
        {
            await first.PageAsync(item);
        }

        await using (var second = site.Visit())
        {
            Assert.Equal(0, await DisplaySite.CommandsAsync(() => second.PageAsync(item)));
        }

        await site.PublishAsync("Article", "Second title", """{ "HtmlBodyPart": { "Html": "<p>y</p>" } }""", id: "twice");
        await using var third = site.Visit();
        Assert.InRange(await DisplaySite.CommandsAsync(() => third.PageAsync(item)), 0, 20);
    }

    [Fact]
    public async Task A_term_shows_what_carries_it_page_by_page()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Content.Summary.liquid", "[{{ Model.ContentItem.DisplayText }}]"));
        await site.PutAsync(SiteDocumentKinds.SiteSetting, "PageSize", "2");
        await site.DefineAsync("Tag");
        await site.DefineAsync("Taxonomy", parts: ["TaxonomyPart"]);
        await site.DefineAsync("Post", ["Tags:TaxonomyField"]);
        var taxonomy = await site.PublishAsync("Taxonomy", "Tags", """
            { "TaxonomyPart": { "TermContentType": "Tag", "Terms": [ { "ContentItemId": "earth", "ContentType": "Tag", "DisplayText": "Earth", "TermPart": { "TaxonomyContentItemId": "tags" } } ] } }
            """, "tags");
        for (var i = 1; i <= 3; i++)
        {
            await site.PublishAsync("Post", $"p{i}", """{ "Post": { "Tags": { "TaxonomyContentItemId": "tags", "TermContentItemIds": ["earth"] } } }""");
        }

        var term = ContentItem.Embedded((System.Text.Json.Nodes.JsonObject)taxonomy.Part("TaxonomyPart")!["Terms"]![0]!);
        await using var first = site.Visit("/tags/earth");
        var (html, page) = await first.PageAsync(term, taxonomy);
        Assert.Equal(2, SummaryText().Count(html));
        Assert.Superset(new HashSet<string> { "term:earth", "contentitemid:tags" }, page.Dependencies.ToHashSet());
        await using var last = site.Visit("/tags/earth", "?pagenum=2");
        Assert.Equal(1, SummaryText().Count((await last.PageAsync(term, taxonomy)).Html));
        await using var beyond = site.Visit("/tags/earth", "?pagenum=3");
        Assert.Equal(404, (await beyond.PageAsync(term, taxonomy)).Page.StatusCode);
    }

    [Fact]
    public async Task A_taxonomy_is_a_tree_of_terms_with_alternates_by_its_name()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/TermItem-Tags.liquid", "[{{ Model.TermContentItem.DisplayText }}:{{ Model.Level }}{% for item in Model.Items %}{{ item | shape_render }}{% endfor %}]"));
        await site.DefineAsync("Tag");
        await site.DefineAsync("Taxonomy", parts: ["AliasPart", "TaxonomyPart"]);
        await site.PublishAsync("Taxonomy", "Tags", """
            { "AliasPart": { "Alias": "tags" }, "TaxonomyPart": { "TermContentType": "Tag", "Terms": [ { "ContentItemId": "a", "ContentType": "Tag", "DisplayText": "A",
              "Terms": [ { "ContentItemId": "b", "ContentType": "Tag", "DisplayText": "B" } ] } ] } }
            """, "tags");
        await using var visit = site.Visit();
        Assert.Contains("[A:0[B:1]]", await visit.HtmlAsync("Term", ("Alias", "alias:tags")), StringComparison.Ordinal);
        Assert.DoesNotContain("[A", await visit.HtmlAsync("Term", ("TaxonomyContentItemId", "tags"), ("TermContentItemId", "a")), StringComparison.Ordinal);
    }

    private static async Task<DisplaySite> BlogSiteAsync(int pageSize, string settings = "\"ShowHeader\": false")
    {
        var site = await DisplaySite.CreateAsync(("Views/Content.Summary.liquid", "[{{ Model.ContentItem.DisplayText }}]"));
        await site.DefineAsync("Blog", parts: [DisplaySite.Part("ListPart", settings: $$"""{ "ListPartSettings": { "PageSize": {{pageSize}}, {{settings}} } }""")]);
        await site.DefineAsync("Post");
        return site;
    }

    private static async Task<ContentItem> PublishBlogAsync(DisplaySite site, int posts, Func<int, int>? order = null)
    {
        for (var i = 1; i <= posts; i++)
        {
            await site.PublishAsync("Post", $"p{i}", string.Create(CultureInfo.InvariantCulture, $$"""{ "ContainedPart": { "ListContentItemId": "blog", "Order": {{order?.Invoke(i) ?? 0}} } }"""));
        }

        return await site.PublishAsync("Blog", "Blog", """{ "ListPart": {} }""", "blog");
    }

    private static string[] Posts(string html) => [.. SummaryText().Matches(html).Select(match => match.Groups[1].Value)];

    private static string Next(string html) => AfterLink().Match(html).Value;

    private static string Before(string html) => BeforeLink().Match(html).Value;

    [GeneratedRegex(@"\[(p\d+)\]")]
    private static partial Regex SummaryText();

    [GeneratedRegex(@"\?after=[\d-]+")]
    private static partial Regex AfterLink();

    [GeneratedRegex(@"\?before=[\d-]+")]
    private static partial Regex BeforeLink();

    [GeneratedRegex("class=\"card-title\"")]
    private static partial Regex CardLink();
}
