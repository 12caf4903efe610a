using Microsoft.AspNetCore.Http.Features;

namespace CmsSite.Web.Site.Comments;

/// <summary>Reads what is sent with the forms of comments, whoever sends it.</summary>
internal static class CommentForms
{
    // A person who pastes a whole book gets it back with a word about its length; beyond that nobody is a person.
    private const int MaxForm = 2 * 1024 * 1024;

    /// <summary>Null when it is no form, or none that anybody would send; the answer says so then.</summary>
    public static async Task<IFormCollection?> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return null;
        }

        if (http.Request.ContentLength > MaxForm)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return null;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxForm;
        }

        try
        {
            return await http.Request.ReadFormAsync(new FormOptions { ValueLengthLimit = MaxForm, ValueCountLimit = 50, MultipartBodyLengthLimit = MaxForm, KeyLengthLimit = 200 }, http.RequestAborted);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return null;
        }
        catch (BadHttpRequestException refused)
        {
            http.Response.StatusCode = refused.StatusCode;
            return null;
        }
    }
}
