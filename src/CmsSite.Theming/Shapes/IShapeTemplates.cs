namespace CmsSite.Theming.Shapes;

/// <summary>Templates by binding name, from the database, the theme, or this library, in this order.</summary>
public interface IShapeTemplates
{
    /// <param name="bindingName">A shape's type or one of its alternates, in any case: <c>Content__Article</c>.</param>
    /// <returns>Null when nothing is called exactly that.</returns>
    IShapeTemplate? Find(string bindingName);
}
