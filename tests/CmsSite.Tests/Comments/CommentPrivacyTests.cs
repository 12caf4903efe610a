using System.Security.Cryptography;
using System.Text;
using CmsSite.Comments;
using CmsSite.Storage;
using CmsSite.Storage.Indexes;
using CmsSite.Tests.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Comments;

/// <summary>A commenter's address is in no public byte, no log, no index, and not readable in the database; nor is a hash of it, nor where it came from.</summary>
[Collection(CommentCollection.Name)]
public sealed class CommentPrivacyTests(CommentSite app)
{
    private const string Address = "hidden.reader@private-harbour.example";
    private const string Ip = "203.0.113.77";

    [Fact]
    public async Task Nothing_that_anybody_can_read_has_an_address_or_a_hash_of_it_in_it()
    {
        var visitor = app.CreateClient();
        visitor.DefaultRequestHeaders.Add(FromAddress.Header, Ip);
        var article = await app.ArticleAsync();
        Assert.Contains("comment=held", (await CommentSite.CommentAsync(visitor, article, "I would rather not be found.", ("email", Address), ("replies", "true"))).Headers.Location!.ToString());
        var row = Assert.Single(await app.RowsAsync(article.Id));
        await app.DecideAsync(row.ContentItemId, CommentState.Published);
        await app.DecideAsync(row.ContentItemId, CommentState.Spam);
        await app.DecideAsync(row.ContentItemId, CommentState.Published);
        var edited = await app.InScopeAsync(services => services.GetRequiredService<CmsSite.Content.Items.ContentItems>().GetAsync(row.ContentItemId));
        await app.CreateAsync(edited!.With("Comment", "Email", new System.Text.Json.Nodes.JsonObject { ["Text"] = Address }));

        foreach (var address in (string[])[article.Address, "/", "/feed", "/feed/atom", "/feed/json", "/comments/feed", "/comments/feed/atom", "/comments/feed/json", $"{article.Address}/comments/feed",
            $"{article.Address}/comments/feed/json", "/sitemap.xml", "/search?q=found", $"/Contents/ContentItems/{row.ContentItemId}", $"/Contents/Comments/{row.ContentItemId}/Reply"])
        {
            AssertClean(await (await visitor.GetAsync(address)).Content.ReadAsByteArrayAsync(), address);
        }

        AssertClean(Encoding.UTF8.GetBytes(string.Join('\n', app.Log.Lines)), "the log");

        // Everything on disk: the database with its change log, search indexes, logs. What is in memory of SQLite goes to the file first.
        await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Database.ExecuteSqlRawAsync(CmsApplication.IsPostgres ? "SELECT 1" : "PRAGMA wal_checkpoint(TRUNCATE)"));
        // Mails to its owner wait in a folder of their own until a server takes them.
        foreach (var file in Directory.EnumerateFiles(app.AppData, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) != ".eml"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            AssertClean(bytes, file);
        }

        // And yet the moderators can write to its owner.
        Assert.Equal(Address, await app.InScopeAsync(async services =>
        {
            var sources = services.GetRequiredService<CommentSources>();
            return sources.EmailOf((await sources.FindAsync(row.ContentItemId))!);
        }));
    }

    [Fact]
    public async Task The_network_of_a_comment_is_kept_for_its_days_and_never_the_address()
    {
        var visitor = app.CreateClient();
        visitor.DefaultRequestHeaders.Add(FromAddress.Header, "2001:db8:1:2:3:4:5:6");
        var article = await app.ArticleAsync();
        await CommentSite.CommentAsync(visitor, article, "From afar.");
        var id = Assert.Single(await app.RowsAsync(article.Id)).ContentItemId;
        Assert.Equal("2001:db8:1:2::/64", await NetworkAsync());

        var cleaning = app.Services.GetRequiredService<CommentNetworkCleaning>();
        await cleaning.CleanAsync();
        Assert.NotNull(await NetworkAsync());
        await app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().CommentSources.Where(source => source.ContentItemId == id)
            .ExecuteUpdateAsync(source => source.SetProperty(s => s.ReceivedUtc, DateTime.UtcNow.AddDays(-31))));
        await cleaning.CleanAsync();
        Assert.Null(await NetworkAsync());

        Task<string?> NetworkAsync() => app.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().CommentSources.AsNoTracking().Where(source => source.ContentItemId == id).Select(source => source.Network).FirstAsync());
    }

#pragma warning disable CA5350, CA5351 // these are what somebody would look addresses up by
    private static void AssertClean(byte[] bytes, string where)
    {
        var text = Encoding.Latin1.GetString(bytes);
        foreach (var spelling in new[] { Address, Address.ToUpperInvariant() })
        {
            var raw = Encoding.UTF8.GetBytes(spelling);
            foreach (var secret in new[] { spelling, Uri.EscapeDataString(spelling), Convert.ToBase64String(raw), Hex(MD5.HashData(raw)), Hex(SHA1.HashData(raw)), Hex(SHA256.HashData(raw)), Convert.ToBase64String(SHA256.HashData(raw)), Ip })
            {
                Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{where} has '{secret}' in it.");
            }
        }

        static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
    }
}
