using CmsSite.Content.Items;

namespace CmsSite.Tests.Content.Items;

public class SlugsTests
{
    [Theory]
    [InlineData("Hello, World!", "hello-world")]
    [InlineData("  Çà et là — déjà vu ", "ca-et-la-deja-vu")]
    [InlineData("C# & .NET_10 ~ new", "c-net_10-~-new")]
    [InlineData("Über-Größe", "uber-große")]
    [InlineData("日本語 ニュース", "日本語-ニュース")]
    [InlineData("😀 smile 😀", "smile")]
    [InlineData("---", "")]
    [InlineData("a\ud800b", "a-b")]
    [InlineData(null, "")]
    public void A_text_becomes_part_of_an_address(string? text, string slug) => Assert.Equal(slug, Slugs.Slugify(text));

    [Fact]
    public void A_slug_has_an_end() => Assert.True(Slugs.Slugify(string.Concat(Enumerable.Repeat("long text ", 500))).Length <= 1000);
}
