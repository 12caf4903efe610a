namespace CmsSite.Tests.Theming.Liquid;

public sealed class LiquidErrorTests(LiquidSiteFixture fixture) : IClassFixture<LiquidSiteFixture>
{
    private readonly LiquidSite _site = fixture.Site;

    [Theory]
    [InlineData("a\nb {% nosuchtag %}", 2, "there is no tag 'nosuchtag'")]
    [InlineData("a\nb\n{% if x %}\nc", 4, "'{% endif %}' was expected")]
    [InlineData("a\n{% for x in y %}{% endfor", 2, "")]
    [InlineData("{{ x", 1, "'}}' was expected")]
    [InlineData("line\n  {{ x | }}", 2, "")]
    [InlineData("line\n  {{ }}", 2, "")]
    [InlineData("\n\n{% assign = 1 %}", 3, "")]
    [InlineData("\n{% endif %}", 2, "there is no tag 'endif'")]
    [InlineData("\n{% else %}", 2, "there is no tag 'else'")]
    [InlineData("x\r\n{% zone 'a' %}y", 2, "'{% endzone %}' was expected")]
    [InlineData("{% for x %}{% endfor %}", 1, "a loop looks like")]
    [InlineData("{% raw %}x", 1, "")]
    [InlineData("{% shape 'x', a: %}", 1, "")]
    public async Task A_source_that_does_not_parse_says_where(string source, int line, string reason)
    {
        var failure = await _site.FailAsync(source);
        Assert.Equal(line, failure.Line);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith($"test, line {line}, column {failure.Column}: ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\n  {{ 1 | divided_by: 0 }}", 2, 6, "a number is divided by zero")]
    [InlineData("a\n\n   {% assign x = 1 | divided_by: 0 %}", 3, 7, "a number is divided by zero")]
    [InlineData("{% if true %}\n{% for i in (1..2) %}\n  {{ i | divided_by: 0 }}{% endfor %}{% endif %}", 3, 6, "a number is divided by zero")]
    [InlineData("{% capture x %}\n{{ 1 | divided_by: 0 }}{% endcapture %}", 2, 4, "a number is divided by zero")]
    [InlineData("\n{% shape_type 'text' 'X' %}", 2, 4, "the first argument of 'shape_type' is no shape")]
    [InlineData("\n\n{% shape %}", 3, 4, "needs the argument 'type'")]
    [InlineData("x {% resources type: 'Nope' %}", 1, 6, "'Nope' is no type of resources")]
    [InlineData("{{ 70000000000000000000000000000 | times: 1000 }}", 1, 4, "too large")]
    public async Task A_template_that_fails_while_it_renders_says_where(string source, int line, int column, string reason)
    {
        var failure = await _site.FailAsync(source);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (failure.Line, failure.Column));
    }

    [Fact]
    public async Task The_message_shows_the_line_and_points_at_the_place() => Assert.Equal(
        "test, line 2, column 9: a number is divided by zero\n    2 |   <b>{{ 1 | divided_by: 0 }}</b>\n      |         ^",
        (await _site.FailAsync("one\n  <b>{{ 1 | divided_by: 0 }}</b>")).Message);

    [Fact]
    public async Task Long_lines_are_cut_around_the_place()
    {
        var failure = await _site.FailAsync(new string('x', 500) + "{{ 1 | divided_by: 0 }}" + new string('y', 500));
        Assert.Equal(504, failure.Column);
        Assert.All(failure.Message.Split('\n'), line => Assert.True(line.Length < 140));
        Assert.Contains("divided_by", failure.Message, StringComparison.Ordinal);
    }
}
