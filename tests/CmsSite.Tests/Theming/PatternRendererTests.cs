using System.Text.Json.Nodes;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Theming;

public sealed class PatternRendererTests : IAsyncLifetime
{
    private readonly ContentItem _item = new()
    {
        ContentItemId = "i", ContentType = "BlogPost", DisplayText = "Größe & <Maß>", Content = new JsonObject { ["ContainedPart"] = new JsonObject { ["ListContentItemId"] = "blog" } },
    };

    private LiquidSite _site = null!;

    public async Task InitializeAsync() => _site = await LiquidSite.CreateAsync();

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Theory]
    [InlineData("{{ ContentItem.DisplayText }}", "Größe & <Maß>")]
    [InlineData("  {{ Model.ContentItem.DisplayText | slugify }}\n", "grosse-mass", "größe-maß", "große-maß")]
    [InlineData("{{ ContentItem | container | display_text | slugify }}/{{ ContentItem | display_text | slugify }}", "blog/große-maß")]
    [InlineData("{% assign x = ContentItem.ContentItemId %}{{ x }}", "i")]
    public async Task A_pattern_gives_plain_text(string pattern, params string[] expected)
    {
        await _site.PublishAsync("Blog", "blog", "Blog");
        Assert.Contains(await RenderAsync(pattern), expected);
    }

    [Theory]
    [InlineData("{{ ContentItem.DisplayText")]
    [InlineData("{% for a in (1..10000) %}{% for b in (1..10000) %}{% endfor %}{% endfor %}")]
    [InlineData("{{ 1 | divided_by: 0 }}")]
    public async Task A_pattern_that_cannot_be_rendered_says_where(string pattern)
    {
        var failure = await Assert.ThrowsAsync<LiquidPatternException>(() => RenderAsync(pattern));
        Assert.Contains("a pattern of BlogPost, line 1, column", failure.Message, StringComparison.Ordinal);
    }

    private Task<string> RenderAsync(string pattern) =>
        _site.Services.GetRequiredService<IPatternRenderer>().RenderAsync(pattern, _item, CancellationToken.None);
}
