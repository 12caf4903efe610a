using CmsSite.Admin.Access;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;

namespace CmsSite.Admin.Contents;

/// <summary>Which types somebody finds in lists, and of which of them also what others have not published.</summary>
/// <param name="All">Names of types of which every item may be edited.</param>
public sealed record TypeAccess(IReadOnlyList<ContentTypeDefinition> Listed, IReadOnlyList<ContentTypeDefinition> Creatable, IReadOnlyList<string> All);

/// <summary>What of the content a user meets in the dashboard.</summary>
public sealed class ContentAccess(ContentDefinitions definitions)
{
    public TypeAccess Of(AdminScope scope)
    {
        // Parts of pages (widgets, menu items, terms) are edited where they are.
        var types = definitions.Types.Where(type => type.Stereotype is null && (type.Type.Listable || type.Type.Creatable)).OrderBy(type => type.DisplayName, StringComparer.OrdinalIgnoreCase).ToList();
        return new TypeAccess(
            [.. types.Where(type => scope.May($"ListContent_{type.Name}") || scope.MayCreate(type.Name))],
            [.. types.Where(type => type.Type.Creatable && scope.MayCreate(type.Name))],
            [.. types.Where(type => scope.May(Permissions.EditContent, new ContentItem { ContentType = type.Name })).Select(type => type.Name)]);
    }
}
