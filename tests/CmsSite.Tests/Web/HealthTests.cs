using System.Net;
using System.Text.Json.Nodes;

namespace CmsSite.Tests.Web;

[Collection(WebCollection.Name)]
public class HealthTests(CmsApplication app)
{
    private readonly HttpClient _visitor = app.CreateClient();

    [Fact]
    public async Task A_site_that_works_is_alive_and_ready()
    {
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _visitor.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Reasons_are_for_the_machine_itself_and_not_for_strangers()
    {
        var local = await ReadAsync("127.0.0.1");
        var stranger = await ReadAsync("203.0.113.5");
        var forwarded = await ReadAsync("127.0.0.1", forwarded: true);

        Assert.Equal("Healthy", (string?)local["checks"]!["database"]!["status"]);
        Assert.Equal("Healthy", (string?)local["checks"]!["disk"]!["status"]);
        Assert.Null(stranger["checks"]);
        Assert.Null(forwarded["checks"]);
    }

    private async Task<JsonNode> ReadAsync(string from, bool forwarded = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
        request.Headers.Add(FromAddress.Header, from);
        if (forwarded)
        {
            request.Headers.Add("X-Forwarded-For", "203.0.113.5");
        }

        return JsonNode.Parse(await (await _visitor.SendAsync(request)).Content.ReadAsStringAsync())!;
    }
}
