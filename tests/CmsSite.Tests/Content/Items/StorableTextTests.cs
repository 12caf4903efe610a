using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Tests.Storage;

namespace CmsSite.Tests.Content.Items;

public class StorableTextTests
{
    [SkippableTheory]
    [InlineData(DatabaseOptions.Sqlite)]
    [InlineData(DatabaseOptions.Postgres)]
    public async Task Half_a_character_and_the_character_zero_keep_no_item_from_being_saved(string provider)
    {
        await using var site = await TestSite.CreateAsync(provider);
        await site.DefineAsync("Note", """{"TitlePart":{},"Note":{"fields":{"Words":"TextField","List":"MultiTextField"}}}""");
        var id = await site.CommitAsync(async scope =>
        {
            var item = scope.Manager.New("Note");
            item.Content["TitlePart"]!["Title"] = "Torn \ud83d title\0";
            item.EnsurePart("Note")["Words"] = new System.Text.Json.Nodes.JsonObject { ["Text"] = "\udc00 and a whole 😀" };
            item.EnsurePart("Note")["List"] = new System.Text.Json.Nodes.JsonObject { ["Values"] = new System.Text.Json.Nodes.JsonArray("a\0b", "fine") };
            Assert.Empty(await scope.Manager.PublishAsync(item));
            return item.ContentItemId;
        });

        await using var later = site.Open();
        var read = await later.PublishedAsync(id);
        Assert.Equal("Torn \ufffd title", read.DisplayText);
        Assert.Equal("\ufffd and a whole 😀", read.Field("Note", "Words")?["Text"].AsText());
        Assert.Equal(["ab", "fine"], (read.Field("Note", "List")?["Values"]).AsTexts());
    }

    [Fact]
    public void What_is_whole_stays_the_very_same_text()
    {
        const string text = "Whole 😀, é, \u200d, \ufffd.";
        Assert.Same(text, StorableText.Clean(text));
        Assert.Null(StorableText.Clean((string?)null));
    }
}
