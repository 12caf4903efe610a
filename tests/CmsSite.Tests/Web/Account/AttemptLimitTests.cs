using System.Net;

namespace CmsSite.Tests.Web.Account;

public sealed class AttemptLimitTests(AttemptLimitTests.StrictSite app) : IClassFixture<AttemptLimitTests.StrictSite>
{
    [Fact]
    public async Task One_address_may_guess_only_so_often()
    {
        using var client = app.CreateVisitor();
        var token = await CmsApplication.TokenOfAsync(client, "/Login");
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var form = new FormUrlEncodedContent([new("_handler", "login"), new("__RequestVerificationToken", token), new("Input.UserName", $"guess{i}"), new("Input.Password", "x")]);
            var response = await client.PostAsync("/Login", form);
            answers.Add(response.StatusCode);
            Assert.Equal(response.StatusCode == HttpStatusCode.TooManyRequests, response.Headers.RetryAfter is not null);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], answers);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/Login")).StatusCode);
    }

    public sealed class StrictSite : CmsApplication
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("CmsSite:Http:AttemptsPerMinute", "3")];
    }
}
