using CmsSite.Web.Security;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Hosting;

public static class HostBuilderExtensions
{
    private const string DefaultAddress = "http://localhost:5000";

    /// <summary>App_Data's own settings file, Orchard's variable for its place, and where logs go.</summary>
    public static void AddSiteConfiguration(this WebApplicationBuilder builder, bool isServe)
    {
        var section = builder.Configuration.GetSection(CmsSiteOptions.Section);
        if (section[nameof(CmsSiteOptions.AppData)] is null && Environment.GetEnvironmentVariable("ORCHARD_APP_DATA") is { Length: > 0 } orchard)
        {
            builder.Configuration[$"{CmsSiteOptions.Section}:{nameof(CmsSiteOptions.AppData)}"] = orchard;
        }

        // Behind the program's own files and before the environment, so that a container's variables have the last word.
        var appData = Path.GetFullPath(section[nameof(CmsSiteOptions.AppData)] ?? "App_Data", builder.Environment.ContentRootPath);
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        var file = new Microsoft.Extensions.Configuration.Json.JsonConfigurationSource { Path = Path.Combine(appData, "appsettings.json"), Optional = true, ReloadOnChange = false };
        file.ResolveFileProvider();
        var at = sources.ToList().FindIndex(source => source is Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        sources.Insert(at < 0 ? sources.Count : at, file);

        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists()
            && string.IsNullOrEmpty(builder.Configuration["HTTP_PORTS"]) && string.IsNullOrEmpty(builder.Configuration["HTTPS_PORTS"]))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        if (!isServe)
        {
            // A verb's words are for the terminal; what goes wrong behind them goes beside them.
            builder.Logging.ClearProviders();
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
            builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            builder.Logging.AddFilter((_, level) => level >= LogLevel.Warning);
        }
    }

    public static void UseHttps(this WebApplication app)
    {
        var http = app.Services.GetRequiredService<IOptions<HttpOptions>>().Value;
        if (http.HstsDays > 0 && !app.Environment.IsDevelopment())
        {
            app.UseHsts();
        }

        if (http.RedirectToHttps)
        {
            app.UseHttpsRedirection();
        }
    }
}
