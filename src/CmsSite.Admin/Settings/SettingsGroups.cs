using CmsSite.Admin.Access;
using CmsSite.Admin.Inputs;
using CmsSite.Content.Access;
using CmsSite.Content.AuditTrail;

namespace CmsSite.Admin.Settings;

/// <summary>Settings of the site that are edited together.</summary>
/// <param name="Id">Its place in the address, as in Orchard where Orchard has it.</param>
/// <param name="Permission">What lets somebody change it, besides <c>ManageSettings</c>.</param>
public sealed record SettingsGroup(string Id, string Name, string About, string? Permission, IReadOnlyList<SettingInput> Inputs)
{
    /// <summary>The settings, as the site keeps them, that the inputs are in.</summary>
    public IEnumerable<string> Names => Inputs.Select(input => input.Object.Length == 0 ? input.Property : input.Object).Distinct();

    public bool MayEdit(AdminScope scope) => scope.May(Permissions.ManageSettings) || (Permission is not null && scope.May(Permission));
}

/// <summary>The settings that something here reads.</summary>
internal static class SettingsGroups
{
    public static IReadOnlyList<SettingsGroup> All { get; } =
    [
        new("general", "General", "Name, address, time zone, home page, pages of lists.", Permissions.ManageGeneralSettings,
        [
            new("", "SiteName", SettingKind.Text, "Name of the site") { IsRequired = true },
            new("", "PageTitleFormat", SettingKind.Liquid, "Title of pages") { Hint = "Liquid. Empty: the page's own title, then the site's name." },
            new("", "BaseUrl", SettingKind.Address, "Address of the site") { Hint = "Such as https://example.org: for feeds, sitemaps and links that leave the site. Empty: as each visitor asks for it." },
            new("", "TimeZoneId", SettingKind.TimeZone, "Time zone") { Hint = "Empty: UTC. Dates are stored in UTC whichever it is." },
            new("", "HomeRoute", SettingKind.HomeRoute, "Home page"),
            new("", "PageSize", SettingKind.Number, "Items on a page of a list") { Default = 10, Minimum = 1, Maximum = 1000, NotAbove = "MaxPageSize" },
            new("", "MaxPageSize", SettingKind.Number, "Most items that a page may be asked for") { Default = 100, Minimum = 1, Maximum = 1000 },
            new("", "MaxPagedCount", SettingKind.Number, "Most items that lists go through") { Default = 0, Minimum = 0, Hint = "For templates. 0: all of them." },
            new("", "UseCdn", SettingKind.Flag, "Files of pages come from another address"),
            new("", "CdnBaseUrl", SettingKind.Address, "That address"),
        ]),
        new("localization", "Localization", "The languages of the site.", "ManageCultures",
        [
            new("LocalizationSettings", "DefaultCulture", SettingKind.Culture, "Culture of the site") { Hint = "Such as en or pt-BR: the language of its pages, and how search takes words apart." },
            new("LocalizationSettings", "SupportedCultures", SettingKind.Cultures, "All cultures") { Hint = "One a line." },
            new("LocalizationSettings", "FallBackToParentCulture", SettingKind.Flag, "Texts of pt serve pt-BR where it has none") { Default = true },
        ]),
        new("search", "Search", "What the page at /search searches, and what it says.", null,
        [
            new("SearchSettings", "DefaultIndexProfileName", SettingKind.SearchIndex, "Search index"),
            new("SearchSettings", "PageTitle", SettingKind.Text, "Title of the page"),
            new("SearchSettings", "Placeholder", SettingKind.Text, "Placeholder of its box"),
            new("SearchStatisticsSettings", "Disabled", SettingKind.Flag, "Do not count what is searched for") { Hint = "The report counts words, and nobody who asks for them." },
        ]),
        new("zones", "Zones", "Where layers may put widgets.", "ManageLayers",
        [
            new("LayerSettings", "Zones", SettingKind.Lines, "Zones") { Hint = "Names of the layout's zones, one a line. A zone shows only where the layout of the theme has it." },
        ]),
        new("feeds", "Feeds", "What readers of feeds get.", null,
        [
            new("FeedSettings", "ContentTypes", SettingKind.ContentTypes, "Types") { Stereotype = "", Hint = "None ticked: every listed type with addresses of its own." },
            new("FeedSettings", "Count", SettingKind.Number, "Items at once") { Default = 20, Minimum = 1, Maximum = 200 },
            new("FeedSettings", "SummaryOnly", SettingKind.Flag, "A few sentences instead of the whole text"),
            new("FeedSettings", "AuthorFields", SettingKind.Lines, "Fields that say who wrote an item") { Hint = "Names of fields, one a line. Empty: Author, Authors, Writer, Writers, Byline." },
        ]),
        new("news", "News", "The sitemap of news, and what search engines are told of the publisher.", null,
        [
            new("NewsSitemapSettings", "PublicationName", SettingKind.Text, "Name of the publication") { Hint = "As Google News knows it. Empty: the site's name." },
            new("NewsSitemapSettings", "ContentTypes", SettingKind.ContentTypes, "Types that are news") { Stereotype = "", Hint = "None ticked: those of the feed." },
            new("PublisherSettings", "Logo", SettingKind.MediaFile, "Logo of the publisher"),
        ]),
        new("comments", "Comments", "Who may comment, what waits for a moderator, and how comments stand. Types and items may say otherwise.", null,
        [
            .. CommentSettingInputs.Of("CommentSettings", "As usual"),
            new("CommentSettings", "PageSize", SettingKind.Number, "Comments on a page") { Default = 50, Minimum = 1, Maximum = 200 },
            new("CommentSettings", "BannedWords", SettingKind.Lines, "Words and phrases of spam") { Hint = "One a line." },
            new("CommentSettings", "SuspectWords", SettingKind.Lines, "Words and phrases that a moderator is to look at") { Hint = "One a line." },
        ]),
        new("users", "Accounts", "What people may do about accounts by themselves. Links go out by mail, and need the address of the site (General).", Permissions.ManageUsers,
        [
            new("RegistrationSettings", "UsersCanRegister", SettingKind.Enumeration, "Visitors may make accounts") { Choices = [new("NoRegistration", "No"), new("AllowRegistration", "Yes, with an address that they prove")] },
            new("RegistrationSettings", "UsersAreModerated", SettingKind.Flag, "Somebody has to enable such an account before it can be used"),
            new("ResetPasswordSettings", "AllowResetPassword", SettingKind.Flag, "Who forgot a password gets a link to a new one"),
            new("ChangeEmailSettings", "AllowChangeEmail", SettingKind.Flag, "People may change the address of their account"),
            new("LoginSettings", "AllowChangingUsername", SettingKind.Flag, "People may change their user name"),
            new("LoginSettings", "AllowRememberMe", SettingKind.Flag, "People may stay signed in on a device") { Default = true },
        ]),
        new("dashboard", "Dashboard", "What stands in the bar of the dashboard.", null,
        [
            new("AdminSettings", "DisplayThemeToggler", SettingKind.Flag, "A switch between light and dark") { Default = true },
            new("AdminSettings", "DisplayNewMenu", SettingKind.Flag, "A menu of what can be made"),
        ]),
        new("links", "Links", "Whether links to other sites are checked.", null,
        [
            new("ExternalLinkSettings", "Enabled", SettingKind.Flag, "Ask other sites once a week whether what is linked to is still there") { Hint = "The site's server then makes requests to them that name the site. What leads nowhere is listed under Broken links." },
        ]),
        new("robots", "Robots", "What /robots.txt asks of search engines.", null,
        [
            new("RobotsSettings", "AllowAllAgents", SettingKind.Flag, "Search engines may read the site") { Default = true },
            new("RobotsSettings", "DisallowAdmin", SettingKind.Flag, "But not the dashboard and the sign-in") { Default = true },
            new("RobotsSettings", "AdditionalRules", SettingKind.LongText, "More rules"),
        ]),
        new("audit-trail", "Audit trail", "How long changes stay in the audit trail.", Permissions.ManageAuditTrailSettings,
        [
            new("AuditTrailTrimmingSettings", "Disabled", SettingKind.Flag, "Keep everything"),
            new("AuditTrailTrimmingSettings", "RetentionDays", SettingKind.Number, "Days to keep") { Default = 0, Minimum = 0, Hint = $"0: for ever. Fewer than {AuditTrailTrimmingSettings.FewestDays} count as {AuditTrailTrimmingSettings.FewestDays}." },
        ]),
    ];

    /// <summary>A group by its place in the address, in any case; null when there is none.</summary>
    public static SettingsGroup? Find(string id) => All.FirstOrDefault(group => group.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}
