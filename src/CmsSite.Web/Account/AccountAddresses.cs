using System.Net;
using CmsSite.Content.Settings;

namespace CmsSite.Web.Account;

/// <summary>
/// Addresses in mails that let somebody into an account. They are made of the site's address (the setting BaseUrl), never of what a request says: its host may be anybody's invention, and would get the
/// secret. This machine is no invention, so that a site can be tried out.
/// </summary>
internal sealed class AccountAddresses(SiteSettings settings, IHttpContextAccessor http)
{
    /// <summary>Without a slash at its end; null while nobody has said where the site is.</summary>
    public string? Root => settings.BaseUrl.Length > 0 ? settings.BaseUrl
        : http.HttpContext?.Request is { } request && IsThisMachine(request.Host.Host) ? $"{request.Scheme}://{request.Host}{request.PathBase}" : null;

    /// <exception cref="InvalidOperationException">Nobody has said where the site is.</exception>
    public string Absolute(string path) => $"{Root ?? throw new InvalidOperationException("The site's address (BaseUrl) is not set.")}/{path}";

    private static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
