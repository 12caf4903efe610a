using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Redirects;

namespace CmsSite.Tests.Content.Redirects;

public class UrlRuleTests
{
    [Theory]
    [InlineData("^/old/(.*)$", "/new/$1", "/old/a/b", "", "/new/a/b")]
    [InlineData("^/old/(.*)$", "/new/$1", "/old/a", "?q=1", "/new/a?q=1")]
    [InlineData("^/old/(.*)$", "/new/$1?from=old", "/old/a", "?q=1", "/new/a?q=1&from=old")]
    [InlineData("^/old/(.*)$", "/new/$1", "/new/a", "", null)]
    [InlineData("^/old$", "/new", "/OLD", "", null)]
    [InlineData("!^/new", "/new%{REQUEST_URI}", "/a", "", "/new/a")]
    [InlineData("^/(.*)$", "https://%{HTTP_HOST}/s/$1", "/a", "", "https://example.org/s/a")]
    [InlineData("^/a$", "-", "/a", "", null)]
    [InlineData("^/price$", "/cost\\$1", "/price", "", "/cost$1")]
    public void A_pattern_finds_and_a_substitution_says_where(string pattern, string substitution, string path, string query, string? location) =>
        Assert.Equal(location, Rule(pattern, substitution).Apply(new(path, query, "https", "example.org")));

    [Fact]
    public void Case_and_query_are_as_the_rule_wants_them()
    {
        Assert.Equal("/new", Rule("^/old$", "/new", """ "IsCaseInsensitive": true, "QueryStringPolicy": "Drop" """).Apply(new("/OLD", "?q=1", "https", "x")));
        Assert.Equal("/new?b=2", Rule("^/old$", "/new?b=2", """ "QueryStringPolicy": "Drop" """).Apply(new("/old", "?q=1", "https", "x")));
        Assert.Equal(302, Rule("a", "/b").StatusCode);
        Assert.Equal(308, Rule("a", "/b", """ "RedirectType": "PermanentRedirect" """).StatusCode);
    }

    [Theory]
    [InlineData("^/go/(.*)$", "/$1", "/go//evil.example", "/evil.example")]
    [InlineData("^/go/(.*)$", "$1", "/go/https://evil.example", "/https%3A//evil.example")]
    [InlineData("^/go/(.*)$", "/\\\\$1", "/go//evil.example", "/evil.example")]
    [InlineData("(?s)^/go/(.*)$", "/x/$1", "/go/a\r\nSet-Cookie: b", "/x/a%0D%0ASet-Cookie%3A%20b")]
    [InlineData("^/go/(.*)$", "/x/$1", "/go/a?b#c", "/x/a%3Fb%23c")]
    [InlineData("^/go/(.*)$", "/x?to=$1", "/go/a&admin=1", "/x?to=a%26admin%3D1")]
    [InlineData("^/go/(.*)$", "/x/$1", "/go/über", "/x/%C3%BCber")]
    public void What_comes_from_a_request_is_only_text_in_the_new_address(string pattern, string substitution, string path, string location) =>
        Assert.Equal(location, Rule(pattern, substitution).Apply(new(path, "", "https", "x")));

    [Fact]
    public void A_pattern_cannot_run_away()
    {
        var path = "/" + new string('a', 1900) + "!";
        var watch = Stopwatch.StartNew();
        Assert.Null(Rule("^/(a+)+$", "/b").Apply(new(path, "", "https", "x")));
        // A reference back needs the other engine, which the clock stops.
        Assert.Throws<RegexMatchTimeoutException>(() => Rule(@"^/(a+)+\1$", "/b").Apply(new(path, "", "https", "x")));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    private static UrlRule Rule(string pattern, string substitution, string? more = null)
    {
        var json = JsonNode.Parse($$"""{ "Source": "Redirect"{{(more is null ? "" : "," + more)}} }""")!.AsObject();
        json["Pattern"] = pattern;
        json["SubstitutionPattern"] = substitution;
        return UrlRule.TryCreate(json, "test", out _)!;
    }
}
