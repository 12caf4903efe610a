namespace CmsSite.Theming.Shapes;

/// <summary>What turns a shape into HTML: a Liquid view of the theme, one from the database, or a few lines of code.</summary>
public interface IShapeTemplate
{
    /// <summary>For people: a file name, or <c>Templates/Content__LandingPage</c>.</summary>
    string Name { get; }

    Task RenderAsync(Shape shape, DisplayContext context, TextWriter output);
}
