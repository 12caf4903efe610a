namespace CmsSite.Content.Access;

/// <summary>Names of permissions that code here asks for, as Orchard spells them. Roles store names, also ones that nobody here knows.</summary>
public static class Permissions
{
    public const string SiteOwner = "SiteOwner";
    public const string AccessAdminPanel = "AccessAdminPanel";
    public const string ViewContent = "ViewContent";
    public const string EditContent = "EditContent";
    public const string PublishContent = "PublishContent";
    public const string DeleteContent = "DeleteContent";
    public const string PreviewContent = "PreviewContent";
    public const string ManageTemplates = "ManageTemplates";
    public const string ManageRecipes = "ManageRecipes";
    public const string Export = "Export";
    public const string Import = "Import";
    public const string ManageDeploymentPlan = "ManageDeploymentPlan";
    public const string ManageSettings = "ManageSettings";
    public const string ManageMediaContent = "ManageMediaContent";
    public const string ManageMediaFolder = "ManageMediaFolder";
    public const string ManageOwnMediaContent = "ManageOwnMediaContent";
    public const string ManageOthersMediaContent = "ManageOthersMediaContent";
    public const string ManageAttachedMediaFieldsFolder = "ManageAttachedMediaFieldsFolder";
    public const string ManageUsers = "ManageUsers";

    /// <summary>With a space, as Orchard has it.</summary>
    public const string ViewUsers = "View Users";
    public const string EditUsers = "EditUsers";
    public const string DeleteUsers = "DeleteUsers";

    /// <summary>Any role; <c>AssignRoleToUsers_Editor</c> is one.</summary>
    public const string AssignRoleToUsers = "AssignRoleToUsers";
    public const string ManageRoles = "ManageRoles";
    public const string ViewAuditTrail = "ViewAuditTrail";
    public const string ManageAuditTrailSettings = "ManageAuditTrailSettings";
    public const string ManageQueries = "ManageQueries";
    public const string ManageSearchSynonyms = "ManageSearchSynonyms";
    public const string ManagePinnedResults = "ManagePinnedResults";
    public const string ViewSearchStatistics = "ViewSearchStatistics";
    public const string ViewContentTypes = "ViewContentTypes";
    public const string EditContentTypes = "EditContentTypes";
    public const string ManageFeatures = "ManageFeatures";
    public const string ManageGeneralSettings = "ManageGeneralSettings";

    /// <summary>Custom settings of any type; <c>ManageCustomSettings_BlogSettings</c> is one.</summary>
    public const string ManageCustomSettings = "ManageCustomSettings";
    public const string ManageComments = "ManageComments";
    public const string ManageLayers = "ManageLayers";
    public const string ManageUrlRewritingRules = "ManageUrlRewritingRules";
    public const string ManageWorkflows = "ManageWorkflows";
    public const string ManageShortcodeTemplates = "ManageShortcodeTemplates";
    public const string ManagePlacements = "ManagePlacements";
}

/// <summary>The role names that every site has.</summary>
public static class Roles
{
    public const string Administrator = "Administrator";
    public const string Anonymous = "Anonymous";
    public const string Authenticated = "Authenticated";
}
