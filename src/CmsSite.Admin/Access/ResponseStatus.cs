using Microsoft.AspNetCore.Http;

namespace CmsSite.Admin.Access;

/// <summary>The HTTP status of a screen's first answer; later, over the connection, there is none to set.</summary>
public sealed class ResponseStatus(IHttpContextAccessor http)
{
    public void Set(int status)
    {
        if (http.HttpContext is { Response.HasStarted: false } context)
        {
            context.Response.StatusCode = status;
        }
    }
}
