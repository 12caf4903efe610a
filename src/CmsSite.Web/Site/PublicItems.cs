using System.Security.Claims;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Web.Hosting;
using Microsoft.Extensions.Options;

namespace CmsSite.Web.Site;

/// <summary>Which items the public may see at an address of their own, in feeds and in the sitemap: one answer for all of these.</summary>
public sealed class PublicItems(PermissionChecker permissions, ContentDefinitions definitions, IOptions<CmsSiteOptions> options)
{
    // A comment is shown below what it comments on; alone it would be a page without context, and in Orchard one that shows every field.
    private static readonly string[] _neverAlone = ["Comment", "Menu"];

    public static ClaimsPrincipal Anybody { get; } = new(new ClaimsIdentity());

    /// <summary>Whether this user may see the item as a page of its own.</summary>
    public bool MayShow(ContentItem item, ClaimsPrincipal user) =>
        item.Published && HasPages(item.ContentType) && permissions.Has(user, Permissions.ViewContent, item);

    /// <summary>The types of which anybody may see published items as pages.</summary>
    public IReadOnlyList<string> PublicTypes() => TypesFor(Anybody);

    /// <summary>The types of which this user may see all published items as pages.</summary>
    public IReadOnlyList<string> TypesFor(ClaimsPrincipal user) =>
    [
        .. definitions.Types.Where(type => MayShow(new ContentItem { ContentType = type.Name, Published = true }, user)).Select(type => type.Name),
    ];

    /// <summary>Whether what is at a route is of a kind that has pages. Who may see the page is another question.</summary>
    public bool HasPages(ContentRoute route) => HasPages(route.Item.ContentType) && (route.Container is null || HasPages(route.Container.ContentType));

    // Widgets, menu items and the like have a stereotype: they are parts of pages.
    private bool HasPages(string contentType) =>
        definitions.Type(contentType) is { Stereotype: null }
        && !_neverAlone.Contains(contentType, StringComparer.OrdinalIgnoreCase)
        && !options.Value.TypesWithoutAddress.Contains(contentType, StringComparer.OrdinalIgnoreCase);
}
