using CmsSite.Theming;
using CmsSite.Theming.Liquid;

namespace CmsSite.Tests.Theming.Liquid;

public sealed class LiquidLimitsTests : IAsyncLifetime
{
    private LiquidSite _site = null!;

    public async Task InitializeAsync() => _site = await LiquidSite.CreateAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Theory]
    [InlineData("{% for a in (1..10000) %}{% for b in (1..10000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% for a in (1..10000) %}{% for b in (1..10000) %}{{ a }}{% endfor %}{% endfor %}")]
    [InlineData("{% for a in (1..10000) %}{% for b in (1..10000) %}{% assign x = a | plus: b | times: 2 %}{% endfor %}{% endfor %}")]
    [InlineData("{% for a in (1..10000) %}{% tablerow b in (1..10000) %}x{% endtablerow %}{% endfor %}")]
    [InlineData("{% assign list = (1..10000) %}{% for a in list %}{% assign sorted = list | sort %}{% endfor %}")]
    [InlineData("{% assign list = (1..10000) %}{% for a in list %}{% for b in list limit:1 %}{% endfor %}{% for c in (1..100) %}{% endfor %}{% endfor %}")]
    public async Task A_loop_that_takes_too_long_is_stopped_and_says_so(string template)
    {
        var failure = await _site.FailAsync(template);
        Assert.Matches("the template was stopped: it takes more than .* (steps|processor time)", failure.Message);
    }

    [Theory]
    [InlineData("{% assign s = 'abcdefgh' %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}")]
    [InlineData("{% assign s = 'aaaaaaaa' %}{% for i in (1..16) %}{% assign s = s | append: s %}{% endfor %}{{ s | replace: 'a', s | size }}")]
    [InlineData("{% assign s = 'aaaaaaaa' %}{% for i in (1..16) %}{% assign s = s | append: s %}{% endfor %}{% assign l = (1..100) %}{% for i in l %}{% assign t = t | append: s %}{% endfor %}")]
    [InlineData("{% assign l = (1..10) %}{% for i in (1..60) %}{% assign l = l | concat: l %}{% endfor %}")]
    [InlineData("{% assign s = 'aaaaaaaa' %}{% for i in (1..15) %}{% assign s = s | append: s %}{% endfor %}{% assign l = (1..1000) %}{{ l | join: s | size }}")]
    [InlineData("{{ (1..2000000000) | size }}")]
    [InlineData("{% for i in (1..2000000000) %}{% break %}{% endfor %}")]
    public async Task A_value_that_would_be_too_large_is_never_made(string template)
    {
        var failure = await _site.FailAsync(template);
        Assert.Matches("the template was stopped: (it makes a (text|list) of more than|a range of more than)", failure.Message);
    }

    [Theory]
    [InlineData("{{ 'now' | date: '%999999999d' }}")]
    [InlineData("{{ 1 | format_number: 'D999999999' }}")]
    [InlineData("{{ '{0,999999999}' | format_string: 1 }}")]
    public async Task A_format_cannot_ask_for_endless_padding(string template) =>
        Assert.Contains("padding", (await _site.FailAsync(template)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Output_has_a_bound_also_inside_captures()
    {
        // On a busy machine the limit on time may be met first; either way it stops.
        const string Stopped = "the template was stopped";
        var text = new string('x', 10_000);
        Assert.Matches(Stopped, (await _site.FailAsync($"{{% for i in (1..2000) %}}{text}{{% endfor %}}")).Message);
        Assert.Matches(Stopped, (await _site.FailAsync($"{{% capture c %}}{{% for i in (1..2000) %}}{text}{{% endfor %}}{{% endcapture %}}")).Message);
    }

    [Fact]
    public async Task A_macro_that_calls_itself_is_stopped() =>
        Assert.Contains("stopped", (await _site.FailAsync("{% macro m(a) %}{{ m(a) }}{% endmacro %}{{ m(1) }}")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Text_that_renders_itself_with_the_liquid_filter_is_stopped() =>
        Assert.Contains("nested more than", (await _site.FailAsync("{% assign t = Model.T %}{{ t | liquid: Model }}", new Dictionary<string, object?> { ["T"] = "{{ Model.T | liquid: Model }}" })).Message, StringComparison.Ordinal);

    public static TheoryData<string> Nested => new()
    {
        string.Concat(Enumerable.Repeat("{% if true %}", 5000)),
        string.Concat(Enumerable.Repeat("{% for a in b %}", 5000)),
        string.Concat(Enumerable.Repeat("{%zone 'a'%}", 5000)),
        string.Concat(Enumerable.Repeat("{% a href: 'x' %}", 2000)),
        "{{ " + new string('(', 5000) + "1" + new string(')', 5000) + " }}",
        "{{ a" + string.Concat(Enumerable.Repeat("[a", 5000)) + " }}",
        "{{ a" + string.Concat(Enumerable.Repeat(" | upcase", 5000)) + " }}",
        "{% if a" + string.Concat(Enumerable.Repeat(" or a", 5000)) + " %}{% endif %}",
        "{% if a" + string.Concat(Enumerable.Repeat("\nand\ta", 5000)) + " %}{% endif %}",
        "{% shape " + new string('(', 5000) + " %}",
    };

    [Theory]
    [MemberData(nameof(Nested))]
    public async Task A_source_that_nests_too_deep_is_refused_before_it_can_overflow_the_stack(string template) => await _site.FailAsync(template);

    [Fact]
    public async Task The_budget_is_the_pages_and_a_failed_part_gives_back_what_it_took()
    {
        var page = _site.NewPage();
        await Assert.ThrowsAsync<TemplateException>(() => _site.RenderAsync("{% for a in (1..10000) %}{% for b in (1..10000) %}{% endfor %}{% endfor %}", page: page));
        Assert.Equal("still here", await _site.RenderAsync("still {{ 'here' }}", page: page));
        Assert.Null(page.Budget.Current);
    }

    [Fact]
    public async Task A_cancelled_page_stops_without_being_called_a_failure()
    {
        var page = _site.NewPage();
        page.Cancellation = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _site.RenderAsync("x", page: page));
    }

    [Fact]
    public async Task Limits_are_options()
    {
        await using var site = await LiquidSite.CreateAsync(options => options.Limits = new LiquidLimits { Steps = 600, Output = 100_000 });
        Assert.Contains("600", (await site.FailAsync("{% for a in (1..5000) %}{{ a }}{% endfor %}")).Message, StringComparison.Ordinal);
    }
}
