using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.AuditTrail;
using CmsSite.Admin.BrokenLinks;
using CmsSite.Admin.Comments;
using CmsSite.Admin.Contents;
using CmsSite.Admin.ContentTypes;
using CmsSite.Admin.Deployment;
using CmsSite.Admin.Features;
using CmsSite.Admin.Layers;
using CmsSite.Admin.Media;
using CmsSite.Admin.Placements;
using CmsSite.Admin.Queries;
using CmsSite.Admin.Recipes;
using CmsSite.Admin.Roles;
using CmsSite.Admin.Search;
using CmsSite.Admin.Settings;
using CmsSite.Admin.Shortcodes;
using CmsSite.Admin.Templates;
using CmsSite.Admin.UrlRewriting;
using CmsSite.Admin.Users;
using CmsSite.Admin.Workflows;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;

namespace CmsSite.Admin.Frame;

internal sealed record MenuLink(string Text, string Address);

/// <summary>A group of the menu, under Orchard's name for it.</summary>
internal sealed record MenuGroup(string Name, IReadOnlyList<MenuLink> Links);

/// <summary>What stands around every screen: only what this user may use.</summary>
internal sealed record AdminFrame(string SiteName, string UserId, string UserName, IReadOnlyList<MenuGroup> Groups)
{
    /// <summary>Whether light or dark is chosen in the bar; else by the browser alone.</summary>
    public bool OffersScheme { get; init; } = true;

    /// <summary>What can be made from the bar; empty unless the settings want it there.</summary>
    public IReadOnlyList<MenuLink> New { get; init; } = [];

    public static AdminFrame For(AdminScope scope)
    {
        List<MenuGroup> groups = [];
        var types = scope.Get<ContentAccess>().Of(scope);
        if (types.Listed.Count > 0)
        {
            groups.Add(new MenuGroup("Content",
            [
                new("Content Items", ContentAddresses.List()),
                .. types.Listed.Where(type => type.Type is { Listable: true, Creatable: true }).Select(type => new MenuLink(type.DisplayName, ContentAddresses.List(type.Name))),
                new("Calendar", ContentAddresses.Calendar),
                new("Recycle Bin", ContentAddresses.RecycleBin),
            ]));
        }

        Add("Comments", (CommentScreens.MayModerate(scope), "Comments", CommentScreens.List));
        Add("Media", (new MediaAccess(scope).MayOpen, "Media library", MediaAddresses.Library));
        Add("Content definition", (DefinitionChanges.MayView(scope), "Content types", ContentTypeAddresses.List), (DefinitionChanges.MayView(scope), "Content parts", ContentTypeAddresses.Parts));
        Add("Design",
            (LayerChanges.MayManage(scope), "Layers", LayerAddresses.List), (TemplateChanges.MayEdit(scope), "Templates", TemplateAddresses.List),
            (ShortcodeChanges.MayEdit(scope), "Shortcodes", ShortcodeAddresses.List), (PlacementChanges.MayEdit(scope), "Placements", PlacementAddresses.List));
        Add("Access Control", (UserRules.MayList(scope), "Users", UserAddresses.List), (scope.May(Permissions.ManageRoles), "Roles", RoleAddresses.List));
        Add("Settings", (SettingsChanges.MayEditAny(scope), "Settings", SettingsAddresses.List), (FeatureChanges.MayManage(scope), "Features", "Admin/Features"));
        Add("Search", (SynonymChanges.MayEdit(scope), "Synonyms", SearchAddresses.Synonyms), (PinnedChanges.MayEdit(scope), "Pinned results", SearchAddresses.Pinned),
            (scope.May(Permissions.ViewSearchStatistics), "What is searched for", SearchAddresses.Statistics), (scope.May(Permissions.ViewSearchStatistics), "Why it is found", SearchAddresses.Try),
            (QueryChanges.MayEdit(scope), "Queries", QueryAddresses.List));
        Add("Tools", (RecipeRights.MayRun(scope), "Recipes", RecipeAddresses.List), (DeploymentChanges.MaySee(scope), "Export", DeploymentAddresses.List), (scope.May(Permissions.ViewAuditTrail), "Audit trail", AuditTrailFilter.Address), (types.Listed.Count > 0, "Broken links", BrokenLinkList.Address),
            (UrlRuleChanges.MayManage(scope), "URL rewriting", UrlRewritingAddresses.List), (WorkflowChanges.MayManage(scope), "Workflows", WorkflowAddresses.List));
        var settings = scope.Get<SiteSettings>().Find("AdminSettings") as JsonObject;
        return new AdminFrame(scope.Get<SiteSettings>().SiteName, scope.UserId, scope.User.Identity?.Name ?? "", groups)
        {
            // Orchard's name for it was another one before.
            OffersScheme = (settings?["DisplayThemeToggler"] ?? settings?["DisplayDarkMode"]).AsFlag() ?? true,
            New = settings?["DisplayNewMenu"].AsFlag() == true ? [.. types.Creatable.Select(type => new MenuLink(type.DisplayName, ContentAddresses.Create(type.Name)))] : [],
        };

        void Add(string name, params IEnumerable<(bool May, string Text, string Address)> links)
        {
            if (links.Where(link => link.May).Select(link => new MenuLink(link.Text, link.Address)).ToList() is { Count: > 0 } mine)
            {
                groups.Add(new MenuGroup(name, mine));
            }
        }
    }
}
