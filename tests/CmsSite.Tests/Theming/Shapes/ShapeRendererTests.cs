using CmsSite.Storage;
using CmsSite.Tests.Theming.Display;
using CmsSite.Theming.Shapes;

namespace CmsSite.Tests.Theming.Shapes;

public class ShapeRendererTests
{
    [Fact]
    public async Task The_last_alternate_that_has_a_view_wins()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Box.liquid", "plain"), ("Views/Box-Red.liquid", "red"), ("Views/Box-Blue.liquid", "blue"));
        await using var visit = site.Visit();
        var shape = new Shape("Box");
        shape.Metadata.Alternates.AddRange(["Box__Red", "Box__Blue", "Box__Green"]);
        Assert.Equal("blue", await visit.HtmlAsync(shape));
    }

    [Fact]
    public async Task Names_are_compared_in_any_case_and_alternates_are_never_shortened()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Box.liquid", "plain"), ("Views/Box-Red.liquid", "red"));
        await using var visit = site.Visit();
        var shape = new Shape("BOX");
        shape.Metadata.Alternates.Add("Box__Red__Light");
        Assert.Equal("plain", await visit.HtmlAsync(shape));
    }

    [Fact]
    public async Task A_type_is_cut_at_its_end_until_there_is_a_view()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Box-Red.liquid", "red"));
        await using var visit = site.Visit();
        Assert.Equal("red", await visit.HtmlAsync(new Shape("Box__Red__Light__Glass")));
    }

    [Fact]
    public async Task What_is_more_particular_wins_wherever_it_comes_from()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Box-Red.liquid", "file"));
        await site.PutAsync(SiteDocumentKinds.Template, "Box", """{ "Content": "database" }""");
        await using var visit = site.Visit();
        var shape = new Shape("Box");
        shape.Metadata.Alternates.Add("Box__Red");
        Assert.Equal("file", await visit.HtmlAsync(shape));
    }

    [Fact]
    public async Task Wrappers_go_around_from_the_inside_out()
    {
        await using var site = await DisplaySite.CreateAsync(
            ("Views/Box.liquid", "box {{ Model.Title }}"), ("Views/Inner.liquid", "({{ Model.Metadata.ChildContent }})"), ("Views/Outer.liquid", "[{{ Model.Metadata.ChildContent }} of {{ Model.Title }}]"));
        await using var visit = site.Visit();
        var shape = new Shape("Box") { ["Title"] = "<A>" };
        shape.Metadata.Wrappers.AddRange(["Inner", "Outer"]);
        Assert.Equal("[(box &lt;A&gt;) of &lt;A&gt;]", await visit.HtmlAsync(shape));
    }

    [Fact]
    public async Task A_shape_without_a_view_shows_its_children_and_says_so()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Box.liquid", "box"));
        await using var visit = site.Visit();
        var shape = new Shape("Shelf");
        shape.Add(new Shape("Box"));
        shape.Add(new HtmlText("<hr>"));
        Assert.Equal("box<hr>", await visit.HtmlAsync(shape));
        Assert.Contains(visit.Context.TemplateErrors, error => error.Contains("'Shelf'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_view_that_draws_itself_comes_to_an_end()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Mirror.liquid", "x{{ Model | shape_render }}"));
        await using var visit = site.Visit(user: DisplaySite.User("Administrator"));
        var html = await visit.HtmlAsync(new Shape("Mirror"));
        Assert.True(html.Length <= ShapeRenderer.MaxDepth);
        Assert.NotEmpty(visit.Context.TemplateErrors);
    }

    [Fact]
    public async Task What_costs_something_is_done_when_it_is_asked_for_and_once()
    {
        await using var site = await DisplaySite.CreateAsync(("Views/Box.liquid", "{{ Model.Name }}{{ Model.Name }}"), ("Views/Blank.liquid", ""));
        await using var visit = site.Visit();
        var loads = 0;
        Shape Make() => new("Box") { Load = (shape, _) => Task.FromResult(shape["Name"] = $"n{++loads}") };
        var unseen = new Shape("Blank") { ["Box"] = Make() };
        Assert.Equal("", await visit.HtmlAsync(unseen));
        Assert.Equal(0, loads);
        Assert.Equal("n1n1", await visit.HtmlAsync(Make()));
    }
}
