using CmsSite.Theming;
using CmsSite.Theming.Liquid;
using Microsoft.Extensions.Options;

namespace CmsSite.Tests.Theming.Liquid;

public sealed class LiquidNamesTests
{
    private readonly LiquidNames _names = new(new LiquidEngine(Options.Create(new ThemingOptions())));

    [Theory]
    [InlineData("{{ Model.Title | upcase | product: 'a | b' }}", "filter upcase yes, filter product no")]
    [InlineData("{% if a %}{% elsif b | t %}{% else %}{% endif %}", "tag if yes, tag elsif yes, filter t yes, tag else yes, tag endif yes")]
    [InlineData("{%- nobody 'x' -%}{% endnobody %}", "tag nobody no, tag endnobody no")]
    [InlineData("{% raw %}{{ a | nobody }}{% endraw %}{% comment %}{{ a | nobody }}{% endcomment %}", "")]
    [InlineData("{ \"a\": [ 1 | 2 ] } and a brace {", "")]
    public void A_template_is_read_for_its_filters_and_tags(string template, string expected) =>
        Assert.Equal(expected, string.Join(", ", _names.In(template).Select(name => $"{name.Kind} {name.Name} {(name.IsKnown ? "yes" : "no")}")));

    [Fact]
    public void A_name_stands_where_the_text_says() => Assert.Equal(13, Assert.Single(_names.In("{{ Model.A | nobody }}")).Offset);
}
