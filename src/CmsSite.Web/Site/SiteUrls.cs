using CmsSite.Content.Items;
using CmsSite.Content.Settings;

namespace CmsSite.Web.Site;

/// <summary>Addresses of the site as they are given to others: in full, in lower case where they are paths of content.</summary>
public sealed class SiteUrls(SiteSettings settings, IHttpContextAccessor http)
{
    /// <summary>Scheme, host and prefix without a slash at the end: the setting if there is one, else what the request says.</summary>
    public string Root => settings.BaseUrl is { Length: > 0 } configured ? configured
        : http.HttpContext is { Request: var request } ? $"{request.Scheme}://{request.Host}{request.PathBase}" : "http://localhost";

    /// <param name="path">As routes keep it: without slashes at the ends; empty for the home page.</param>
    public string Absolute(string path) => Root + Local(path);

    /// <summary>The address of an item: its path, <c>/</c> for the home page, else the one by its id.</summary>
    public string Absolute(ContentItem item, string? path) => item.ContentItemId == settings.HomeContentItemId ? Absolute("") : Absolute(path ?? ById(item.ContentItemId));

    /// <summary>The path encoded as a browser writes it, with a slash in front.</summary>
    public static string Local(string path) => "/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    public static string ById(string contentItemId) => $"Contents/ContentItems/{contentItemId}";
}
