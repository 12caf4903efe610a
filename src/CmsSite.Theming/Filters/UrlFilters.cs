using CmsSite.Content.Html;
using CmsSite.Content.Items;
using CmsSite.Content.Media;
using CmsSite.Theming.Liquid;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.Theming.Filters;

/// <summary>Addresses.</summary>
internal static class UrlFilters
{
    public static void Register(FilterCollection filters)
    {
        filters.Add("href", static call => SiteUrls.Local(call.Text, call.Display));
        filters.Add("absolute_url", static call => SiteUrls.Absolute(call.Text, call.Display));
        filters.Add("resource_url", static call => Cdn(SiteUrls.Local(call.Text, call.Display), call.Display));
        filters.Add("append_version", static async call => new StringValue(await SiteUrls.WithVersionAsync(call.Text, call.Display)));
        filters.Add("signal_url", string (call) => throw new TagException("the filter 'signal_url' triggers a workflow, and workflows wait for no signals here"));
        filters.Add("switch_culture_url", static call => SiteUrls.Local($"~/RedirectToLocalizedContent?targetCulture={Uri.EscapeDataString(call.Text)}&contentItemUrl={Uri.EscapeDataString(call.Display.Request.Path)}", call.Display));
    }

    private static string Cdn(string url, DisplayContext display) =>
        display.Settings.Find("UseCdn").AsFlag() == true && display.Settings.Find("CdnBaseUrl").AsText() is { Length: > 0 } cdn && !Urls.HasScheme(url) && url.StartsWith('/')
            ? cdn.TrimEnd('/') + url
            : url;
}

/// <summary>How addresses of this site are made.</summary>
internal static class SiteUrls
{
    /// <summary><c>~/x</c> under the path base; everything else as it is.</summary>
    public static string Local(string url, DisplayContext display) => url switch
    {
        "~" => display.Request.PathBase + "/",
        _ when url.StartsWith("~/", StringComparison.Ordinal) => display.Request.PathBase + url[1..],
        _ => url,
    };

    /// <summary>With scheme and host: those of the setting BaseUrl, else of the request.</summary>
    public static string Absolute(string url, DisplayContext display)
    {
        url = Local(url, display);
        if (Urls.HasScheme(url) || url.StartsWith("//", StringComparison.Ordinal))
        {
            return url;
        }

        var pathBase = display.Request.PathBase;
        var path = url.StartsWith('/') ? url : $"{pathBase}/{url}";
        var site = display.Settings.BaseUrl is { Length: > 0 } baseUrl
            ? pathBase.Length > 0 && baseUrl.EndsWith(pathBase, StringComparison.OrdinalIgnoreCase) ? baseUrl[..^pathBase.Length] : baseUrl
            : $"{display.Request.Scheme}://{display.Request.Host}";
        return site + path;
    }

    /// <summary>With <c>?v=…</c> when the file is the site's own and is there.</summary>
    public static async ValueTask<string> WithVersionAsync(string url, DisplayContext display)
    {
        url = Local(url, display);
        return await VersionAsync(url, display) is { } version ? $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}v={version}" : url;
    }

    /// <summary>The version of the file that an address of this site leads to; null when it is none.</summary>
    public static async ValueTask<string?> VersionAsync(string url, DisplayContext display)
    {
        if (!url.StartsWith('/') || display.Services.GetService<IAssetVersions>() is not { } versions)
        {
            return null;
        }

        var path = PathOf(url, display);
        if (!display.AssetVersions.TryGetValue(path, out var version))
        {
            DependOnMedia(url, display);
            using (display.Budget.Outside())
            {
                display.AssetVersions[path] = version = await versions.VersionOfAsync(Uri.UnescapeDataString(path), display.Cancellation);
            }
        }

        return version;
    }

    /// <summary>The page shows a file of the media library at this address, if it is one: another file there makes another page.</summary>
    public static void DependOnMedia(string url, DisplayContext display)
    {
        const string Media = "/media/";
        var path = PathOf(url, display);
        if (path.StartsWith(Media, StringComparison.OrdinalIgnoreCase) && MediaPath.TryNormalize(Uri.UnescapeDataString(path[Media.Length..]), out var file))
        {
            display.Dependencies.Add($"media:{file}");
        }
    }

    private static string PathOf(string url, DisplayContext display)
    {
        var end = url.AsSpan().IndexOfAny('?', '#');
        var path = end < 0 ? url : url[..end];
        var pathBase = display.Request.PathBase;
        return pathBase.Length > 0 && path.StartsWith(pathBase + "/", StringComparison.OrdinalIgnoreCase) ? path[pathBase.Length..] : path;
    }
}
