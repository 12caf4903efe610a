using System.Text.Json.Nodes;
using CmsSite.Theming.Display;

namespace CmsSite.Tests.Theming.Display;

public sealed class BodyHeadingsTests
{
    [Theory]
    [InlineData("<h2>Why the Sea Is Never Flat</h2>", "<h2 id=\"why-the-sea-is-never-flat\">Why the Sea Is Never Flat</h2>")]
    [InlineData("<h3 class=\"a\">Fish &amp; <em>chips</em></h3>", "<h3 id=\"fish-chips\" class=\"a\">Fish &amp; <em>chips</em></h3>")]
    [InlineData("<h2>שלום עולם</h2>", "<h2 id=\"שלום-עולם\">שלום עולם</h2>")]
    [InlineData("<h2>Same</h2><h2>Same</h2><h2>Same!</h2>", "<h2 id=\"same\">Same</h2><h2 id=\"same-2\">Same</h2><h2 id=\"same-3\">Same!</h2>")]
    [InlineData("<h2>…!</h2>", "<h2 id=\"section\">…!</h2>")]
    [InlineData("<h2>Content</h2>", "<h2 id=\"content-2\">Content</h2>")]
    [InlineData("<h2></h2><h2> <img src=\"x\"></h2>", "<h2></h2><h2> <img src=\"x\"></h2>")]
    [InlineData("<header>Not one</header><hr>", "<header>Not one</header><hr>")]
    public void A_heading_gets_an_id_from_its_words(string html, string marked) => Assert.Equal(marked, Mark(html).Html);

    [Fact]
    public void The_ids_an_author_wrote_stay_wherever_they_are_and_are_given_to_nothing_else()
    {
        const string html = "<h2>Notes</h2><h2 id=\"mine\">Tides</h2><p id=\"notes\">x</p>";

        var (marked, headings) = Mark(html);

        Assert.Equal("<h2 id=\"notes-2\">Notes</h2><h2 id=\"mine\">Tides</h2><p id=\"notes\">x</p>", marked);
        Assert.Equal(["notes-2", "mine"], headings.Select(heading => heading.Id));
    }

    [Fact]
    public void Two_bodies_of_a_page_share_no_id()
    {
        var taken = new HashSet<string>();

        BodyHeadings.Mark("<h2>Place</h2>", taken, []);

        Assert.Equal("<h2 id=\"place-2\">Place</h2>", BodyHeadings.Mark("<h2>Place</h2>", taken, []));
    }

    [Fact]
    public void Headings_are_listed_with_level_and_words_for_a_table_of_contents()
    {
        var headings = Mark("<h2>One &lt;b&gt;</h2><p>x</p><h3>Two\n <i>and</i> more</h3>").Headings;

        Assert.Equal([(2, "one-b", "One <b>"), (3, "two-and-more", "Two and more")], headings);
    }

    [Fact]
    public void A_long_heading_has_a_short_id()
    {
        var (_, headings) = Mark($"<h2>{string.Join(' ', Enumerable.Repeat("harbour", 40))}</h2>");

        Assert.InRange(headings[0].Id.Length, 40, 60);
        Assert.EndsWith("harbour", headings[0].Id, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<h2")]
    [InlineData("<h2>never ends")]
    [InlineData("<h2 title=\"never closes>x</h2>")]
    [InlineData("<!-- <h2>x</h2>")]
    [InlineData("</h2><h3></h2>x</h3")]
    [InlineData("a < b <h")]
    public void Broken_html_stays_as_it_is(string html) => Assert.Equal(html, Mark(html).Html);

    private static (string Html, List<(int Level, string Id, string Text)> Headings) Mark(string html)
    {
        var headings = new JsonArray();
        var marked = BodyHeadings.Mark(html, [], headings);
        return (marked, [.. headings.Select(heading => ((int)heading!["Level"]!, (string)heading["Id"]!, (string)heading["Text"]!))]);
    }
}
