using System.Collections.Frozen;
using CmsSite.Recipes;

namespace CmsSite.Content.Features;

/// <summary>The shape that a simple site setting must have.</summary>
public enum SettingShape
{
    Text,
    Number,
    Flag,
    Object,
}

/// <summary>The site settings that Orchard has in code, and which of them do something here.</summary>
public static class SettingCatalog
{
    private static readonly FrozenDictionary<string, SettingShape> _simple = new Dictionary<string, SettingShape>
    {
        ["BaseUrl"] = SettingShape.Text, ["Calendar"] = SettingShape.Text, ["CdnBaseUrl"] = SettingShape.Text, ["SiteName"] = SettingShape.Text,
        ["PageTitleFormat"] = SettingShape.Text, ["SiteSalt"] = SettingShape.Text, ["SuperUser"] = SettingShape.Text, ["TimeZoneId"] = SettingShape.Text,
        ["MaxPagedCount"] = SettingShape.Number, ["MaxPageSize"] = SettingShape.Number, ["PageSize"] = SettingShape.Number,
        ["UseCdn"] = SettingShape.Flag, ["AppendVersion"] = SettingShape.Flag, ["HomeRoute"] = SettingShape.Object,
        // Orchard spells these two by name or number.
        ["ResourceDebugMode"] = SettingShape.Text, ["CacheMode"] = SettingShape.Text,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, RecipeNameState> _objects = new Dictionary<string, RecipeNameState>
    {
        ["LayerSettings"] = RecipeNameState.Runs, ["SearchSettings"] = RecipeNameState.Runs, ["LuceneSettings"] = RecipeNameState.Runs,
        ["LoginSettings"] = RecipeNameState.Runs, ["LocalizationSettings"] = RecipeNameState.Runs, ["RobotsSettings"] = RecipeNameState.Runs,
        // Ours: what feeds and the sitemap of news hold, and whose logo is the publisher's. Orchard stores them and does nothing with them.
        ["FeedSettings"] = RecipeNameState.Runs, ["NewsSitemapSettings"] = RecipeNameState.Runs, ["PublisherSettings"] = RecipeNameState.Runs, ["SearchStatisticsSettings"] = RecipeNameState.Runs,
        ["ExternalLinkSettings"] = RecipeNameState.Runs,
        ["AdminSettings"] = RecipeNameState.Runs, ["AuditTrailSettings"] = RecipeNameState.Kept, ["AuditTrailTrimmingSettings"] = RecipeNameState.Runs,
        ["ContentAuditTrailSettings"] = RecipeNameState.Kept, ["TaxonomyContentsAdminListSettings"] = RecipeNameState.Kept, ["RegistrationSettings"] = RecipeNameState.Runs,
        ["ResetPasswordSettings"] = RecipeNameState.Runs, ["ChangeEmailSettings"] = RecipeNameState.Runs, ["ReCaptchaSettings"] = RecipeNameState.Kept,
        ["SmtpSettings"] = RecipeNameState.Runs, ["EmailSettings"] = RecipeNameState.Kept, ["GoogleAnalyticsSettings"] = RecipeNameState.Kept,
        ["GoogleTagManagerSettings"] = RecipeNameState.Kept, ["HttpsSettings"] = RecipeNameState.Kept, ["SecuritySettings"] = RecipeNameState.Kept,
        ["ReverseProxySettings"] = RecipeNameState.Kept, ["ExportContentToDeploymentTargetSettings"] = RecipeNameState.Kept, ["CorsSettings"] = RecipeNameState.Runs,
        ["ContentCulturePickerSettings"] = RecipeNameState.Kept, ["ContentRequestCultureProviderSettings"] = RecipeNameState.Kept, ["TwoFactorLoginSettings"] = RecipeNameState.Kept,
        ["WorkflowTrimmingSettings"] = RecipeNameState.Kept, ["ContentVersionPruningSettings"] = RecipeNameState.Kept, ["FacebookSettings"] = RecipeNameState.Kept,
        ["GitHubAuthenticationSettings"] = RecipeNameState.Kept, ["SmsSettings"] = RecipeNameState.Kept, ["ElasticSettings"] = RecipeNameState.Runs,
        ["IdentitySettings"] = RecipeNameState.Kept, ["OpenApiSettings"] = RecipeNameState.Kept, ["MediaApiSettings"] = RecipeNameState.Kept,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The settings that Orchard has, and those of this site.</summary>
    public static IEnumerable<string> Names => _simple.Keys.Concat(_objects.Keys);

    /// <summary>A simple setting's spelling and shape, by its name in any case; null when it is none.</summary>
    public static (string Name, SettingShape Shape)? Simple(string name) =>
        _simple.TryGetValue(name, out var shape) ? (_simple.Keys.First(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)), shape) : null;

    /// <param name="isCustomSettings">Whether there is a content type of that name whose stereotype is <c>CustomSettings</c>.</param>
    public static RecipeNameState State(string name, bool isCustomSettings) =>
        _simple.ContainsKey(name) || isCustomSettings ? RecipeNameState.Runs : _objects.GetValueOrDefault(name, RecipeNameState.Unknown);
}
