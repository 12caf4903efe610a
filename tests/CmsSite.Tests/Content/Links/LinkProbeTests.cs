using System.Net;
using CmsSite.Content.Links;

namespace CmsSite.Tests.Content.Links;

/// <summary>Asking other sites, with a server of their own as the rest of the web.</summary>
public sealed class LinkProbeTests : IAsyncLifetime
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(200);
    private Outside _outside = null!;

    public async Task InitializeAsync() => _outside = await Outside.StartAsync();

    public Task DisposeAsync() => _outside.DisposeAsync().AsTask();

    [Theory]
    [InlineData(200, LinkOutcome.Fine)]
    [InlineData(204, LinkOutcome.Fine)]
    [InlineData(401, LinkOutcome.Fine)]
    [InlineData(403, LinkOutcome.Fine)]
    [InlineData(429, LinkOutcome.Fine)]
    [InlineData(404, LinkOutcome.Gone)]
    [InlineData(410, LinkOutcome.Gone)]
    [InlineData(500, LinkOutcome.Failing)]
    [InlineData(503, LinkOutcome.Failing)]
    public async Task A_status_says_whether_something_is_there(int status, LinkOutcome outcome)
    {
        _outside.Answer("/page", status);
        Assert.Equal(new LinkAnswer(outcome, $"{status}"), await AskAsync(_outside.At("/page")));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(501)]
    public async Task A_page_that_is_not_had_by_head_is_asked_for_by_get(int status)
    {
        _outside.Paths["/page"] = context =>
        {
            context.Response.StatusCode = context.Request.Method == "HEAD" ? status : 200;
            return Task.CompletedTask;
        };
        Assert.Equal(LinkAnswer.Of(200), await AskAsync(_outside.At("/page")));
        Assert.Equal(["HEAD outside.example/page", "GET outside.example/page"], _outside.Asked.Select(one => one.Line));
    }

    [Fact]
    public async Task It_says_who_asks_and_nothing_else()
    {
        _outside.Paths["/page"] = context =>
        {
            context.Response.Headers.SetCookie = "id=1";
            context.Response.Headers.Location = "/there";
            context.Response.StatusCode = 302;
            return Task.CompletedTask;
        };
        await AskAsync(_outside.At("/page"));
        Assert.Equal(["HEAD outside.example/page", "HEAD outside.example/there"], _outside.Asked.Select(one => one.Line));
        Assert.All(_outside.Asked, one => Assert.Equal(["Accept", "Host", "User-Agent"], one.Headers.Keys.Order()));
        Assert.All(_outside.Asked, one => Assert.Equal("test", one.Headers.UserAgent));
    }

    [Fact]
    public async Task A_body_without_an_end_is_not_read()
    {
        _outside.Paths["/page"] = async context =>
        {
            if (context.Request.Method == "HEAD")
            {
                context.Response.StatusCode = 405;
                return;
            }

            // Goes on until whoever asked hangs up.
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(new byte[4096]);
            }
        };
        using var patient = new LinkProbe(_outside.Names(), TimeSpan.FromMinutes(5));
        Assert.Equal(LinkAnswer.Of(200), await patient.AskAsync(new Uri(_outside.At("/page")), "test", default));
    }

    [Fact]
    public async Task Redirects_are_followed_five_times()
    {
        for (var hop = 0; hop < 6; hop++)
        {
            _outside.Answer($"/{hop}", 301, $"/{hop + 1}");
        }

        Assert.Equal(LinkAnswer.Of(200), await AskAsync(_outside.At("/1")));
        Assert.Equal(LinkAnswer.Failing(LinkAnswer.GoesRound), await AskAsync(_outside.At("/0")));
    }

    [Theory]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://[fd00::1]/")]
    [InlineData("http://inside.example/")]
    [InlineData("http://half-inside.example/")]
    [InlineData("http://0x0a000001/")]
    [InlineData("http://167772161/")]
    [InlineData("ftp://outside.example/")]
    [InlineData("file:///etc/passwd")]
    public async Task What_leads_inside_is_not_asked_neither_directly_nor_by_a_redirect(string address)
    {
        _outside.Answer("/page", 302, address);
        Assert.Equal(new LinkAnswer(LinkOutcome.NotAsked, LinkAnswer.NotPublic), await AskAsync(address));
        Assert.Equal(new LinkAnswer(LinkOutcome.NotAsked, LinkAnswer.NotPublic), await AskAsync(_outside.At("/page")));
    }

    [Fact]
    public async Task Outside_of_tests_this_machine_is_inside()
    {
        using var probe = new LinkProbe(new PublicAddresses((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), isThisMachineOpen: false), _short);
        Assert.Equal(LinkOutcome.NotAsked, (await probe.AskAsync(new Uri("http://localhost/"), "test", default)).Outcome);
        Assert.Equal(LinkOutcome.NotAsked, (await probe.AskAsync(new Uri(_outside.At("/")), "test", default)).Outcome);
        Assert.Empty(_outside.Asked);
    }

    [Fact]
    public async Task A_name_that_changes_its_address_between_two_looks_is_connected_to_what_was_looked_at()
    {
        var looks = 0;
        using var probe = new LinkProbe(new PublicAddresses((_, _) => Task.FromResult<IPAddress[]>([++looks == 1 ? IPAddress.Loopback : IPAddress.Parse("10.0.0.1")]), isThisMachineOpen: true), TimeSpan.FromMinutes(5));
        Assert.Equal(LinkAnswer.Of(200), await probe.AskAsync(new Uri(_outside.At("/")), "test", default));
        Assert.Equal(1, looks);
        Assert.Equal(LinkOutcome.NotAsked, (await probe.AskAsync(new Uri(_outside.At("/")), "test", default)).Outcome);
    }

    [Fact]
    public async Task What_does_not_answer_fails_by_its_reason()
    {
        _outside.BeSilent("/silent");
        using (var hasty = new LinkProbe(_outside.Names(), _short))
        {
            Assert.Equal(LinkAnswer.Failing(LinkAnswer.Silent), await hasty.AskAsync(new Uri(_outside.At("/silent")), "test", default));
        }

        Assert.Equal(LinkAnswer.Failing(LinkAnswer.NoName), await AskAsync("http://no-such.test/"));
        Assert.Equal(LinkAnswer.Failing(LinkAnswer.Refused), await AskAsync("http://outside.example:1/"));
    }

    private async Task<LinkAnswer> AskAsync(string address)
    {
        using var probe = new LinkProbe(_outside.Names(), TimeSpan.FromMinutes(5));
        return await probe.AskAsync(new Uri(address), "test", default);
    }
}
