using CmsSite.Admin.Access;
using CmsSite.Admin.Placements;
using CmsSite.Admin.Shortcodes;
using CmsSite.Admin.Templates;
using CmsSite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Admin.Structure;

/// <summary>Shortcodes, placements, and what is said about templates before they are saved.</summary>
[Collection(StructureCollection.Name)]
public class DesignChangesTests(AdminSite app)
{
    [Fact]
    public async Task A_shortcode_is_tried_as_it_is_written_and_texts_have_it_once_it_is_saved()
    {
        var written = new WrittenShortcode("shout", "Louder", "<b>[shout]</b><script>x</script>", "[shout][/shout]", ["Text"], "<strong>{{ Content | upcase }}{{ Args.mark }}</strong>");
        var trial = await AsAsync(scope => ShortcodeChanges.TryAsync(scope, written, "<p>[shout mark='!']hello[/shout]</p>"));
        Assert.Equal("<p><strong>HELLO!</strong></p>", trial.Html);
        Assert.Null(await StoredAsync(SiteDocumentKinds.ShortcodeTemplate, "shout"));

        Assert.Null(await AsAsync(scope => ShortcodeChanges.SaveAsync(scope, written, null)));
        var stored = await StoredAsync(SiteDocumentKinds.ShortcodeTemplate, "shout");
        Assert.Equal(("<b>[shout]</b>", "Text"), ((string?)stored!["Usage"], (string?)stored["Categories"]![0]));
        Assert.Contains("already", (await AsAsync(scope => ShortcodeChanges.SaveAsync(scope, written, null)))!.Message);
        Assert.Contains("Somebody else", (await AsAsync(scope => ShortcodeChanges.SaveAsync(scope, written, new System.Text.Json.Nodes.JsonObject())))!.Message);

        await app.CreateAsync(A.ContentItem("Page").Titled("Has a shortcode").At("has-a-shortcode").Saying("<p>[shout]rain[/shout]</p>"));
        using var reader = app.CreateVisitor();
        Assert.Contains("<strong>RAIN</strong>", await reader.GetStringAsync("/has-a-shortcode"));
        await AsAsync(scope => ShortcodeChanges.DeleteAsync(scope, "shout"));
        Assert.Contains("[shout]rain[/shout]", await reader.GetStringAsync("/has-a-shortcode"));
    }

    [Fact]
    public async Task A_shortcode_that_does_not_parse_or_never_ends_says_where()
    {
        var problem = await AsAsync(scope => ShortcodeChanges.SaveAsync(scope, new WrittenShortcode("broken", null, null, null, [], "fine\n{% if %}"), null));
        Assert.Equal(2, problem!.Line);
        Assert.Contains("letters", (await AsAsync(scope => ShortcodeChanges.SaveAsync(scope, new WrittenShortcode("two words", null, null, null, [], "x"), null)))!.Message);
        var endless = await AsAsync(scope => ShortcodeChanges.TryAsync(scope, new WrittenShortcode("endless", null, null, null, [], "{% for i in (1..100000000) %}{% for j in (1..1000000) %}x{% endfor %}{% endfor %}"), "[endless]"));
        Assert.NotNull(endless.Problem);
    }

    [Theory]
    [InlineData("[\n  { \"place\": \"Content:5\", }\n]", null, null)]
    [InlineData("[ { \"contentType\": [\"Article\"], \"alternates\": \"X\", \"displayType\": null } ] // said", null, null)]
    [InlineData("[\n  { \"place\": Content }\n]", 2, 14)]
    [InlineData("[\n  { \"plaice\": \"Content\" }\n]", 2, 5)]
    [InlineData("[\n  { \"place\": [\"Content\"] }\n]", 2, 14)]
    [InlineData("[\n  { \"wrappers\": [1] }\n]", 2, 18)]
    [InlineData("{ }", 1, 1)]
    [InlineData("[ \"x\" ]", 1, 3)]
    [InlineData("", 1, 1)]
    public void The_json_of_a_placement_is_right_or_its_mistake_has_a_place(string json, int? line, int? column)
    {
        var problem = PlacementJson.Check(json);
        Assert.Equal((line, column), (problem?.Line, problem?.Column));
    }

    [Fact]
    public async Task A_placement_counts_at_the_next_request()
    {
        await app.CreateAsync(A.ContentItem("Page").Titled("Placed about").At("placed-about").Saying("<p>Hidden by a placement.</p>"));
        using var reader = app.CreateVisitor();
        Assert.Contains("<p>Hidden by a placement.", await reader.GetStringAsync("/placed-about"));
        Assert.Null(await AsAsync(scope => PlacementChanges.SaveAsync(scope, "HtmlBodyPart", "[ { \"contentType\": \"Page\", \"path\": \"/placed-about\", \"place\": \"-\" } ]", null)));
        Assert.DoesNotContain("<p>Hidden by a placement.", await reader.GetStringAsync("/placed-about"));
        Assert.Contains("already", (await AsAsync(scope => PlacementChanges.SaveAsync(scope, "HtmlBodyPart", "[]", null)))!.Message);
        await AsAsync(scope => PlacementChanges.DeleteAsync(scope, "HtmlBodyPart"));
        Assert.Contains("<p>Hidden by a placement.", await reader.GetStringAsync("/placed-about"));
    }

    [Theory]
    [InlineData("{{ Model.ContentItem.Content.Article.Summary.Text }}{{ ContentItem.Content.TitlePart.Title }}{{ ContentItem.Content.ContainedPart.Order }}", null)]
    [InlineData("x\n{{ Model.ContentItem.Content.Articel.Summary.Text }}", 2)]
    [InlineData("x\n{% if Model.ContentItem.Content.Article.Sumary.Text %}y{% endif %}", 2)]
    [InlineData("Model.ContentItem.Content.Articel is only said here", null)]
    [InlineData("{{ 'ContentItem.Content.Articel' }}", null)]
    [InlineData("{% shape \"menu\", alias: 'alias:main-menu' %}{% shape 'PageTitle' %}", null)]
    [InlineData("\n\n{% shape \"Mneu\", alias: 'x' %}", 3)]
    public Task Names_of_what_is_not_there_are_doubted(string content, int? line) => AsAsync(scope =>
    {
        var doubts = scope.Get<TemplateLint>().Doubts(content);
        Assert.Equal(line, doubts.Count == 0 ? null : Assert.Single(doubts).Line);
        return Task.FromResult(true);
    });

    [Theory]
    [InlineData("one\n  {{ x | upcas }}", 2, 10, "upcase")]
    [InlineData("{{ Model.ContentItem.Content.Articel.Summary.Text }}", 1, 30, "Article")]
    [InlineData("{{ x }} {{ Model.ContentItem.Content.Article.Sumary.Text }}", 1, 46, "Summary")]
    [InlineData("{% shape \"Layuot\" %}", 1, 11, "Layout")]
    public Task A_doubt_says_line_and_column_and_what_was_meant(string content, int line, int column, string meant) => AsAsync(scope =>
    {
        var doubt = Assert.Single(scope.Get<TemplateLint>().Doubts(content));
        Assert.Equal((line, column), (doubt.Line, doubt.Column));
        Assert.EndsWith($"Did you mean '{meant}'?", doubt.Message);
        return Task.FromResult(true);
    });

    [Fact]
    public Task A_tag_that_nobody_knows_keeps_a_template_from_being_saved_and_the_nearest_is_named() => AsAsync(async scope =>
    {
        var problem = await TemplateChanges.SaveAsync(scope, "Content__Mistyped", "fine\n{% asign x = 1 %}", null, null);
        Assert.Equal(2, problem!.Line);
        Assert.EndsWith("Did you mean 'assign'?", problem.Message);
        return true;
    });

    [Fact]
    public async Task The_theme_that_ships_is_not_doubted()
    {
        var doubts = await AsAsync(scope =>
        {
            var (lint, files) = (scope.Get<TemplateLint>(), scope.Get<CmsSite.Theming.Templates.ThemeFiles>());
            return Task.FromResult(files.Names.Where(name => files.Find(name) is not null).SelectMany(name => lint.Doubts(files.Find(name)!.Text).Select(doubt => $"{name}: {doubt.Message}")).ToList());
        });
        Assert.Empty(doubts);
    }

    [Fact]
    public async Task What_a_template_said_before_is_listed_also_of_one_that_was_deleted()
    {
        string? seen = null;
        foreach (var content in new[] { "first", "second", "third" })
        {
            Assert.Null(await AsAsync(scope => TemplateChanges.SaveAsync(scope, "Content__Remembered", content, null, seen)));
            seen = content;
        }

        await AsAsync(scope => TemplateChanges.DeleteAsync(scope, "Content__Remembered"));
        Assert.Equal(["third", "second", "first"], (await AsAsync(scope => TemplateHistory.ListAsync(scope, "Content__Remembered"))).Select(version => version.Content));
    }

    [Fact]
    public async Task A_template_that_is_being_written_is_seen_on_a_page_by_its_writer_and_by_nobody_else()
    {
        var name = $"designer-{Guid.NewGuid():n}"[..20];
        var id = await app.CreateAccountAsync(name, "Administrator");
        using var open = app.Services.GetRequiredService<TemplatePreviews>().Open(id);
        open.Show(new TriedTemplate("Content__Page", "<p>Still being written: {{ Model.ContentItem.DisplayText }}</p>", "/about"));
        using var writer = await app.SignInAsync(name, AdminSite.Password);
        Assert.Contains("Still being written: ", await writer.GetStringAsync("/" + open.Address));
        Assert.DoesNotContain("Still being written", await writer.GetStringAsync("/about"));
        using var other = await app.SignInAsync("Administrator");
        Assert.Equal(404, (int)(await other.GetAsync("/" + open.Address)).StatusCode);
        using var author = await app.SignInAsync("Author");
        Assert.Equal(404, (int)(await author.GetAsync("/" + open.Address)).StatusCode);

        open.Show(new TriedTemplate("Content__Page", "{% if %}", "/about"));
        Assert.Contains("Templates that failed on this page", await writer.GetStringAsync("/" + open.Address));
        open.Show(new TriedTemplate("Content__Page", "x", "/no-such-page"));
        Assert.Equal(404, (int)(await writer.GetAsync("/" + open.Address)).StatusCode);
    }

    private Task<T> AsAsync<T>(Func<AdminScope, Task<T>> work) => app.DoAsync("Administrator", "design", (scope, _) => work(scope));

    private Task AsAsync(Func<AdminScope, Task> work) => AsAsync(async scope =>
    {
        await work(scope);
        return true;
    });

    private Task<System.Text.Json.Nodes.JsonNode?> StoredAsync(string kind, string name) => AsAsync(scope => Task.FromResult(scope.Session.Document(kind, name)));
}
