using CmsSite.Content.Definitions;

namespace CmsSite.Content.Access;

/// <param name="Description">What it allows, in words.</param>
public sealed record KnownPermission(string Name, string Description);

/// <summary>Permissions that belong together, under the name of a feature or a content type.</summary>
public sealed record PermissionGroup(string Name, IReadOnlyList<KnownPermission> Permissions);

/// <summary>Orchard's permissions in Orchard's spelling, for whoever edits a role. Roles may hold others too: those of features that this program does not have are kept as they are.</summary>
public static class PermissionCatalog
{
    // Verb, whether there is one for one's own content, and what it allows.
    private static readonly (string Verb, bool HasOwn, string Allows)[] _verbs =
    [
        ("View", true, "See"), ("Preview", true, "Preview drafts of"), ("Edit", true, "Write and change"), ("Publish", true, "Publish and unpublish"), ("Delete", true, "Delete"), ("Clone", true, "Copy"),
    ];

    private static readonly PermissionGroup[] _general =
    [
        new("Dashboard", [new("AccessAdminPanel", "Use the dashboard"), new("SiteOwner", "Everything")]),
        new("Content",
        [
            .. _verbs.Select(verb => new KnownPermission($"{verb.Verb}Content", $"{verb.Allows} content of every type")),
            .. _verbs.Where(verb => verb.HasOwn).Select(verb => new KnownPermission($"{verb.Verb}OwnContent", $"{verb.Allows} their own content of every type")),
            new("ListContent", "List content of every type"), new("EditContentOwner", "Say whose content it is"), new("SetHomepage", "Choose the home page"),
            new("LocalizeContent", "Make translations"), new("LocalizeOwnContent", "Make translations of their own content"), new("AccessContentApi", "Use the content interface for programs"),
            new("ManageComments", "Moderate comments"),
        ]),
        new("Content types", [new("ViewContentTypes", "See content types"), new("EditContentTypes", "Change content types")]),
        new("Media",
        [
            new("ManageMediaContent", "Use the media library"), new("ManageMediaFolder", "Manage folders"), new("ManageOwnMediaContent", "Manage their own files"),
            new("ManageOthersMediaContent", "Manage files of others"), new("ManageAttachedMediaFieldsFolder", "Attach files to content"), new("ViewMediaContent", "See media"),
            new("ManageMediaProfiles", "Manage sizes of pictures"), new("ManageAssetCache", "Clear the cache of pictures"),
        ]),
        new("Design",
        [
            new("ManageTemplates", "Edit templates, which are programs"), new("ManageAdminTemplates", "Edit templates of the dashboard"), new("ManageShortcodeTemplates", "Edit shortcodes"), new("ManagePlacements", "Edit placements"),
            new("ManageLayers", "Manage layers and widgets"), new("ManageMenu", "Manage menus"), new("ManageTaxonomy", "Manage taxonomies"), new("ManageAdminMenu", "Manage menus of the dashboard"), new("ApplyTheme", "Choose the theme"),
        ]),
        new("Search and queries",
        [
            new("ManageIndexes", "Manage search indexes"), new("QuerySearchIndex", "Search in every index"), new("QueryLuceneApi", "Search with a program"), new("ManageQueries", "Manage queries"),
            new("ManageSearchSynonyms", "Edit synonyms of the search"), new("ManagePinnedResults", "Say what a search shows first"), new("ViewSearchStatistics", "See what is searched for, and why something is found"),
            new("ManageSqlQueries", "Run SQL queries"), new("ExecuteApiAll", "Run queries with a program"),
        ]),
        new("Users and roles",
        [
            new("ManageUsers", "Everything with accounts"), new("View Users", "See accounts"), new("EditUsers", "Make and change accounts"), new("DeleteUsers", "Delete accounts"),
            new("AssignRoleToUsers", "Give any role that may do no more than they may themselves"), new("ManageRoles", "Make and change roles"), new("ManageOwnUserInformation", "Change their own account"),
        ]),
        new("Settings", [new("ManageSettings", "Change settings of the site"), new("ManageGeneralSettings", "Change general settings"), new(Permissions.ManageCustomSettings, "Change all settings that the site defines for itself"), new("ManageCultures", "Manage languages"), new("ManageTranslations", "Manage translations")]),
        new("Tools",
        [
            new("ManageRecipes", "Run recipes"), new("ManageFeatures", "Switch features"), new("Import", "Import"), new("Export", "Export"), new("ManageDeploymentPlan", "Manage deployment plans"), new("ManageSitemaps", "Manage sitemaps"),
            new("ManageUrlRewritingRules", "Manage redirects"), new("ManageWorkflows", "Manage workflows"), new("ExecuteWorkflows", "Run workflows"), new("ManageBackgroundTasks", "Manage background tasks"), new("ManageNotifications", "Manage notifications"),
            new("ViewAuditTrail", "See the audit trail"), new("ManageAuditTrailSettings", "Say how long the audit trail is kept"), new("ExecuteGraphQL", "Run GraphQL queries"),
        ]),
    ];

    /// <param name="types">The content types of the site; those that are securable have permissions of their own.</param>
    /// <param name="roles">The roles of the site: who may be given each.</param>
    public static IReadOnlyList<PermissionGroup> Groups(IEnumerable<ContentTypeDefinition> types, IEnumerable<string> roles) =>
    [
        .. _general.Select(group => group.Name switch
        {
            "Users and roles" => group with { Permissions = [.. group.Permissions, .. roles.Select(role => new KnownPermission($"{Permissions.AssignRoleToUsers}_{role}", $"Give the role {role}"))] },
            "Settings" => group with
            {
                Permissions = [.. group.Permissions, .. types.Where(type => type.Stereotype == "CustomSettings").Select(type => new KnownPermission($"{Permissions.ManageCustomSettings}_{type.Name}", $"Change {type.DisplayName}"))],
            },
            _ => group,
        }),
        .. types.Where(type => type.Type.Securable).OrderBy(type => type.DisplayName, StringComparer.OrdinalIgnoreCase).Select(OfType),
    ];

    private static PermissionGroup OfType(ContentTypeDefinition type) => new($"Content type {type.DisplayName}",
    [
        .. _verbs.Select(verb => new KnownPermission($"{verb.Verb}_{type.Name}", $"{verb.Allows} every {type.DisplayName}")),
        .. _verbs.Where(verb => verb.HasOwn).Select(verb => new KnownPermission($"{verb.Verb}Own_{type.Name}", $"{verb.Allows} their own {type.DisplayName}")),
        new($"ListContent_{type.Name}", $"List {type.DisplayName}"), new($"EditContentOwner_{type.Name}", $"Say whose {type.DisplayName} it is"),
    ]);
}
