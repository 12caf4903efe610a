using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Navigation;

/// <summary><c>Navigation</c>: menus that code defines. There are none for visitors, so it is empty unless a view gives it items.</summary>
internal sealed class NavigationKind() : ShapeKind("Navigation")
{
    public override void Created(Shape shape)
    {
        if (shape["MenuName"] as string is { Length: > 0 } name)
        {
            shape.Metadata.Differentiator = name;
            shape.AddAlternates([$"Navigation__{ShapeNames.Encode(name)}"]);
            shape.Classes.Add($"menu-{name.ToLowerInvariant()}");
        }
    }
}

internal sealed class NavigationItemKind() : ShapeKind("NavigationItem", "NavigationItemLink")
{
    public override void Displaying(Shape shape) => shape.AddAlternates(TreeAlternates.Of(
        shape.Metadata.Type, (shape["Menu"] as Shape)?.Metadata.Differentiator, null, shape["Level"] as int? ?? 0));
}
