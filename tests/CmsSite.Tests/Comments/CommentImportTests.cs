using System.Text;
using CmsSite.Comments.Import;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Comments;

/// <summary>Comments that come from WordPress and Disqus.</summary>
[Collection(CommentCollection.Name)]
public sealed class CommentImportTests(CommentSite app)
{
    [Fact]
    public async Task Comments_of_WordPress_come_with_threads_states_and_dates_and_once_only()
    {
        var article = await app.ArticleAsync();
        var slug = article.Address[(article.Address.LastIndexOf('/') + 1)..];
        var file = $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Old</title>
            <item><title>Tide</title><link>https://old.example/2020/01/{slug}/</link>
              <wp:comment><wp:comment_id>3</wp:comment_id><wp:comment_author><![CDATA[Bob]]></wp:comment_author><wp:comment_author_email>bob@old.example</wp:comment_author_email><wp:comment_author_IP>203.0.113.9</wp:comment_author_IP>
                <wp:comment_date_gmt>2020-01-03 10:00:00</wp:comment_date_gmt><wp:comment_content><![CDATA[An <em>answer</em> with a <a href="https://a.example/x">link</a> &amp; more.]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_parent>2</wp:comment_parent></wp:comment>
              <wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_author>Ann</wp:comment_author><wp:comment_date_gmt>2020-01-02 10:00:00</wp:comment_date_gmt><wp:comment_content>First.</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>
              <wp:comment><wp:comment_id>4</wp:comment_id><wp:comment_author>Pills</wp:comment_author><wp:comment_date_gmt>2020-01-04 10:00:00</wp:comment_date_gmt><wp:comment_content>Buy.</wp:comment_content><wp:comment_approved>spam</wp:comment_approved><wp:comment_parent>0</wp:comment_parent></wp:comment>
              <wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author>Other blog</wp:comment_author><wp:comment_content>ping</wp:comment_content><wp:comment_approved>1</wp:comment_approved><wp:comment_type>pingback</wp:comment_type></wp:comment>
            </item>
            <item><link>https://old.example/nowhere-else</link><wp:comment><wp:comment_id>9</wp:comment_id><wp:comment_author>Zed</wp:comment_author><wp:comment_content>Lost.</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment></item>
            </channel></rss>
            """;

        var first = await ImportAsync(file);
        var again = await ImportAsync(file);

        Assert.Equal((3, 0, 1), (first.Created, first.Known, first.LeftOut));
        Assert.Equal((0, 3, 1), (again.Created, again.Known, again.LeftOut));
        Assert.Equal(1, first.Missing["https://old.example/nowhere-else"]);
        var rows = await app.RowsAsync(article.Id);
        Assert.Equal([CommentState.Published, CommentState.Published, CommentState.Spam], rows.Select(row => row.State));
        Assert.Equal(rows[0].ContentItemId, rows[1].ParentId);
        Assert.Equal(new DateTime(2020, 1, 2, 10, 0, 0, DateTimeKind.Utc), rows[0].CreatedUtc);
        var page = await app.CreateClient().GetStringAsync(article.Address);
        Assert.Contains("An <em>answer</em> with a <a href=\"https://a.example/x\" rel=\"ugc nofollow noopener\">link</a> &amp; more.", page);
        Assert.DoesNotContain("bob@old.example", page);
    }

    [Fact]
    public async Task Comments_of_Disqus_come_with_threads_and_states()
    {
        var article = await app.ArticleAsync();
        var result = await ImportAsync($"""
            <?xml version="1.0" encoding="utf-8"?>
            <disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
              <category dsq:id="1"><title>General</title></category>
              <thread dsq:id="77"><link>https://old.example{article.Address}</link><title>Tide</title></thread>
              <post dsq:id="11"><message><![CDATA[<p>One.</p><p>Two.</p>]]></message><createdAt>2021-05-01T08:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Cyd</name><isAnonymous>true</isAnonymous></author><thread dsq:id="77"/></post>
              <post dsq:id="12"><message>Yes.</message><createdAt>2021-05-02T08:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Dee</name></author><thread dsq:id="77"/><parent dsq:id="11"/></post>
              <post dsq:id="13"><message>Gone.</message><createdAt>2021-05-03T08:00:00Z</createdAt><isDeleted>true</isDeleted><isSpam>false</isSpam><author><name>Eli</name></author><thread dsq:id="77"/></post>
            </disqus>
            """);

        Assert.Equal(3, result.Created);
        Assert.Equal([CommentState.Published, CommentState.Published, CommentState.Trash], (await app.RowsAsync(article.Id)).Select(row => row.State));
        Assert.Contains("<p>One.</p>\n<p>Two.</p>", await app.CreateClient().GetStringAsync(article.Address));
    }

    [Theory]
    [InlineData("not xml", "The file is no XML")]
    [InlineData("<feed/>", "Expected is an export of WordPress")]
    [InlineData("<rss><channel><item>", "The file breaks off or is damaged")]
    [InlineData("<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss>&x;</rss>", "The file is no XML")]
    public async Task A_file_that_is_no_export_is_refused_in_words(string file, string message) =>
        Assert.Contains(message, (await Assert.ThrowsAsync<CommentImportException>(() => ImportAsync(file))).Message);

    private Task<CommentImportResult> ImportAsync(string file) => app.InScopeAsync(services => services.GetRequiredService<CommentImport>().RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(file.Trim()))));
}
