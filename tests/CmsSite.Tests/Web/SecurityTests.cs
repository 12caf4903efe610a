using System.Net;

namespace CmsSite.Tests.Web;

[Collection(WebCollection.Name)]
public class SecurityTests(CmsApplication app)
{
    private readonly HttpClient _visitor = app.CreateClient();

    public static TheoryData<string> Addresses => ["/", "/topics/rivers", "/no/such/page", "/feed", "/sitemap.xml", "/robots.txt", "/CmsSiteTheme/site.css", "/health/live", "/Login", "/media/none.jpg"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string address)
    {
        var headers = (await _visitor.GetAsync(address)).Headers;

        var policy = string.Join("; ", headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("strict-origin-when-cross-origin", headers.GetValues("Referrer-Policy").Single());
        Assert.True(headers.Contains("Permissions-Policy"));
        Assert.False(headers.Contains("Server"));
        Assert.False(headers.Contains("X-Powered-By"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/topics/rivers")]
    [InlineData("/no/such/page")]
    [InlineData("/feed")]
    [InlineData("/sitemap.xml")]
    [InlineData("/CmsSiteTheme/site.css")]
    public async Task A_visitor_gets_no_cookie(string address) =>
        Assert.False((await _visitor.GetAsync(address)).Headers.Contains("Set-Cookie"));

    [Fact]
    public async Task Https_is_to_be_remembered_on_real_hosts()
    {
        using var client = app.CreateClient();
        client.BaseAddress = new Uri("https://news.example.org");

        var headers = (await client.GetAsync("/robots.txt")).Headers;

        Assert.Equal("max-age=15552000", headers.GetValues("Strict-Transport-Security").Single());
    }

    [Fact]
    public async Task Headers_of_a_proxy_are_not_believed_unless_it_is_configured()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/robots.txt");
        request.Headers.Add("X-Forwarded-Host", "evil.example.net");
        request.Headers.Add("X-Forwarded-Proto", "http");

        Assert.DoesNotContain("evil", await (await _visitor.SendAsync(request)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Pages_are_compressed_for_whoever_can_unpack_them()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.AcceptEncoding.ParseAdd("br");

        var response = await _visitor.SendAsync(request);

        Assert.Equal("br", response.Content.Headers.ContentEncoding.Single());
        Assert.Contains("Accept-Encoding", response.Headers.Vary);
    }

    [Fact]
    public async Task Whoever_tries_secrets_quickly_is_told_to_wait_and_others_are_not()
    {
        await using var strict = new StrictSite();
        using var guesser = strict.CreateClient();
        guesser.DefaultRequestHeaders.Add(FromAddress.Header, "2001:db8:1:2::1");
        using var neighbour = strict.CreateClient();
        neighbour.DefaultRequestHeaders.Add(FromAddress.Header, "2001:db8:1:2::ffff");
        using var other = strict.CreateClient();
        other.DefaultRequestHeaders.Add(FromAddress.Header, "2001:db8:1:3::1");

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync(guesser)).StatusCode);
        }

        var refused = await TryAsync(guesser);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(neighbour)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await TryAsync(other)).StatusCode);

        static Task<HttpResponseMessage> TryAsync(HttpClient client) => client.PostAsync("/setup", new FormUrlEncodedContent([]));
    }

    private sealed class StrictSite : CmsApplication
    {
        protected override string? Recipe => null;

        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:Http:AttemptsPerMinute", "3")];
    }
}
