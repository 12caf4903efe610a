using CmsSite.Admin.Access;
using CmsSite.Content.Definitions;

namespace CmsSite.Admin.Contents.Editors.Blocks;

/// <summary>Which types may be put into an item.</summary>
internal static class ContainableTypes
{
    /// <summary>Types by their names, then those of a stereotype, each once and in the order in which their names are read.</summary>
    public static IReadOnlyList<ContentTypeDefinition> Of(AdminScope scope, IReadOnlyCollection<string> names, IReadOnlyCollection<string> stereotypes) =>
    [
        .. scope.Get<ContentDefinitions>().Types
            .Where(type => names.Contains(type.Name, StringComparer.OrdinalIgnoreCase) || (type.Stereotype is { } stereotype && stereotypes.Contains(stereotype, StringComparer.OrdinalIgnoreCase)))
            .OrderBy(type => type.DisplayName, StringComparer.CurrentCultureIgnoreCase),
    ];
}
