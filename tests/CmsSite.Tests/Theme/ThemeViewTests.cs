using System.Text.RegularExpressions;

namespace CmsSite.Tests.Theme;

public sealed class ThemeViewTests
{
    public static TheoryData<string> Names => [.. ThemeFiles.Views.Select(view => view.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_view_passes_the_content_security_policy(string name)
    {
        var text = TextOf(name);

        Assert.DoesNotMatch(@"<script(?! type=""application/ld\+json"">)|<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", text);
        Assert.DoesNotMatch("(src|srcset)=\"(https?:)?//", text);
        Assert.DoesNotMatch("<link[^>]+href=\"(https?:)?//", text);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_view_writes_raw_only_what_is_safe_html_already(string name)
    {
        string[] safe =
        [
            "Model.Html | raw", // a body or field that was sanitised when it was saved
            "part.Html | sanitize_html | raw",
            "text | raw", // behind strip_html or escape, in the views that write excerpts
            "header_zone | raw", "messages | raw", "aside | raw", "footer_zone | raw", "main_menu | raw", "footer_menu | raw", "body | raw", "picture | raw", // zones, menus, the page itself, a picture: rendered shapes
            "\"PageTitle\" | shape_new | shape_stringify | raw",
        ];

        // Inside a data block JSON is JSON; only "<" could end it.
        var other = ThemeFiles.Outputs(TextOf(name)).Where(output => output.EndsWith("raw", StringComparison.Ordinal)).Except(safe);
        Assert.All(other, output => Assert.Matches(@"^[\w.]+ \| json( \| replace: '<', '\\\\u003c')? \| raw$", output));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_shape_that_a_view_calls_has_a_view(string name)
    {
        var called = ThemeFiles.Tags(TextOf(name)).Select(tag => Regex.Match(tag, "^shape ['\"](\\w+)['\"]")).Where(match => match.Success).Select(match => match.Groups[1].Value);

        Assert.Empty(called.Except(ThemeFiles.Views.Select(view => view.Name)).Except(["menu"]));
    }

    [Fact]
    public void Text_behind_strip_html_or_escape_is_what_excerpts_write_raw()
    {
        var writers = ThemeFiles.Views.Where(view => view.Text.Contains("{{ text | raw }}", StringComparison.Ordinal));

        Assert.All(writers, view => Assert.All(
            ThemeFiles.Tags(view.Text).Where(tag => tag.StartsWith("assign text =", StringComparison.Ordinal)),
            tag => Assert.Matches(@"strip_html|escape|= ''$", tag)));
    }

    [Fact]
    public void A_comment_shows_nothing_by_its_own_address()
    {
        Assert.Equal("", TextOf("Content-Comment").Trim());
        Assert.Equal("", TextOf("Content-Comment.Summary").Trim());
    }

    private static string TextOf(string name) => ThemeFiles.Views.Single(view => view.Name == name).Text;
}
