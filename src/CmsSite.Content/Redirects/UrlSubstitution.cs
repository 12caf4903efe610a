using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CmsSite.Content.Redirects;

/// <summary>What a rule puts in the place of an address. What it takes from the request is text there, whatever it holds: it cannot become a host, a query or a line of a header.</summary>
internal sealed partial class UrlSubstitution(string template, bool dropsQuery)
{
    private readonly bool _isAbsolute = Scheme().IsMatch(template);

    public bool IsNone => template == "-";

    public string Apply(Match match, UrlRuleRequest request, bool encode)
    {
        var mark = template.IndexOf('?', StringComparison.Ordinal);
        var path = Fill(mark < 0 ? template : template[..mark], match, request, encode ? EncodePath : static text => text);
        var query = mark < 0 ? "" : Fill(template[(mark + 1)..], match, request, Uri.EscapeDataString);
        if (!_isAbsolute)
        {
            // Two slashes would be another host.
            path = "/" + path.TrimStart('/', '\\');
        }

        var own = dropsQuery ? "" : request.QueryString.TrimStart('?');
        var whole = string.Join('&', new[] { own, query }.Where(part => part.Length > 0));
        return whole.Length == 0 ? path : $"{path}?{whole}";
    }

    private static string Fill(string text, Match match, UrlRuleRequest request, Func<string, string> encode)
    {
        var filled = new StringBuilder();
        var done = 0;
        foreach (Match place in Place().Matches(text))
        {
            filled.Append(text, done, place.Index - done);
            done = place.Index + place.Length;
            filled.Append(place.Groups["number"] is { Success: true } number ? encode(match.Groups[int.Parse(number.Value, CultureInfo.InvariantCulture)].Value)
                : place.Groups["name"] is { Success: true } name ? Variable(name.Value, request, encode)
                : place.Value[1..]);
        }

        return filled.Append(text, done, text.Length - done).ToString();
    }

    private static string Variable(string name, UrlRuleRequest request, Func<string, string> encode) => name switch
    {
        "REQUEST_URI" or "REQUEST_PATH" => encode(request.Path),
        "QUERY_STRING" => request.QueryString.TrimStart('?'),
        "HTTP_HOST" or "SERVER_NAME" => request.Host,
        "REQUEST_SCHEME" => request.Scheme,
        _ => "",
    };

    private static string EncodePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    [GeneratedRegex(@"\\.|\$(?<number>\d)|%\{(?<name>\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(@"^(https?|%\{REQUEST_SCHEME\})://", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();
}
