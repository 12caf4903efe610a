using System.Collections.Frozen;
using CmsSite.Recipes;

namespace CmsSite.Content.Features;

/// <summary>A feature id that a recipe may name, and what becomes of it here.</summary>
/// <param name="Id">Orchard's current spelling; the given one where nobody here knows it.</param>
public sealed record Feature(string Id, RecipeNameState State, string? Note = null);

/// <summary>
/// Orchard's features as this site sees them. What a feature does is either built in, and a few can be switched off, or its data is kept for a host that has it. The list says which, so that an
/// importer reads what a recipe loses.
/// </summary>
public static class FeatureCatalog
{
    private const string BuiltIn = "built in";

    private static readonly string[] _served =
    [
        "OrchardCore.AdminTemplates", "OrchardCore.Alias", "OrchardCore.ArchiveLater", "OrchardCore.AuditTrail", "OrchardCore.Autoroute", "OrchardCore.ContentFields",
        "OrchardCore.ContentFields.Indexing.SQL", "OrchardCore.ContentFields.Indexing.SQL.UserPicker", "OrchardCore.ContentLocalization", "OrchardCore.ContentPreview",
        "OrchardCore.ContentTypes", "OrchardCore.Contents", "OrchardCore.CustomSettings", "OrchardCore.Deployment", "OrchardCore.Feeds", "OrchardCore.Flows",
        "OrchardCore.HomeRoute", "OrchardCore.Html", "OrchardCore.Indexing", "OrchardCore.Layers", "OrchardCore.Liquid", "OrchardCore.Lists", "OrchardCore.Localization",
        "OrchardCore.Lucene", "OrchardCore.Markdown", "OrchardCore.Media", "OrchardCore.Menu", "OrchardCore.Placements", "OrchardCore.PublishLater", "OrchardCore.Queries",
        "OrchardCore.Queries.Sql", "OrchardCore.Recipes", "OrchardCore.Roles", "OrchardCore.Rules", "OrchardCore.Search", "OrchardCore.Seo", "OrchardCore.Settings",
        "OrchardCore.Shortcodes", "OrchardCore.Shortcodes.Templates", "OrchardCore.Sitemaps", "OrchardCore.Taxonomies", "OrchardCore.Templates", "OrchardCore.Themes",
        "OrchardCore.Title", "OrchardCore.UrlRewriting", "OrchardCore.Users", "OrchardCore.Widgets",
        "OrchardCore.Email", "OrchardCore.Email.Smtp", "OrchardCore.ReCaptcha", "OrchardCore.ReCaptcha.Forms", "OrchardCore.Users.ChangeEmail", "OrchardCore.Users.Registration", "OrchardCore.Users.ResetPassword", "OrchardCore.Forms", "OrchardCore.Workflows", "OrchardCore.Workflows.Http",
    ];

    // Their job is part of the host, whether a recipe asks for it or not.
    private static readonly string[] _builtIn =
    [
        "OrchardCore.Admin", "OrchardCore.AdminMenu", "OrchardCore.AutoSetup", "OrchardCore.BackgroundTasks", "OrchardCore.Contents.FileContentDefinition",
        "OrchardCore.Contents.Deployment.Download", "OrchardCore.Cors", "OrchardCore.Diagnostics", "OrchardCore.DynamicCache", "OrchardCore.Features", "OrchardCore.HealthChecks",
        "OrchardCore.Https", "OrchardCore.Media.Cache", "OrchardCore.Media.Slugify", "OrchardCore.Media.Tus", "OrchardCore.Media.Indexing", "OrchardCore.Navigation",
        "OrchardCore.Placements.FileStorage", "OrchardCore.RateLimits", "OrchardCore.Resources", "OrchardCore.ResponseCompression", "OrchardCore.ReverseProxy",
        "OrchardCore.Scripting", "OrchardCore.Security", "OrchardCore.Setup", "OrchardCore.Sitemaps.Cleanup", "OrchardCore.Taxonomies.ContentsAdminList",
        "OrchardCore.Users.AuditTrail", "TheAdmin", "SafeMode", "CmsSiteTheme",
    ];

    // Data that recipes bring for them is stored and exported again; nothing acts on it.
    private static readonly string[] _kept =
    [
        "OrchardCore.AdminDashboard", "OrchardCore.Apis.GraphQL", "OrchardCore.AzureAI", "OrchardCore.ContentFields.Indexing.Azure", "OrchardCore.ContentLocalization.ContentCulturePicker",
        "OrchardCore.ContentLocalization.Sitemaps", "OrchardCore.Contents.Deployment.AddToDeploymentPlan", "OrchardCore.Contents.Deployment.ExportContentToDeploymentTarget",
        "OrchardCore.DataLocalization", "OrchardCore.Deployment.Remote", "OrchardCore.Elasticsearch", "OrchardCore.Email.Azure",
        "OrchardCore.Facebook", "OrchardCore.Facebook.Login", "OrchardCore.Facebook.Pixel", "OrchardCore.Facebook.Widgets", "OrchardCore.GitHub.Authentication",
        "OrchardCore.Google.Analytics", "OrchardCore.Google.Authentication", "OrchardCore.Google.TagManager", "OrchardCore.Localization.AdminCulturePicker",
        "OrchardCore.Localization.ContentLanguageHeader", "OrchardCore.Lucene.ContentPicker", "OrchardCore.Media.AmazonS3", "OrchardCore.Media.Azure.Storage",
        "OrchardCore.Media.Security", "OrchardCore.Media.SignalR", "OrchardCore.Microsoft.Authentication.AzureAD", "OrchardCore.Microsoft.Authentication.MicrosoftAccount", "OrchardCore.MiniProfiler",
        "OrchardCore.Notifications", "OrchardCore.Notifications.Email", "OrchardCore.OpenApi", "OrchardCore.OpenId", "OrchardCore.OpenId.Client", "OrchardCore.OpenId.Management",
        "OrchardCore.OpenId.Server", "OrchardCore.OpenId.Validation", "OrchardCore.ReCaptcha.Users", "OrchardCore.Redis",
        "OrchardCore.RemotePublishing", "OrchardCore.Sitemaps.RazorPages", "OrchardCore.Sms", "OrchardCore.Spatial", "OrchardCore.Tenants", "OrchardCore.Tenants.Distributed",
        "OrchardCore.Tenants.FeatureProfiles", "OrchardCore.Tenants.FileProvider", "OrchardCore.Twitter", "OrchardCore.Twitter.Signin",
        "OrchardCore.Users.CustomUserSettings", "OrchardCore.Users.ExternalAuthentication", "OrchardCore.Users.Localization",
        "OrchardCore.Users.TimeZone", "OrchardCore.Workflows.Session",
        "OrchardCore.Workflows.Timers", "OrchardCore.Workflows.UserTasks", "OrchardCore.XmlRpc",
    ];

    // Ids of other generations, and slips of the pen that public recipes carry. Null: no longer a feature, its job is built in.
    private static readonly Dictionary<string, string?> _formerly = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OrchardCore.Search.Lucene"] = "OrchardCore.Lucene",
        ["OrchardCore.Search.Lucene.ContentPicker"] = "OrchardCore.Lucene.ContentPicker",
        ["OrchardCore.Search.Elasticsearch"] = "OrchardCore.Elasticsearch",
        ["OrchardCore.Search.Elasticsearch.ContentPicker"] = "OrchardCore.Elasticsearch",
        ["OrchardCore.Search.AzureAI"] = "OrchardCore.AzureAI",
        ["OrchardCore.Body"] = "OrchardCore.Html",
        ["OrchardCore.Froms"] = "OrchardCore.Forms",
        ["OrchardCore.Users.Registeration"] = "OrchardCore.Users.Registration",
        ["OrchardCore.AdminTrees"] = "OrchardCore.AdminMenu",
        ["OrchardCore.Templates.Admin"] = "OrchardCore.AdminTemplates",
        ["OrchardCore.Google.GoogleAuthentication"] = "OrchardCore.Google.Authentication",
        ["OrchardCore.Facebook.Authentication"] = "OrchardCore.Facebook.Login",
        ["OrchardCore.Commons"] = null,
        ["OrchardCore.Mvc"] = null,
        ["OrchardCore.Demo"] = null,
        ["OrchardCore.Apis"] = null,
    };

    private static readonly FrozenSet<string> _switchable = ((string[])["OrchardCore.Sitemaps"]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Of features that do nothing by themselves here, or bring content types: what of Orchard's they need.
    private static readonly Dictionary<string, string[]> _needs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["OrchardCore.Menu"] = ["OrchardCore.Title", "OrchardCore.Alias"],
        ["OrchardCore.Taxonomies"] = ["OrchardCore.Title", "OrchardCore.Alias", "OrchardCore.Autoroute"],
        ["OrchardCore.Search"] = ["OrchardCore.Indexing"],
        ["OrchardCore.Lucene"] = ["OrchardCore.Indexing"],
        ["OrchardCore.Flows"] = ["OrchardCore.Widgets"],
        ["OrchardCore.Layers"] = ["OrchardCore.Widgets", "OrchardCore.Rules"],
        ["OrchardCore.Queries.Sql"] = ["OrchardCore.Queries"],
        ["OrchardCore.Shortcodes.Templates"] = ["OrchardCore.Shortcodes"],
        ["OrchardCore.Forms"] = ["OrchardCore.Flows"],
        ["OrchardCore.ReCaptcha.Forms"] = ["OrchardCore.ReCaptcha", "OrchardCore.Forms"],
        ["OrchardCore.ReCaptcha.Users"] = ["OrchardCore.ReCaptcha", "OrchardCore.Users"],
        ["OrchardCore.Facebook.Login"] = ["OrchardCore.Facebook"],
        ["OrchardCore.Facebook.Pixel"] = ["OrchardCore.Facebook"],
        ["OrchardCore.Facebook.Widgets"] = ["OrchardCore.Facebook", "OrchardCore.Widgets"],
        ["OrchardCore.Workflows.Http"] = ["OrchardCore.Workflows"],
        ["OrchardCore.Workflows.Session"] = ["OrchardCore.Workflows"],
        ["OrchardCore.Workflows.Timers"] = ["OrchardCore.Workflows"],
        ["OrchardCore.Workflows.UserTasks"] = ["OrchardCore.Workflows"],
        ["OrchardCore.Email.Azure"] = ["OrchardCore.Email"],
        ["OrchardCore.Email.Smtp"] = ["OrchardCore.Email"],
        ["OrchardCore.OpenId.Client"] = ["OrchardCore.OpenId"],
        ["OrchardCore.OpenId.Management"] = ["OrchardCore.OpenId"],
        ["OrchardCore.OpenId.Server"] = ["OrchardCore.OpenId"],
        ["OrchardCore.OpenId.Validation"] = ["OrchardCore.OpenId"],
        ["OrchardCore.Users.ResetPassword"] = ["OrchardCore.Users", "OrchardCore.Email"],
        ["OrchardCore.Users.Registration"] = ["OrchardCore.Users"],
    };

    private static readonly FrozenDictionary<string, Feature> _known = Known();

    /// <summary>Ids that are not unknown, in the current spelling.</summary>
    public static IEnumerable<string> Ids => _known.Values.Select(feature => feature.Id).Distinct();

    /// <summary>What becomes of a feature, by an id in any case and of any generation. Never null: what nobody knows is <see cref="RecipeNameState.Unknown"/>.</summary>
    public static Feature Find(string id)
    {
        if (_formerly.TryGetValue(id, out var current))
        {
            return current is null ? new Feature(id, RecipeNameState.Runs, "no longer a feature: built in") : Find(current) with { Note = $"now {current}" };
        }

        return _known.GetValueOrDefault(id)
            ?? new Feature(id, RecipeNameState.Unknown, Suggestion.For(id, _known.Keys) is { } near ? $"did you mean {near}?" : null);
    }

    /// <summary>Whether what the feature does here can be switched off.</summary>
    public static bool IsSwitchable(string id) => _switchable.Contains(id);

    /// <summary>The feature after all that it needs.</summary>
    public static IReadOnlyList<string> WithDependencies(string id) => [.. _needs.GetValueOrDefault(id, []).SelectMany(WithDependencies).Append(id).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static FrozenDictionary<string, Feature> Known()
    {
        IEnumerable<Feature> features =
        [
            .. _served.Select(id => new Feature(id, RecipeNameState.Runs)),
            .. _builtIn.Select(id => new Feature(id, RecipeNameState.Runs, BuiltIn)),
            .. _kept.Select(id => new Feature(id, RecipeNameState.Kept)),
        ];
        return features.ToFrozenDictionary(feature => feature.Id, StringComparer.OrdinalIgnoreCase);
    }
}
