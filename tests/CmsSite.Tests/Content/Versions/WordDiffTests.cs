using CmsSite.Content.Html;
using CmsSite.Content.Versions;
using FsCheck;
using FsCheck.Fluent;

namespace CmsSite.Tests.Content.Versions;

public class WordDiffTests
{
    [Fact]
    public void Both_texts_can_be_read_out_of_the_difference()
    {
        var words = Gen.Elements("the ", "ferry ", "is", " late", ".", "\n", "über", "𝒳", "<p>", "</p>", "<a href='x'>", "  ").ListOf().Select(string.Concat).ToArbitrary();
        Prop.ForAll(words, words, (old, @new) =>
        {
            var pieces = WordDiff.Of(old, @new);
            return string.Concat(pieces.Where(piece => piece.Kind != DiffKind.Added).Select(piece => piece.Text)) == old
                && string.Concat(pieces.Where(piece => piece.Kind != DiffKind.Removed).Select(piece => piece.Text)) == @new;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void A_changed_word_is_one_word_and_not_a_line()
    {
        var pieces = WordDiff.Of("The ferry is late again.", "The ferry is early again.");
        Assert.Equal([new(DiffKind.Same, "The ferry is "), new(DiffKind.Removed, "late"), new(DiffKind.Added, "early"), new(DiffKind.Same, " again.")], pieces);
    }

    [Fact]
    public void Two_long_texts_that_have_nothing_in_common_are_compared_before_anybody_loses_patience()
    {
        var (old, @new) = (string.Join('\n', Enumerable.Range(0, 40_000).Select(i => $"a{i} b{i}")), string.Join('\n', Enumerable.Range(0, 40_000).Select(i => $"c{i} d{i}")));
        Assert.Equal(2, WordDiff.Of(old, @new).Count(piece => piece.Kind != DiffKind.Same && piece.Text.Length > 1000));
    }

    [Theory]
    [InlineData("<p>One</p><p>Two</p>", "One\nTwo")]
    [InlineData("<ul><li>a</li>\n<li>b <em>c</em></li></ul>", "a\nb c")]
    [InlineData("<p>See <img src=\"/media/a/boat.jpg\" alt=\"A boat\"> there</p>", "See [boat.jpg: A boat] there")]
    [InlineData("a<br>b<script>x</script>", "a\nb")]
    [InlineData("", "")]
    public void Html_is_compared_as_it_is_read(string html, string text) => Assert.Equal(text, ReadableText.FromHtml(html));

    [Fact]
    public void Another_sentence_is_taken_out_and_put_in_as_a_whole() => Assert.Equal(
        [new DiffPiece(DiffKind.Removed, "Five clocks and no agreement"), new DiffPiece(DiffKind.Added, "Three lamps by the harbour"), new DiffPiece(DiffKind.Same, ".")],
        WordDiff.Of("Five clocks and no agreement.", "Three lamps by the harbour."));
}
