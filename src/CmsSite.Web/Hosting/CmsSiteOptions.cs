using System.ComponentModel.DataAnnotations;
using System.Net;

namespace CmsSite.Web.Hosting;

/// <summary>Configuration section <c>CmsSite</c>: where things are, and what surrounds the site. What editors decide is in the site's settings instead.</summary>
public sealed class CmsSiteOptions : IValidatableObject
{
    public const string Section = "CmsSite";

    /// <summary>Where the site keeps its data; relative to the content root.</summary>
    [Required]
    public string AppData { get; set; } = "App_Data";

    /// <summary>Folders that are searched for recipes besides the program's own <c>recipes</c>; relative to the content root.</summary>
    public IList<string> RecipeFolders { get; } = [];

    /// <summary>Folder of the theme (<c>Views</c>, <c>wwwroot</c>, <c>theme.json</c>); found by itself when empty.</summary>
    public string? ThemeFolder { get; set; }

    public DatabaseSection Database { get; } = new();

    /// <summary>The recipe a new site sets itself up with in Development, and that the set-up page preselects.</summary>
    public string SetupRecipe { get; set; } = "CmsSite";

    /// <summary>Whether a new site sets itself up at its first start in Development.</summary>
    public bool SetUpInDevelopment { get; set; } = true;

    /// <summary>Content types whose items have no public address of their own, feed entry or sitemap entry, whatever the recipe says.</summary>
    public IList<string> TypesWithoutAddress { get; } = [];

    /// <summary>Whether followers of the change log, scheduled publication and other background work run in this process.</summary>
    public bool BackgroundWork { get; set; } = true;

    /// <summary>Seconds after the start before what can wait of the background work begins, so that the first pages come quickly.</summary>
    [Range(0, 3600)]
    public int BackgroundDelaySeconds { get; set; } = 3;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrEmpty(Database.Provider) != string.IsNullOrEmpty(Database.ConnectionString) && Database.Provider is not (null or "" or Storage.DatabaseOptions.Sqlite))
        {
            yield return new ValidationResult("CmsSite:Database needs both Provider and ConnectionString, or neither.", [nameof(Database)]);
        }
    }
}

/// <summary>Which database; when empty, the one chosen at set-up, and SQLite in App_Data on a new site.</summary>
public sealed class DatabaseSection
{
    /// <summary><c>Sqlite</c> or <c>Postgres</c>.</summary>
    public string? Provider { get; set; }
    public string? ConnectionString { get; set; }
}

/// <summary>Configuration section <c>CmsSite:Http</c>: limits and proxies.</summary>
public sealed class HttpOptions : IValidatableObject
{
    public const string Section = "CmsSite:Http";

    /// <summary>Addresses of proxies whose <c>X-Forwarded-*</c> headers are believed. None by default: then the headers are ignored.</summary>
    public IList<string> KnownProxies { get; } = [];

    /// <summary>Networks of such proxies: <c>10.0.0.0/8</c>.</summary>
    public IList<string> KnownNetworks { get; } = [];

    /// <summary>How many proxies stand one behind the other.</summary>
    [Range(1, 10)]
    public int ForwardLimit { get; set; } = 1;

    /// <summary>Bytes of a request body; uploads have a limit of their own.</summary>
    [Range(1_000, 2_000_000_000)]
    public long MaxRequestBytes { get; set; } = 2_000_000;

    /// <summary>Seconds after which a request is given up.</summary>
    [Range(1, 3600)]
    public int TimeoutSeconds { get; set; } = 60;

    /// <summary>How often in a minute one address may try a secret: a password, a code, the set-up's token.</summary>
    [Range(1, 100_000)]
    public int AttemptsPerMinute { get; set; } = 20;

    /// <summary>Days browsers remember to come by https only; 0 sends no such header. Sent on https in Production.</summary>
    [Range(0, 3650)]
    public int HstsDays { get; set; } = 180;

    /// <summary>Whether http is redirected to https.</summary>
    public bool RedirectToHttps { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. KnownProxies.Where(proxy => !IPAddress.TryParse(proxy, out _)).Select(proxy =>
            new ValidationResult($"'{proxy}' in CmsSite:Http:KnownProxies is not an IP address.", [nameof(KnownProxies)])),
        .. KnownNetworks.Where(network => !System.Net.IPNetwork.TryParse(network, out _)).Select(network =>
            new ValidationResult($"'{network}' in CmsSite:Http:KnownNetworks is not a network such as 10.0.0.0/8.", [nameof(KnownNetworks)])),
    ];
}
