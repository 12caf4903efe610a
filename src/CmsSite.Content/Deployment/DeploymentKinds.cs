namespace CmsSite.Content.Deployment;

/// <summary>One kind of step of a deployment plan, in Orchard's words.</summary>
/// <param name="Type">Orchard's name of it.</param>
/// <param name="Words">What it exports, for people.</param>
public sealed record DeploymentKind(string Type, string Words)
{
    /// <summary>The flag that takes all there are; null when the kind has none.</summary>
    public string? All { get; init; }

    /// <summary>Lists of names to choose by.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>The recipe step that it becomes, where all or the named documents of it are taken; null for kinds with rules of their own.</summary>
    public string? Step { get; init; }
}

/// <summary>The kinds of steps that are run here. Others are stored with their plan, and passed over when it is run, which is said.</summary>
public static class DeploymentKinds
{
    public const string Suffix = "DeploymentStep";

    /// <summary>What Orchard calls the settings of one class, with the class in front.</summary>
    public const string SettingSuffix = "_SiteSettingsPropertyDeploymentStep";
    /// <summary>The kind whose items are chosen in the list of content, or named to the command line.</summary>
    public const string Chosen = "ExportContentToDeploymentTargetDeploymentStep";
    private const string IncludeAll = "IncludeAll";

    public static IReadOnlyList<DeploymentKind> All { get; } =
    [
        new("AllContentDeploymentStep", "All content"),
        new("ContentDeploymentStep", "Content of types") { Lists = ["ContentTypes"] },
        new("ContentItemDeploymentStep", "One content item") { Texts = ["ContentItemId"] },
        new("QueryBasedContentDeploymentStep", "Content that a query finds") { Texts = ["QueryName", "QueryParameters"] },
        new(Chosen, "Content that is chosen when the plan is run"),
        new("ContentDefinitionDeploymentStep", "Content types and parts, merged") { All = IncludeAll, Lists = ["ContentTypes", "ContentParts"] },
        new("ReplaceContentDefinitionDeploymentStep", "Content types and parts, replaced") { All = IncludeAll, Lists = ["ContentTypes", "ContentParts"] },
        new("DeleteContentDefinitionDeploymentStep", "Content types and parts to delete") { Lists = ["ContentTypes", "ContentParts"] },
        new("MediaDeploymentStep", "Media") { All = IncludeAll, Lists = ["FilePaths", "DirectoryPaths"], Step = "media" },
        new("AllMediaProfilesDeploymentStep", "Media profiles") { Step = "MediaProfiles" },
        new("SiteSettingsDeploymentStep", "Settings") { Lists = ["Settings"] },
        new("SearchSettingsDeploymentStep", "Settings of search"),
        new("CustomSettingsDeploymentStep", "Custom settings") { All = IncludeAll, Lists = ["SettingsTypeNames"], Step = "custom-settings" },
        new("CustomUserSettingsDeploymentStep", "Custom settings of users") { Step = "custom-user-settings" },
        new("AllFeaturesDeploymentStep", "Features") { Step = "feature" },
        new("ThemesDeploymentStep", "Themes") { Step = "themes" },
        new("AllTemplatesDeploymentStep", "Templates") { Step = "Templates" },
        new("AllAdminTemplatesDeploymentStep", "Templates of the dashboard") { Step = "AdminTemplates" },
        new("AllShortcodeTemplatesDeploymentStep", "Shortcodes") { Step = "ShortcodeTemplates" },
        new("PlacementsDeploymentStep", "Placements") { Step = "Placements" },
        new("AllLayersDeploymentStep", "Layers") { Step = "layers" },
        new("AdminMenuDeploymentStep", "Menus of the dashboard") { Step = "AdminMenu" },
        new("AllQueriesDeploymentStep", "Queries") { Step = "queries" },
        new("IndexProfileDeploymentStep", "Search indexes") { All = IncludeAll, Lists = ["IndexNames"], Step = "CreateOrUpdateIndexProfile" },
        new("LuceneIndexDeploymentStep", "Search indexes, by the name of Orchard 1 and 2") { All = IncludeAll, Lists = ["IndexNames"], Step = "CreateOrUpdateIndexProfile" },
        new("AllRolesDeploymentStep", "Roles") { Step = "Roles" },
        new("AllUsersDeploymentStep", "Users, without passwords") { Step = "Users" },
        new("AllSitemapsDeploymentStep", "Sitemaps") { Step = "Sitemaps" },
        new("AllWorkflowTypeDeploymentStep", "Workflows") { Step = "WorkflowType" },
        new("AllDataTranslationsDeploymentStep", "Translations of data") { Step = "Translations" },
        new("TranslationsDeploymentStep", "Translations") { Step = "Translations" },
        new("AllFeatureProfilesDeploymentStep", "Feature profiles") { Step = "FeatureProfiles" },
        new("AllRateLimitPoliciesDeploymentStep", "Limits on requests") { Step = "CreateOrUpdateRateLimitPolicies" },
        new("OpenIdServerDeploymentStep", "OpenID server settings") { Step = "OpenIdServerSettings" },
        new("OpenIdValidationDeploymentStep", "OpenID validation settings") { Step = "OpenIdValidationSettings" },
        new("AzureADDeploymentStep", "Azure AD settings") { Step = "AzureADSettings" },
        new("MicrosoftAccountDeploymentStep", "Microsoft account settings") { Step = "MicrosoftAccountSettings" },
        new("FacebookLoginDeploymentStep", "Facebook login settings") { Step = "FacebookLoginSettings" },
        new("DeploymentPlanDeploymentStep", "Deployment plans") { All = IncludeAll, Lists = ["DeploymentPlanNames"], Step = "deployment" },
        new("JsonRecipeDeploymentStep", "A step written by hand") { Texts = ["Json"] },
        new("CustomFileDeploymentStep", "A file") { Texts = ["FileName", "FileContent"] },
        new("RecipeFileDeploymentStep", "What the recipe says about itself") { Texts = ["RecipeName", "DisplayName", "Description", "Author", "WebSite", "Version"] },
    ];

    /// <summary>The kind of that name; null when it is not run here.</summary>
    public static DeploymentKind? Find(string type) => All.FirstOrDefault(kind => kind.Type == type)
        ?? (type.EndsWith(SettingSuffix, StringComparison.Ordinal) ? new DeploymentKind(type, $"Settings: {type[..^SettingSuffix.Length]}") : null);
}
