using System.Text.Json.Nodes;
using CmsSite.Storage;
using CmsSite.Theming.Shapes;

namespace CmsSite.Tests.Theming.Display;

public class ContentDisplayTests
{
    private const string Body = """{ "TitlePart": { "Title": "Hello" }, "HtmlBodyPart": { "Html": "<p>Text</p>" }, "Post": { "Subtitle": { "Text": "a < b" } } }""";

    [Fact]
    public async Task An_item_is_drawn_by_what_comes_with_the_library_when_there_is_no_theme()
    {
        await using var site = await PostSiteAsync();
        var html = await site.HtmlAsync(await site.PublishAsync("Post", "Hello", Body));
        Assert.Contains("<article class=\"content-item post\">", html, StringComparison.Ordinal);
        Assert.Contains("<h1>Hello</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<p>Text</p>", html, StringComparison.Ordinal);
        Assert.Contains("field field-type-textfield field-name-post-subtitle", html, StringComparison.Ordinal);
        Assert.Contains("a &lt; b", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_finds_zones_parts_and_fields_by_name()
    {
        await using var site = await PostSiteAsync(("Views/Content-Post.liquid",
            "{{ Model.Header.TitlePart.Title }}|{{ Model.Content.HtmlBodyPart | shape_render }}|{{ Model.Content.Post-Subtitle.Text }}|{{ Model.Content.Nothing | shape_render }}{{ Model.Sidebar | shape_render }}"));
        Assert.Equal("Hello|<p>Text</p>|a &lt; b|", (await site.HtmlAsync(await site.PublishAsync("Post", "Hello", Body))).ReplaceLineEndings(""));
    }

    [Fact]
    public async Task A_view_takes_out_what_it_shows_itself_and_renders_the_rest()
    {
        await using var site = await PostSiteAsync(("Views/Content-Post.liquid", "{% shape_remove_item Model.Content 'HtmlBodyPart' %}{{ Model.Content | shape_render }}"));
        var html = await site.HtmlAsync(await site.PublishAsync("Post", "Hello", Body));
        Assert.DoesNotContain("Text</p>", html, StringComparison.Ordinal);
        Assert.Contains("a &lt; b", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_view_of_a_page_does_not_serve_lists()
    {
        await using var site = await PostSiteAsync(("Views/Content-Post.liquid", "page"), ("Views/Content.Summary.liquid", "any"));
        var post = await site.PublishAsync("Post", "Hello", Body);
        Assert.Equal("page", await site.HtmlAsync(post));
        Assert.Equal("any", await site.HtmlAsync(post, "Summary"));
    }

    [Fact]
    public async Task Content_detail_beats_the_view_of_the_type()
    {
        await using var site = await PostSiteAsync(("Views/Content-Post.liquid", "type"), ("Views/Content.Detail.liquid", "detail"));
        Assert.Equal("detail", await site.HtmlAsync(await site.PublishAsync("Post", "Hello", Body)));
    }

    [Fact]
    public async Task A_stereotype_without_a_view_is_drawn_as_content()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Content.liquid", "content of {{ Model.ContentItem.DisplayText }}"), ("Views/Content.Summary.liquid", "summary"));
        await site.DefineAsync("Slide", stereotype: "Block");
        var slide = await site.PublishAsync("Slide", "One");
        Assert.Equal("content of One", await site.HtmlAsync(slide));
        Assert.Equal("summary", await site.HtmlAsync(slide, "Summary"));
    }

    [Fact]
    public async Task A_part_without_code_is_drawn_when_the_theme_has_a_view_for_it()
    {
        await using var site = await PostSiteAsync(("Views/Post.liquid", "own view: {{ Model.ContentItem.Content.Post.Subtitle.Text }}"));
        var html = await site.HtmlAsync(await site.PublishAsync("Post", "Hello", Body));
        Assert.Contains("own view: a &lt; b", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_and_fields_that_nobody_knows_show_nothing()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.DefineAsync("Product", ["Price:PriceField"], ["InventoryPart"]);
        await using var visit = site.Visit();
        var html = await visit.HtmlAsync(await site.PublishAsync("Product", "Lamp", """{ "InventoryPart": { "Count": 3 }, "Product": { "Price": { "Amount": 4711 } } }"""));
        Assert.DoesNotContain("4711", html, StringComparison.Ordinal);
        Assert.Empty(visit.Context.TemplateErrors);
    }

    [Fact]
    public async Task An_item_of_no_known_type_shows_nothing()
    {
        await using var site = await DisplaySite.CreateAsync();
        Assert.Equal("", await site.HtmlAsync(new CmsSite.Content.Items.ContentItem { ContentType = "Gone", DisplayText = "x" }));
    }

    [Fact]
    public async Task Drafts_are_shown_to_nobody_but_in_a_preview()
    {
        await using var site = await PostSiteAsync();
        var draft = await site.DraftAsync("Post", "Soon", Body);
        Assert.Equal("", await site.HtmlAsync(draft));
        await using var visit = site.Visit();
        visit.Context.IsPreview = true;
        Assert.Contains("Hello", await visit.HtmlAsync(draft), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_reader_may_not_see_is_not_drawn()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.DefineAsync("Memo", parts: ["TitlePart"], securable: true);
        await site.PutAsync(SiteDocumentKinds.Role, "Editor", """{ "Permissions": ["View_Memo"] }""");
        var memo = await site.PublishAsync("Memo", "Secret", """{ "TitlePart": { "Title": "Secret" } }""");
        Assert.Equal("", await site.HtmlAsync(memo));
        await using var visit = site.Visit(user: DisplaySite.User("Editor"));
        Assert.Contains("Secret", await visit.HtmlAsync(memo), StringComparison.Ordinal);
        Assert.True(visit.Context.IsPersonal);
    }

    [Fact]
    public async Task A_view_that_asks_only_for_the_item_makes_nothing_else()
    {
        await using var site = await PostSiteAsync();
        await using var visit = site.Visit();
        var shape = visit.Display.Build(await site.PublishAsync("Post", "Hello", Body), "Summary", visit.Context);
        Assert.NotNull(shape.Load);
        await shape.EnsureLoadedAsync(visit.Context);
        Assert.All(shape.Items.OfType<Shape>(), zone => Assert.Empty(zone.Items));
    }

    [Fact]
    public async Task A_plug_in_of_facebook_shows_the_markup_that_its_liquid_gives()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.DefineAsync("Plugin", parts: ["TitlePart", "FacebookPluginPart"]);
        await using var visit = site.Visit();

        var html = await visit.HtmlAsync(await site.PublishAsync("Plugin", "P", """{ "TitlePart": { "Title": "Like" }, "FacebookPluginPart": { "Liquid": "<div class=\"fb-like\">{{ Model.ContentItem.DisplayText | upcase }}</div>" } }"""));

        Assert.Contains("""<div class="fb-like">LIKE</div>""", html);
    }

    [Fact]
    public async Task Liquid_in_a_body_runs_only_where_the_type_allows_it_and_what_it_makes_is_sanitised()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.DefineAsync("Plain", parts: ["HtmlBodyPart"]);
        await site.DefineAsync("Live", parts: [DisplaySite.Part("HtmlBodyPart", settings: """{ "HtmlBodyPartSettings": { "RenderLiquid": true } }""")]);
        const string body = """{ "HtmlBodyPart": { "Html": "<p>{{ 'x' | append: '<script>1</script>' | raw }}{{ ContentItem.DisplayText }}</p>" } }""";
        Assert.Contains("{{ ContentItem", await site.HtmlAsync(await site.PublishAsync("Plain", "P", body)), StringComparison.Ordinal);
        var live = await site.HtmlAsync(await site.PublishAsync("Live", "L", body));
        Assert.Contains("<p>xL</p>", live, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shortcodes_are_replaced_in_bodies()
    {
        await using var site = await PostSiteAsync();
        await site.PutAsync(SiteDocumentKinds.ShortcodeTemplate, "hi", """{ "Content": "<em>{{ Args.name }}</em>" }""");
        var html = await site.HtmlAsync(await site.PublishAsync("Post", "Hello", """{ "HtmlBodyPart": { "Html": "<p>[hi name=\"you\"]</p>" } }"""));
        Assert.Contains("<p><em>you</em></p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Liquid_that_fails_in_a_body_leaves_a_gap_and_a_line_for_its_editors()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.DefineAsync("Live", parts: ["TitlePart", "LiquidPart"]);
        await using var visit = site.Visit();
        var html = await visit.HtmlAsync(await site.PublishAsync("Live", "L", """{ "TitlePart": { "Title": "Still here" }, "LiquidPart": { "Liquid": "{% if %}" } }"""));
        Assert.Contains("Still here", html, StringComparison.Ordinal);
        Assert.Contains(visit.Context.TemplateErrors, error => error.Contains("LiquidPart of 'Still here'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bag_shows_its_items_in_its_display_type_and_an_empty_one_nothing()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Content-Service.Card.liquid", "[{{ Model.ContentItem.DisplayText }}]"));
        await site.DefineAsync("Service");
        await site.DefineAsync("Landing", parts: [DisplaySite.Part("BagPart", "Services", """{ "BagPartSettings": { "DisplayType": "Card" } }""")]);
        var full = await site.HtmlAsync(await site.PublishAsync("Landing", "L", """
            { "Services": { "ContentItems": [ { "ContentItemId": "a", "ContentType": "Service", "DisplayText": "One" }, { "ContentType": "Gone", "DisplayText": "No" } ] } }
            """));
        Assert.Contains("[One]", full, StringComparison.Ordinal);
        Assert.DoesNotContain("No", full, StringComparison.Ordinal);
        var empty = await site.HtmlAsync(await site.PublishAsync("Landing", "L", """{ "Services": { "ContentItems": [] } }"""));
        Assert.DoesNotContain("<section", empty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_gives_its_widgets_classes_for_width_and_alignment()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.DefineAsync("RawHtml", ["Content:HtmlField"], stereotype: "Widget");
        await site.DefineAsync("Page", parts: ["FlowPart"]);
        var html = await site.HtmlAsync(await site.PublishAsync("Page", "P", """
            { "FlowPart": { "Widgets": [ { "ContentType": "RawHtml", "RawHtml": { "Content": { "Html": "<b>x</b>" } }, "FlowMetadata": { "Alignment": 1, "Size": 33 } } ] } }
            """));
        Assert.Contains("class=\"widget widget-raw-html widget-align-center widget-size-33\"", html, StringComparison.Ordinal);
        Assert.Contains("<b>x</b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_stands_around_its_elements()
    {
        await using var site = await DisplaySite.CreateAsync();
        await site.DefineAsync("Input", parts: ["FormInputElementPart", "FormElementPart", "FormElementLabelPart", "InputPart"], stereotype: "Widget");
        await site.DefineAsync("Form", parts: ["FormPart", "FlowPart"], stereotype: "Widget");
        var html = await site.HtmlAsync(await site.PublishAsync("Form", "Contact", """
            { "FormPart": { "Action": "~/contact", "Method": "POST" }, "FlowPart": { "Widgets": [ { "ContentType": "Input", "FormInputElementPart": { "Name": "mail" },
              "FormElementLabelPart": { "Label": "E-mail", "Option": 1 }, "InputPart": { "Type": "email", "Placeholder": "you" } } ] } }
            """));
        Assert.StartsWith("<form action=\"/contact\" method=\"post\">", html, StringComparison.Ordinal);
        Assert.Contains("<label for=\"mail\">E-mail</label>", html, StringComparison.Ordinal);
        Assert.Contains("<input type=\"email\" id=\"mail\" name=\"mail\" placeholder=\"you\">", html, StringComparison.Ordinal);
        Assert.Contains("name=\"__RequestOriginatedFrom\"", html, StringComparison.Ordinal);
    }

    private static async Task<DisplaySite> PostSiteAsync(params (string, string)[] files)
    {
        var site = await DisplaySite.CreateAsync(files);
        await site.DefineAsync("Post", ["Subtitle:TextField"], ["TitlePart", "HtmlBodyPart"]);
        return site;
    }
}
