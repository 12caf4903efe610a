using System.Text.Json;
using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Content.Settings;

/// <summary>
/// The settings of the site as the current scope sees them: Orchard's site document, one property a document. Known simple ones have members here;
/// everything else is found by name, also what no code here knows.
/// </summary>
public sealed class SiteSettings(SiteSession session)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web) { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowReadingFromString };

    public string SiteName => Text("SiteName") ?? "CmsSite";

    /// <summary>An IANA or Windows time zone; UTC when none or an unknown one is set.</summary>
    public TimeZoneInfo TimeZone => Text("TimeZoneId") is { Length: > 0 } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Where the site lives when it must be said in full, without a slash at the end: <c>https://example.org</c>. Empty when the request decides.</summary>
    public string BaseUrl => (Text("BaseUrl") ?? "").TrimEnd('/');
    public int PageSize => Number("PageSize") is > 0 and var size ? size : 10;
    public int MaxPageSize => Number("MaxPageSize") is > 0 and var size ? size : 100;

    /// <summary>Liquid for the page's title, given Orchard's default when empty.</summary>
    public string PageTitleFormat => Text("PageTitleFormat") ?? "";

    /// <summary>The item that the home page shows; null when none is set.</summary>
    public string? HomeContentItemId => Home("ContentItemId");

    /// <summary>The front page is the dashboard: a site without pages for visitors.</summary>
    public bool IsHomeDashboard => Home("Area") == "OrchardCore.Admin";

    /// <summary>Where in that item the shown item is, when it is one inside it.</summary>
    public string? HomeJsonPath => Home("JsonPath");

    /// <summary>A setting by its name, as given; null when it is not set. Shared: read only.</summary>
    public JsonNode? Find(string name) => session.Document(SiteDocumentKinds.SiteSetting, name);

    /// <summary>A settings object named like <typeparamref name="T"/>, with defaults for what is missing.</summary>
    public T Get<T>() where T : class, new()
    {
        try
        {
            return Find(typeof(T).Name).Deserialize<T>(_options) ?? new T();
        }
        catch (JsonException)
        {
            return new T();
        }
    }

    public Task PutAsync(string name, JsonNode value, CancellationToken cancellationToken = default) =>
        session.PutAsync(SiteDocumentKinds.SiteSetting, name, value, cancellationToken);

    private string? Text(string name) => Find(name).AsText();

    private int? Number(string name) => Find(name).AsNumber() is { } number ? (int)number : null;

    // Route values are matched in any case.
    private string? Home(string key) =>
        (Find("HomeRoute") as JsonObject)?.FirstOrDefault(pair => pair.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value.AsText();
}
