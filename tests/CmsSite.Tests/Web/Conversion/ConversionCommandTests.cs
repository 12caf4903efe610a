using System.Text;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Tests.Web.Conversion;

/// <summary>What <c>recipes convert</c> says of files that are none, and what it chooses on request.</summary>
public sealed class ConversionCommandTests(ConversionSite site) : IClassFixture<ConversionSite>
{
    private const string Head = """<rss version="2.0" xmlns:content="c" xmlns:excerpt="excerpt" xmlns:dc="d" xmlns:wp="w"><channel><title>T</title><link>https://old.example</link>""";

    [Theory]
    [InlineData("a.xml", Head + "\n<item><wp:post_id>1</wp:post_id>\n<broken</item>", "a.xml:3:8")]
    [InlineData("a.xml", Head + "\n<item><wp:post_id>1</wp:post_id></item>", "a.xml:2:")]
    [InlineData("a.xml", "<!DOCTYPE rss [ <!ENTITY a \"aaaa\"> <!ENTITY b \"&a;&a;\"> ]>\n" + Head + "<item>&b;</item></channel></rss>", "document type (DTD)")]
    [InlineData("a.xml", "<opml/>", "begins with <opml>, which is no export of WordPress")]
    [InlineData("a.xml", Head + "\n<item><title>News</title></item></channel></rss>", "a.xml:2:1: the item has no wp:post_id: this is a news feed")]
    [InlineData("a.xml", Head + "</channel></rss>", "holds no post and no page")]
    [InlineData("a.json", "{ \"db\": [ { \"data\": {\n \"posts\": [ { \"id\": \"1\", \"title\" \"x\" } ] } } ] }", "a.json:2:")]
    [InlineData("a.json", "{ \"db\": [ { \"data\": {\n \"posts\": [ { \"id\": \"1\" },", "a.json:2:")]
    [InlineData("a.json", "{ \"name\": \"Recipe\", \"steps\": [] }", "no export of Ghost")]
    [InlineData("a.txt", "Dear diary", "neither an export of WordPress (XML) nor one of Ghost (JSON)")]
    [InlineData("a.xml", "", "neither an export of WordPress (XML) nor one of Ghost (JSON)")]
    [InlineData("a.zip", "PK\u0003\u0004 no zip", "is not a zip archive")]
    public async Task What_is_no_export_is_refused_with_its_place_and_leaves_nothing(string name, string text, string said)
    {
        var (code, _, errors) = await site.RunAsync("recipes", "convert", Write(name, text), "--to", site.NewPath());

        Assert.Equal(1, code);
        Assert.Contains(said, errors);
        Assert.DoesNotContain("   at ", errors);
        Assert.Empty(Directory.EnumerateFileSystemEntries(site.AppData, "converted-*"));
    }

    [Fact]
    public async Task A_plugins_posts_come_when_that_is_asked_for_and_addresses_can_stay()
    {
        var (package, _) = await site.ConvertAsync(ConversionSite.Sample("harbour.wordpress.xml"), "--types", "buoy=page", "--keep-addresses", "--json");

        var items = Items(package).ToDictionary(item => item["DisplayText"].AsText()!);
        Assert.Equal(("Page", "buoy/a-bell-buoy"), (items["A bell buoy"]["ContentType"].AsText(), items["A bell buoy"]["AutoroutePart"]!["Path"].AsText()));
        Assert.Equal("2021/06/the-splice", items["The splice"]["AutoroutePart"]!["Path"].AsText());
    }

    [Fact]
    public async Task A_type_that_is_not_here_is_said_with_what_is_meant()
    {
        var (code, _, errors) = await site.RunAsync("recipes", "convert", ConversionSite.Sample("harbour.wordpress.xml"), "--to", site.NewPath(), "--article-type", "Artcle");

        Assert.Equal(1, code);
        Assert.Contains("no content type \"Artcle\"", errors);
        Assert.Contains("Did you mean \"Article\"?", errors);
    }

    [Fact]
    public async Task What_somebody_changed_here_since_stays_and_only_what_is_new_in_a_later_export_comes()
    {
        await using var own = new ConversionSite();
        var first = Export(Post(1, "One", "First words."));
        await own.ApplyAsync((await own.ConvertAsync(Write("first.xml", first))).Package);
        var id = Items((await own.ConvertAsync(Write("first.xml", first))).Package).First(item => item["ContentType"].AsText() == "Article")["ContentItemId"].AsText()!;
        await own.CreateAsync((await own.InScopeAsync(services => ((ContentItems)services.GetService(typeof(ContentItems))!).GetAsync(id, VersionOptions.Latest)))!.Titled("Changed here"));

        var second = Export(Post(1, "One", "First words.") + Post(2, "Two", "Second words."));
        var output = await own.ApplyAsync((await own.ConvertAsync(Write("second.xml", second))).Package);

        Assert.Contains("1 × ContentItem created", output);
        Assert.DoesNotContain("ContentItem changed", output);
        using var visitor = own.CreateClient();
        Assert.Contains("Changed here", await visitor.GetStringAsync("/articles/one"));
        Assert.Contains("Second words.", await visitor.GetStringAsync("/articles/two"));
    }

    [Fact]
    public async Task Many_posts_come_in_several_files_and_all_of_them_arrive()
    {
        await using var own = new ConversionSite();
        var words = new StringBuilder().Insert(0, "word ", 20_000).ToString();
        var (package, _) = await own.ConvertAsync(Write("many.xml", Export(string.Concat(Enumerable.Range(1, 200).Select(number => Post(number, $"Post {number}", $"{words} end{number}"))))));

        Assert.True(Directory.GetFiles(package, "*.Content.*.recipe.json").Length > 1);
        Assert.Contains("201 × ContentItem created", await own.ApplyAsync(package));
        using var visitor = own.CreateClient();
        Assert.Contains("end200", await visitor.GetStringAsync("/articles/post-200"));
        Assert.Contains("0 changes", await own.ApplyAsync(package));
    }

    private static IEnumerable<JsonObject> Items(string package) => JsonNode.Parse(File.ReadAllText(Path.Combine(package, "Recipe.json")))!["steps"].AsObjects()
        .Where(step => step["name"].AsText() == "content").SelectMany(step => step["data"].AsObjects());

    private static string Export(string items) => $"{Head}{items}</channel></rss>";

    private static string Post(int id, string title, string text) => $"""
        <item><title>{title}</title><link>https://old.example/{id}/</link><dc:creator>ann</dc:creator><content:encoded><![CDATA[{text}]]></content:encoded><wp:post_id>{id}</wp:post_id>
        <wp:post_date_gmt>2020-01-01 00:00:00</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
        """;

    private string Write(string name, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(site.AppData, Guid.NewGuid().ToString("n"))).FullName;
        File.WriteAllText(Path.Combine(folder, name), text);
        return Path.Combine(folder, name);
    }
}
