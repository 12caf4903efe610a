using System.Globalization;
using System.Net;
using System.Text;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Theming;
using CmsSite.Theming.Display;
using CmsSite.Web.PageCache;
using CmsSite.Web.Site.Workflows;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace CmsSite.Web.Site;

/// <summary>Between HTTP and the theme: what a page may know of the request, and how a rendered page is sent.</summary>
internal static class PageResponses
{
    private const string Html = "text/html; charset=utf-8";

    /// <summary>Everybody may keep such a page, and asks each time whether it still holds.</summary>
    private const string Shared = "public, no-cache";
    private const string Personal = "private, no-store";

    /// <summary>The renderer of the scope, told about the request.</summary>
    public static PageRenderer CreateRenderer(HttpContext http, IServiceProvider services, bool isHomepage = false)
    {
        var context = services.GetRequiredService<DisplayContext>();
        context.Request = ToPageRequest(http, isHomepage) with { Notices = WorkflowNotices.Read(http, services) };
        context.Culture = CultureOf(services.GetRequiredService<SiteSettings>());
        context.Cancellation = http.RequestAborted;
        return services.GetRequiredService<PageRenderer>();
    }

    /// <param name="isKept">Whether the page cache may keep it, if it may be shared at all.</param>
    public static Task WriteAsync(HttpContext http, RenderedPage page, bool isKept = true)
    {
        var isPersonal = page.IsPersonal || http.User.Identity?.IsAuthenticated == true;
        if (isPersonal && http.Features.Get<IHttpsCompressionFeature>() is { } compression)
        {
            // What is secret in a page must not be guessed from how well the page compresses.
            compression.Mode = HttpsCompressionMode.DoNotCompress;
        }

        http.Response.StatusCode = page.StatusCode;
        return new TaggedResult(
            WithTemplateErrors(http, page), Html, isPersonal || page.StatusCode >= 500 ? Personal : Shared, isPersonal || !isKept ? null : DependenciesOf(page)).ExecuteAsync(http);
    }

    // Whoever may mend a template sees what is wrong with it, where it shows. Everybody else sees the page without it.
    private static ReadOnlyMemory<byte> WithTemplateErrors(HttpContext http, RenderedPage page)
    {
        if (page.TemplateErrors.Count == 0 || !http.RequestServices.GetRequiredService<PermissionChecker>().Has(http.User, Permissions.ManageTemplates))
        {
            return page.Html;
        }

        var html = Encoding.UTF8.GetString(page.Html.Span);
        var errors = $"<section class=\"template-errors\" role=\"alert\"><h2>Templates that failed on this page</h2><ul>{string.Concat(page.TemplateErrors.Select(error => $"<li>{WebUtility.HtmlEncode(error)}</li>"))}</ul></section>";
        var end = html.LastIndexOf("</body>", StringComparison.OrdinalIgnoreCase);
        return Encoding.UTF8.GetBytes(end < 0 ? html + errors : html.Insert(end, errors));
    }

    // What failed may have failed by chance: such a page is kept long enough to survive a rush, and no longer.
    private static IReadOnlySet<string> DependenciesOf(RenderedPage page) =>
        page.TemplateErrors.Count == 0 ? page.Dependencies : new HashSet<string>(page.Dependencies) { PageTags.Brief };

    private static PageRequest ToPageRequest(HttpContext http, bool isHomepage)
    {
        var request = http.Request;
        var reads = request.Query as QueryReads;
        return new PageRequest
        {
            Method = request.Method,
            Scheme = request.Scheme,
            Host = request.Host.Value ?? "localhost",
            PathBase = request.PathBase.Value ?? "",
            Path = request.Path.Value ?? "/",
            QueryString = request.QueryString.Value ?? "",
            Query = new QueryDictionary(QueryReads.Inner(request).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())), reads is null ? null : reads.Note),
            User = http.User,
            IsHomepage = isHomepage,
            AntiforgeryInput = () => AntiforgeryInput(http),
        };
    }

    private static string AntiforgeryInput(HttpContext http)
    {
        var tokens = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        return $"<input type=\"hidden\" name=\"{WebUtility.HtmlEncode(tokens.FormFieldName)}\" value=\"{WebUtility.HtmlEncode(tokens.RequestToken)}\">";
    }

    public static CultureInfo CultureOf(SiteSettings settings)
    {
        var name = (settings.Find("LocalizationSettings") as System.Text.Json.Nodes.JsonObject)?["DefaultCulture"].AsText();
        try
        {
            return CultureInfo.GetCultureInfo(string.IsNullOrEmpty(name) ? "en" : name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.GetCultureInfo("en");
        }
    }
}
