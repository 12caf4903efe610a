using CmsSite.Tests;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace CmsSite.BrowserTests;

/// <summary>The program on a real port, for browsers, with the site that ships.</summary>
public class CmsServer : CmsApplication
{
    private readonly Lazy<string> _url;

    public CmsServer()
    {
        UseKestrel(0);
        _url = new Lazy<string>(() =>
        {
            StartServer();
            var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            // By this name a browser trusts the connection enough for secure cookies and passkeys.
            return $"http://localhost:{new Uri(address).Port}";
        });
    }

    public string Url => _url.Value;

    protected override string? Recipe => "CmsSite";

    protected override string EnvironmentName => "Production";
}
