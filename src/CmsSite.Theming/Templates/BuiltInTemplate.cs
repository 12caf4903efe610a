using CmsSite.Theming.Shapes;

namespace CmsSite.Theming.Templates;

/// <summary>A template that comes with this library, in C#; registered as a service. Views of the theme and of the database under the same name win.</summary>
public sealed record BuiltInTemplate(string BindingName, IShapeTemplate Template);
