using System.Text;

namespace CmsSite.Web.PageCache;

/// <summary>Where a page is asked for. The host is part of it, since pages may name it: whoever forges one makes pages that nobody else is ever given.</summary>
internal readonly record struct PageAddress(bool IsHttps, string Host, string PathBase, string Path)
{
    private const int MaxLength = 1000;

    /// <summary>Null when no page is kept for such an address.</summary>
    public static PageAddress? Of(HttpRequest request)
    {
        var host = request.Host.Value;
        var path = request.Path.Value;
        var pathBase = request.PathBase.Value ?? "";
        return string.IsNullOrEmpty(host) || string.IsNullOrEmpty(path) || host.Length + path.Length + pathBase.Length > MaxLength
            ? null
            : new PageAddress(request.IsHttps, host, pathBase, path);
    }

    public int Length => Host.Length + PathBase.Length + Path.Length;
}

/// <summary>
/// Which members of the query string the pages of one address have asked for. Only these tell pages apart: whatever else somebody writes behind the question mark finds
/// the same page.
/// </summary>
/// <param name="Names">Sorted.</param>
/// <param name="IsWhole">A page read the query string as it stands.</param>
internal sealed record QueryNames(string[] Names, bool IsWhole)
{
    private const int MaxNames = 16;
    private const int MaxValues = 300;

    public static QueryNames None { get; } = new([], false);

    public QueryNames With(IReadOnlyCollection<string> names, bool isWhole)
    {
        if (IsWhole || isWhole)
        {
            return IsWhole ? this : new QueryNames([], true);
        }

        var more = names.Where(name => !Names.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
        return more.Count == 0 ? this
            : Names.Length + more.Count > MaxNames ? new QueryNames([], true)
            : new QueryNames([.. Names.Concat(more).Select(name => name.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)], false);
    }

    /// <summary>What tells the page of this request apart from others at its address: empty when nothing does; null when it is too long to keep.</summary>
    public string? VariantOf(HttpRequest request)
    {
        if (!request.QueryString.HasValue || (Names.Length == 0 && !IsWhole))
        {
            return "";
        }

        if (IsWhole)
        {
            return request.QueryString.Value!.Length <= MaxValues ? request.QueryString.Value : null;
        }

        var query = QueryReads.Inner(request);
        StringBuilder? variant = null;
        foreach (var name in Names)
        {
            if (query.TryGetValue(name, out var values))
            {
                foreach (var value in values)
                {
                    (variant ??= new StringBuilder()).Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value ?? ""));
                }
            }
        }

        return variant is null ? "" : variant.Length <= MaxValues ? variant.ToString() : null;
    }
}
