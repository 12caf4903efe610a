using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Content.Items;

namespace CmsSite.Content.Html;

/// <summary>Rules about addresses that editors give.</summary>
public static partial class Urls
{
    private static readonly string[] _linkSchemes = ["http", "https", "mailto", "tel", "sms", "geo"];

    /// <summary>Whether an address names a scheme (<c>https:</c>, <c>javascript:</c>), as a browser would read it: white space and control characters inside do not hide one.</summary>
    public static bool HasScheme(string url) => SchemeOf(url) is not null;

    /// <summary>Whether an address may stand behind a link: relative, <c>~/</c>, <c>#part</c>, or with a scheme that runs nothing.</summary>
    public static bool IsSafeLink(string url) => SchemeOf(url) is not { } scheme || _linkSchemes.Contains(scheme, StringComparer.OrdinalIgnoreCase);

    /// <summary>An imported <c>Url</c> that would run something leads nowhere instead: recipes write <c>javascript:void(0)</c> for that.</summary>
    internal static void Neutralize(JsonObject data, bool isImport)
    {
        if (isImport && data["Url"].AsText() is { } url && !IsSafeLink(url))
        {
            data["Url"] = "#";
        }
    }

    /// <summary>What to say of an address that is not <see cref="IsSafeLink"/>.</summary>
    public static string UnsafeMessage(string url) =>
        $"The address '{url}' cannot be a link. Expected is a path ('/about', '~/about'), or an address that begins with https:, http:, mailto: or tel:.";

    private static string? SchemeOf(string url) => Scheme().Match(Ignored().Replace(url, "")) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("[\\x00-\\x20\\u007f-\\u00a0]")]
    private static partial Regex Ignored();

    [GeneratedRegex("^([A-Za-z][A-Za-z0-9+.-]*):")]
    private static partial Regex Scheme();
}
