using CmsSite.Content.Html;

namespace CmsSite.Theming.Display;

/// <summary>Addresses that editors typed.</summary>
internal static class Links
{
    /// <summary>The address as it was typed, unless following it would run something (<c>javascript:</c>, <c>data:</c>); then nothing.</summary>
    public static string Safe(string? url) => url is not null && Urls.IsSafeLink(url) ? url.Trim() : "";

    /// <summary>The address as it stands in a page: <c>~/x</c> and <c>/x</c> are of the site, under the prefix that it is served at.</summary>
    public static string Href(string? url, DisplayContext context)
    {
        var safe = Safe(url);
        if (safe.StartsWith('~'))
        {
            safe = "/" + safe[1..].TrimStart('/');
        }

        return safe.StartsWith('/') && !safe.StartsWith("//", StringComparison.Ordinal) ? context.Request.PathBase + safe : safe;
    }

    /// <summary>Whether an address of the site is the one being shown, whatever its query.</summary>
    public static bool IsHere(string href, DisplayContext context)
    {
        var end = href.IndexOfAny(['?', '#']);
        var path = end < 0 ? href : href[..end];
        return path.Length > 0 && string.Equals(path.TrimEnd('/'), (context.Request.PathBase + context.Request.Path).TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Where an item or an item inside another is shown; the home page's item at the site's root. Null when it has no address of its own.</summary>
    public static async ValueTask<string?> OfItemAsync(string contentItemId, DisplayContext context)
    {
        if (contentItemId == context.Settings.HomeContentItemId && context.Settings.HomeJsonPath is null)
        {
            return context.Request.PathBase + "/";
        }

        return await context.PageItems.PathOfAsync(contentItemId, context.Cancellation) is { } path
            ? $"{context.Request.PathBase}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}"
            : null;
    }
}
