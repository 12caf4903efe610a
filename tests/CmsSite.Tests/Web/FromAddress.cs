using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace CmsSite.Tests.Web;

/// <summary>Lets a test say where a request comes from; the server in memory knows no addresses.</summary>
public sealed class FromAddress : IStartupFilter
{
    public const string Header = "X-Test-From";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) =>
        {
            if (context.Request.Headers[Header].FirstOrDefault() is { } address)
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(address);
            }

            return following(context);
        });
        next(app);
    };
}
