using System.Text.Json.Nodes;
using CmsSite.Content.Links;
using CmsSite.Storage;

namespace CmsSite.Tests.Content.Links;

public class ExternalLinksTests
{
    [Theory]
    [InlineData("https://Example.org/A?b=1#there", "https://example.org/A?b=1")]
    [InlineData("http://example.org", "http://example.org/")]
    [InlineData("//example.org/x", "https://example.org/x")]
    [InlineData("https://example.org/a b", "https://example.org/a%20b")]
    public void An_address_on_another_site_is_read(string url, string address) => Assert.Equal(address, ExternalLinks.Read(url)?.Path);

    [Theory]
    [InlineData("/articles/x")]
    [InlineData("mailto:a@example.org")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://example.org/x")]
    [InlineData("https://ada:secret@example.org/")]
    [InlineData("https://")]
    [InlineData("")]
    public void What_is_none_is_not(string url) => Assert.Null(ExternalLinks.Read(url));

    [Fact]
    public void They_are_found_in_texts_link_fields_and_menus_each_once()
    {
        var content = JsonNode.Parse("""
            {
              "HtmlBodyPart": { "Html": "<a href='https://one.example/#a'>1</a> <a href=\"https://one.example/\">1</a> <a href=\"/here\">2</a> <img src=\"https://pictures.example/x.png\">" },
              "Note": { "Body": { "Markdown": "See [two](https://two.example/x \"Title\")." }, "Source": { "Url": "https://three.example/", "Text": "x" } }
            }
            """)!.AsObject();
        Assert.Equal(["https://one.example/", "https://two.example/x", "https://three.example/"], ExternalLinks.In(content).Select(link => link.Path));
    }

    [Fact]
    public void Two_times_gone_or_three_failures_are_broken_and_the_next_question_comes_later_each_time()
    {
        var now = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var gone = new LinkCheck { Address = "https://gone.example/" };
        Assert.Equal([(false, 1), (true, 2), (true, 4), (true, 7)], Enumerable.Range(0, 4).Select(_ => Note(gone, LinkAnswer.Of(404))));
        var failing = new LinkCheck { Address = "https://failing.example/" };
        Assert.Equal([(false, 1), (false, 2), (true, 4), (true, 7)], Enumerable.Range(0, 4).Select(_ => Note(failing, LinkAnswer.Failing(LinkAnswer.Silent))));
        var mixed = new LinkCheck { Address = "https://mixed.example/" };
        Assert.Equal([(false, 1), (false, 2), (true, 4)], new[] { LinkAnswer.Of(500), LinkAnswer.Of(404), LinkAnswer.Of(404) }.Select(answer => Note(mixed, answer)));
        Assert.Equal((false, 7), Note(gone, LinkAnswer.Of(200)));
        Assert.Equal((false, 1), Note(gone, LinkAnswer.Of(404)));

        (bool, int) Note(LinkCheck check, LinkAnswer answer)
        {
            answer.NoteIn(check, now);
            return (check.IsBroken, (check.NextUtc - now).Days);
        }
    }

    [Fact]
    public void What_somebody_called_all_right_counts_again_when_it_answers_otherwise()
    {
        var check = new LinkCheck { Address = "https://x.example/", Answer = "404", Accepted = "404", Failures = 3 };
        LinkAnswer.Of(404).NoteIn(check, DateTime.UtcNow);
        Assert.False(check.IsBroken);
        LinkAnswer.Failing(LinkAnswer.NoName).NoteIn(check, DateTime.UtcNow);
        Assert.True(check.IsBroken);
    }
}
