using System.Text.Json.Nodes;
using CmsSite.Storage;

namespace CmsSite.Content.Access;

/// <summary>
/// The roles that every site has, and what Orchard's modules grant to roles of well-known names when such a role is created: a recipe that creates <c>Editor</c> with no
/// permissions means these.
/// </summary>
public static class DefaultRoles
{
    private static readonly string[] _ownContent = ["PublishOwnContent", "EditOwnContent", "DeleteOwnContent", "PreviewOwnContent", "CloneOwnContent"];

    private static readonly Dictionary<string, (string Description, string[] Permissions)> _known = new(StringComparer.OrdinalIgnoreCase)
    {
        [Roles.Administrator] = ("A system role that grants all permissions to the assigned users.", []),
        [Roles.Authenticated] = ("A system role representing all authenticated users.", ["ViewContent"]),
        [Roles.Anonymous] = ("A system role representing all non-authenticated users.", ["ViewContent"]),
        ["Moderator"] = ("Grants users the ability to moderate content.", ["AccessAdminPanel", "ManageOwnMediaContent", "ManageComments"]),
        ["Editor"] = ("Grants users the ability to edit existing content.",
        [
            "AccessAdminPanel", "PublishContent", "EditContent", "DeleteContent", "PreviewContent", "CloneContent", "ListContent", "ManageMediaContent", "ManageOwnMediaContent",
            "ManageMenu", "ManageTaxonomy", "LocalizeContent", "SetHomepage", "ManageComments", "ManageSearchSynonyms", "ManagePinnedResults", "ViewSearchStatistics",
        ]),
        ["Author"] = ("Grants users the ability to create content.", ["AccessAdminPanel", .. _ownContent, "ListContent", "ManageOwnMediaContent", "LocalizeOwnContent"]),
        ["Contributor"] = ("Grants users the ability to contribute content.", ["AccessAdminPanel", "EditOwnContent", "PreviewOwnContent", "CloneOwnContent", "ListContent", "ManageOwnMediaContent"]),
    };

    /// <summary>What a new role of that name may do without being told; empty for names that nobody knows.</summary>
    public static IReadOnlyList<string> PermissionsOf(string role) => _known.TryGetValue(role, out var known) ? known.Permissions : [];

    /// <summary>The roles that are there from the start, and cannot be missing.</summary>
    public static IReadOnlyList<string> System { get; } = [Roles.Administrator, Roles.Anonymous, Roles.Authenticated];

    /// <summary>Creates the system roles that the site does not have yet.</summary>
    public static async Task EnsureAsync(SiteSession session, CancellationToken cancellationToken = default)
    {
        foreach (var name in System.Where(name => session.Document(SiteDocumentKinds.Role, name) is null))
        {
            await session.PutAsync(SiteDocumentKinds.Role, name, ToJson(name, _known[name].Description, _known[name].Permissions), cancellationToken);
        }
    }

    /// <summary>A role as it is stored and exported.</summary>
    public static JsonObject ToJson(string name, string? description, IEnumerable<string> permissions) => new()
    {
        ["Name"] = name,
        ["Description"] = description,
        ["Permissions"] = new JsonArray([.. permissions.Select(permission => (JsonNode)permission)]),
    };
}
