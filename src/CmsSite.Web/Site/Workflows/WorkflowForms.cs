using System.Text;
using CmsSite.Content.Workflows;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace CmsSite.Web.Site.Workflows;

/// <summary>Reads what is sent to a workflow, and says whether it came from a page of this site.</summary>
internal static class WorkflowForms
{
    /// <summary>Where the form is, and the token that says that it was ours; as Orchard calls them.</summary>
    public const string LocationField = "__RequestOriginatedFrom";
    public const string TokenField = "__RequestVerificationToken";
    private const int MostFields = 200;

    /// <returns>Null when it cannot be read; the response then says why.</returns>
    public static async Task<(WorkflowRequest Request, FormTokenState Token)?> ReadAsync(HttpContext http, string token, WorkflowOptions options)
    {
        if (http.Request.ContentLength > options.MaxRequestBytes)
        {
            return Refuse(http, StatusCodes.Status413PayloadTooLarge);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxRequestBytes;
        }

        try
        {
            IFormCollection form = FormCollection.Empty;
            var body = "";
            if (http.Request.HasFormContentType)
            {
                form = await http.Request.ReadFormAsync(new FormOptions
                {
                    ValueLengthLimit = options.MaxRequestBytes, ValueCountLimit = MostFields, MultipartBodyLengthLimit = options.MaxRequestBytes, KeyLengthLimit = 200,
                }, http.RequestAborted);
            }
            else if (HttpMethods.IsPost(http.Request.Method) || HttpMethods.IsPut(http.Request.Method) || HttpMethods.IsPatch(http.Request.Method))
            {
                body = await ReadBodyAsync(http, options.MaxRequestBytes);
            }

            var state = await TokenAsync(http, form[TokenField].ToString(), token);
            return (RequestOf(http, form, body, state), state);
        }
        catch (InvalidDataException)
        {
            return Refuse(http, StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException refused)
        {
            return Refuse(http, refused.StatusCode);
        }
    }

    private static WorkflowRequest RequestOf(HttpContext http, IFormCollection form, string body, FormTokenState state) => new()
    {
        Method = http.Request.Method,
        Scheme = http.Request.Scheme,
        Host = http.Request.Host.Value ?? "localhost",
        PathBase = http.Request.PathBase.Value ?? "",
        Path = http.Request.Path.Value ?? "",
        Query = Fields(http.Request.Query.Where(field => field.Key != "token")),
        Form = Fields(form.Where(field => field.Key is not (LocationField or TokenField))),
        Body = body,
        FormLocation = LocationOf(http, form[LocationField].ToString()),
        IsFormOurs = state == FormTokenState.Valid,
        User = state == FormTokenState.Valid ? http.User : new(),
    };

    private static Dictionary<string, IReadOnlyList<string>> Fields(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields)
    {
        var read = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in fields)
        {
            read.TryAdd(name, [.. values.OfType<string>()]);
        }

        return read;
    }

    // Without the site's prefix, as redirects are.
    private static string? LocationOf(HttpContext http, string given)
    {
        var prefix = http.Request.PathBase.Value ?? "";
        var location = prefix.Length > 0 && given.StartsWith(prefix + "/", StringComparison.OrdinalIgnoreCase) ? given[prefix.Length..] : given;
        return location.Length is > 0 and < 2000 && location[0] == '/' && !location.StartsWith("//", StringComparison.Ordinal) && !location.StartsWith("/\\", StringComparison.Ordinal) && !location.Any(char.IsControl)
            ? location : null;
    }

    // A form of a part is signed with the site's key; one that a template wrote by itself may have the framework's token, which needs its cookie. Neither holds for what another site's page sends.
    private static async Task<FormTokenState> TokenAsync(HttpContext http, string given, string address)
    {
        if (IsFromElsewhere(http.Request))
        {
            return FormTokenState.Forged;
        }

        var state = http.RequestServices.GetRequiredService<WorkflowKeys>().ReadFormToken(given, address);
        return state == FormTokenState.Forged && given.Length > 0 && http.Request.Cookies.Count > 0 && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http) ? FormTokenState.Valid : state;
    }

    private static bool IsFromElsewhere(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            return true;
        }

        // "null" is what browsers send for a page that tells nobody where it is.
        return request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != "null"
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(new Uri($"{request.Scheme}://{request.Host.Value}").Authority, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<string> ReadBodyAsync(HttpContext http, int most)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var buffer = new char[8192];
        var text = new StringBuilder();
        int read;
        while ((read = await reader.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            text.Append(buffer, 0, read);
            if (text.Length > most)
            {
                throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
            }
        }

        return text.ToString();
    }

    private static (WorkflowRequest, FormTokenState)? Refuse(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return null;
    }
}
