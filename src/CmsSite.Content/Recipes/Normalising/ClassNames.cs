namespace CmsSite.Content.Recipes.Normalising;

/// <summary>Orchard's <c>$type</c> strings: <c>OrchardCore.AdminMenu.AdminNodes.LinkAdminNode, OrchardCore.AdminMenu</c>. Namespaces and assemblies moved over the years; class names did not.</summary>
internal static class ClassNames
{
    /// <summary>The class name in a <c>$type</c>; null when there is none.</summary>
    public static string? Of(string? type)
    {
        if (string.IsNullOrWhiteSpace(type))
        {
            return null;
        }

        var name = type.Split(',')[0].Trim();
        return name[(name.LastIndexOfAny(['.', '+']) + 1)..];
    }
}
