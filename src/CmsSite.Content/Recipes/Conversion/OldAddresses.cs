using System.Text.RegularExpressions;

namespace CmsSite.Content.Recipes.Conversion;

/// <summary>Addresses of the site that was, in one spelling.</summary>
internal static partial class OldAddresses
{
    /// <summary>What of an address is below the site: decoded, in lower case, without slashes at the ends; <c>?p=12</c> where a number says it all. Null when it is of another site.</summary>
    public static string? PathOf(Uri address, Uri? site)
    {
        if (address.IsAbsoluteUri && site is not null && !IsSameHost(address, site))
        {
            return null;
        }

        if (Number().Match(address.Query) is { Success: true } number)
        {
            return $"?p={number.Groups[1].Value}";
        }

        var path = Uri.UnescapeDataString(address.AbsolutePath).Trim('/').ToLowerInvariant();
        var below = site is null ? "" : Uri.UnescapeDataString(site.AbsolutePath).Trim('/').ToLowerInvariant();
        return below.Length == 0 ? path
            : path == below ? ""
            : path.StartsWith(below + "/", StringComparison.Ordinal) ? path[(below.Length + 1)..]
            : null;
    }

    /// <summary>The same site, whether it was called with www or without.</summary>
    public static bool IsSameHost(Uri one, Uri other) => Bare(one.Host).Equals(Bare(other.Host), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string host) => host.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? host[4..] : host;

    [GeneratedRegex(@"[?&](?:p|page_id|attachment_id)=(\d{1,18})(?:&|$)")]
    private static partial Regex Number();
}
