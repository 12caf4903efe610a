using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Items;

namespace CmsSite.Content.Redirects;

/// <summary>What a rule may use of a request besides its path.</summary>
public sealed record UrlRuleRequest(string Path, string QueryString, string Scheme, string Host);

/// <summary>
/// One of Orchard's rules for addresses. Its pattern, a regular expression (<c>!</c> in front turns it round), is held against the path with its slash in front. The
/// substitution may use <c>$0</c> to <c>$9</c> and <c>%{REQUEST_URI}</c>, <c>%{QUERY_STRING}</c>, <c>%{HTTP_HOST}</c>, <c>%{REQUEST_SCHEME}</c>; <c>-</c> changes nothing.
/// </summary>
public sealed class UrlRule
{
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(100);
    private readonly Regex _pattern;
    private readonly bool _isInverted;
    private readonly UrlSubstitution _substitution;

    private UrlRule(JsonObject rule, string name, string pattern, string substitution)
    {
        _isInverted = pattern.StartsWith('!');
        _pattern = Compile(pattern[(_isInverted ? 1 : 0)..], rule["IsCaseInsensitive"].AsFlag() == true);
        _substitution = new UrlSubstitution(substitution, dropsQuery: rule["QueryStringPolicy"].AsText() is { } policy ? policy.Equals("Drop", StringComparison.OrdinalIgnoreCase) : rule["QueryStringPolicy"].AsNumber() == 1);
        Name = name;
        Order = (int)Math.Clamp(rule["Order"].AsNumber() ?? 0, int.MinValue, int.MaxValue);
        IsRedirect = rule["Source"].AsText() == "Redirect";
        IsLast = rule["SkipFurtherRules"].AsFlag() == true;
        StatusCode = StatusOf(rule["RedirectType"]);
    }

    public string Name { get; }
    public int Order { get; }
    public bool IsRedirect { get; }

    /// <summary>After this rewrite no other rule is looked at.</summary>
    public bool IsLast { get; }
    public int StatusCode { get; }

    /// <summary>The rule; null with a word on what is wrong with it.</summary>
    public static UrlRule? TryCreate(JsonObject rule, string name, out string? problem)
    {
        problem = rule["Source"].AsText() is not ("Rewrite" or "Redirect") ? "the rule has no Source: it is \"Rewrite\" or \"Redirect\""
            : rule["Pattern"].AsText() is not { Length: > 0 } ? "the rule has no Pattern"
            : rule["SubstitutionPattern"].AsText() is not { Length: > 0 } ? "the rule has no SubstitutionPattern"
            : null;
        try
        {
            return problem is null ? new UrlRule(rule, name, rule["Pattern"].AsText()!, rule["SubstitutionPattern"].AsText()!) : null;
        }
        catch (ArgumentException wrong)
        {
            problem = $"the Pattern is no regular expression: {wrong.Message}";
            return null;
        }
    }

    /// <summary>Where the rule leads; null when it does not apply.</summary>
    /// <exception cref="RegexMatchTimeoutException">The pattern takes too long on this path.</exception>
    public string? Apply(UrlRuleRequest request)
    {
        var match = _pattern.Match(request.Path);
        return match.Success == _isInverted || _substitution.IsNone ? null : _substitution.Apply(match, request, encode: IsRedirect);
    }

    // Without backtracking a pattern cannot run away; the few that need it are watched by the clock.
    private static Regex Compile(string pattern, bool ignoreCase)
    {
        var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, _patience);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, _patience);
        }
    }

    private static int StatusOf(JsonNode? type) => (type.AsText() ?? type.AsNumber()?.ToString(CultureInfo.InvariantCulture)) switch
    {
        "MovedPermanently" or "301" => 301,
        "TemporaryRedirect" or "307" => 307,
        "PermanentRedirect" or "308" => 308,
        _ => 302,
    };
}
