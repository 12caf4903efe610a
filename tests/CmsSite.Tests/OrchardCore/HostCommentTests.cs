using System.Net;
using CmsSite.OrchardCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace CmsSite.Tests.OrchardCore;

/// <summary>What the second host does with the form of a comment before Orchard Core is asked.</summary>
public sealed class HostCommentTests
{
    private static readonly Dictionary<string, string> _good = new()
    {
        ["article"] = "artferry000000000000000000", ["name"] = "Ada", ["email"] = "ada@example.org", ["website"] = "", ["comment"] = "It was late.\nAgain.",
    };

    [Fact]
    public void A_comment_with_all_that_is_asked_for_has_no_problem() => Assert.Null(Form().Problem);

    [Theory]
    [InlineData("comment", "   ", "write a comment")]
    [InlineData("name", "", "give a name")]
    [InlineData("email", "ada", "e-mail address")]
    [InlineData("email", "Ada <ada@example.org>", "e-mail address")]
    [InlineData("email", "ada@localhost", "e-mail address")]
    [InlineData("website", "javascript:alert(1)", "https://")]
    [InlineData("website", "example.org", "https://")]
    public void What_is_wrong_is_said_in_words(string field, string value, string words) => Assert.Contains(words, Form((field, value)).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_comment_that_is_too_long_is_told_how_long_it_is() => Assert.Contains("6000", Form(("comment", new string('x', 6000))).Problem, StringComparison.Ordinal);

    [Fact]
    public void The_field_that_people_do_not_see_gives_a_program_away()
    {
        Assert.False(Form().IsTrapped);
        Assert.True(Form(("subject", "Cheap watches")).IsTrapped);
    }

    [Fact]
    public async Task What_was_typed_comes_back_encoded_with_a_fresh_token()
    {
        var services = new ServiceCollection().AddLogging().AddAntiforgery().BuildServiceProvider();
        var http = new DefaultHttpContext { RequestServices = services };
        http.Request.Path = "/comments";
        http.Response.Body = new MemoryStream();

        await CommentAnswer.Again(http, services.GetRequiredService<IAntiforgery>(), Form(("comment", "1 < 2 \"quoted\"")), "Please give a name.").ExecuteAsync(http);

        http.Response.Body.Position = 0;
        var html = await new StreamReader(http.Response.Body).ReadToEndAsync();
        Assert.Equal(StatusCodes.Status422UnprocessableEntity, http.Response.StatusCode);
        Assert.Contains("1 &lt; 2 &quot;quoted&quot;</textarea>", html, StringComparison.Ordinal);
        Assert.Contains("Please give a name.", html, StringComparison.Ordinal);
        Assert.Matches("name=\"__RequestVerificationToken\" value=\"[^\"]{20,}\"", html);
    }

    [Fact]
    public void A_network_may_send_five_at_once_and_no_more_and_another_one_is_not_held_up()
    {
        using var limiter = new CommentLimiter();
        var allowed = Enumerable.Range(0, 8).Count(i => limiter.Allows(IPAddress.Parse($"2001:db8:1:1::{i}")));

        Assert.Equal(5, allowed);
        Assert.True(limiter.Allows(IPAddress.Parse("2001:db8:1:2::1")));
        Assert.True(limiter.Allows(IPAddress.Parse("192.0.2.1")));
    }

    private static CommentForm Form(params (string Name, string Value)[] changes)
    {
        var values = new Dictionary<string, string>(_good);
        foreach (var (name, value) in changes)
        {
            values[name] = value;
        }

        return CommentForm.Read(new FormCollection(values.ToDictionary(pair => pair.Key, pair => new StringValues(pair.Value))));
    }
}
