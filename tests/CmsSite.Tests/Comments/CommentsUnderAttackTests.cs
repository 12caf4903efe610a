using System.Net;
using CmsSite.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Tests.Comments;

/// <summary>The site on a real port, with its usual limits.</summary>
public sealed class CommentServer : CmsApplication
{
    public CommentServer() => UseKestrel(0);

    protected override string? Recipe => "CmsSite";

    public HttpClient Connect()
    {
        StartServer();
        var port = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 16 }) { BaseAddress = new Uri($"http://localhost:{port}") };
    }
}

/// <summary>What somebody sends who means no good, over a real connection: each gets an answer that fits, what a person wrote comes back, and nothing is stored in part.</summary>
public sealed class CommentsUnderAttackTests(CommentServer server) : IClassFixture<CommentServer>
{
    private const string Article = "/articles/the-last-ferry-is-always-late";
    private const int Posts = 1000;
    private const int PerMinute = 6; // the default of Comments:NetworkPerMinute

    [Fact]
    public async Task Bad_input_is_refused_and_a_thousand_posts_of_one_address_are_as_many_as_the_limit_says()
    {
        using var visitor = server.Connect();
        var form = CommentSite.FormOf(await visitor.GetStringAsync(Article));
        var address = (await visitor.GetStringAsync(Article)).Split("action=\"/Contents/ContentItems/")[1].Split('"')[0];
        var before = await CountAsync();

        var (status, page) = await SendAsync(("comment", new string('y', 1_000_000)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(new string('y', 1_000_000), page);

        (status, page) = await SendAsync(("comment", "From a forger"), ("token", "p.20000.0123456789abcdef01234567"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("From a forger</textarea>", page);

        // The length is not said beforehand.
        using (var endless = new StreamContent(new MemoryStream(new byte[3_000_000])))
        {
            endless.Headers.ContentType = new("application/x-www-form-urlencoded");
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/Contents/ContentItems/{address}") { Content = endless };
            request.Headers.TransferEncodingChunked = true;
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await visitor.SendAsync(request)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendBytesAsync(0xff, 0xfe)).StatusCode);

        // A form in parts that ends before its first part does.
        using (var torn = new ByteArrayContent("torn"u8.ToArray()))
        {
            torn.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=zz");
            Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync($"/Contents/ContentItems/{address}", torn)).StatusCode);
        }

        // Whoever has to correct something may do so more often than they may comment.
        for (var i = 0; i <= PerMinute; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(("comment", "With a mistake"), ("email", "ann at home"))).Status);
        }

        Assert.Equal(before, await CountAsync());

        // The same form in one moment, again and again, is one comment; its name is text and nothing else.
        var replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SendAsync(("comment", "Only once"), ("name", "<script>alert(1)</script>"))));
        Assert.All(replies, reply => Assert.Equal(HttpStatusCode.SeeOther, reply.Status));
        Assert.Equal(before + 1, await CountAsync());
        (_, page) = await SendAsync(("comment", "Only once"), ("name", "<script>alert(1)</script>"), ("action", "preview"));
        Assert.DoesNotContain("<script>alert", page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page);

        var flood = await Task.WhenAll(Enumerable.Range(0, Posts).Select(async number =>
        {
            using var request = Request(("comment", $"Flood {number}"));
            request.Headers.Accept.ParseAdd("application/json");
            using var answer = await visitor.SendAsync(request);
            return (answer.StatusCode, Retry: answer.Headers.RetryAfter is not null);
        }));
        Assert.All(flood, answer => Assert.True(answer.StatusCode == HttpStatusCode.OK || (answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Retry)));
        Assert.InRange(flood.Count(answer => answer.StatusCode == HttpStatusCode.OK), 0, PerMinute);
        Assert.InRange(await CountAsync(), before + 1, before + 1 + PerMinute);
        (status, page) = await SendAsync(("comment", "Written by a person"));
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Contains("Written by a person</textarea>", page);

        HttpRequestMessage Request(params (string Name, string Value)[] fields)
        {
            var filled = new Dictionary<string, string>(form) { ["name"] = "Ann", ["email"] = "ann@reader.example", ["comment"] = "" };
            foreach (var (name, value) in fields)
            {
                filled[name] = value;
            }

            return new HttpRequestMessage(HttpMethod.Post, $"/Contents/ContentItems/{address}") { Content = new FormUrlEncodedContent(filled) };
        }

        async Task<(HttpStatusCode Status, string Page)> SendAsync(params (string Name, string Value)[] fields)
        {
            using var answer = await visitor.SendAsync(Request(fields));
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }

        Task<HttpResponseMessage> SendBytesAsync(params byte[] text)
        {
            var content = new ByteArrayContent([.. System.Text.Encoding.ASCII.GetBytes($"token={form["token"]}&name=Ann&email=ann%40reader.example&comment=bad"), .. text]);
            content.Headers.ContentType = new("application/x-www-form-urlencoded");
            return visitor.PostAsync($"/Contents/ContentItems/{address}", content);
        }
    }

    private Task<int> CountAsync() => server.InScopeAsync(services => services.GetRequiredService<CmsDbContext>().Comments.AsNoTracking().CountAsync());
}
