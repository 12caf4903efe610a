namespace CmsSite.Theming.Shapes;

/// <summary>What a type of shape does by itself, whoever makes it: a menu reads its items, a pager counts its pages. Stateless; one for all pages.</summary>
/// <param name="types">The shape types, as templates are named after them; asked for in any case.</param>
public abstract class ShapeKind(params string[] types)
{
    public IReadOnlyList<string> Types => types;

    /// <summary>Completes a shape made by name. Nothing that costs: that belongs into <see cref="Shape.Load"/>.</summary>
    public virtual void Created(Shape shape)
    {
    }

    /// <summary>Adds the alternates that follow from the shape's properties. Called each time before a template is chosen, also after a view has changed the shape's type.</summary>
    public virtual void Displaying(Shape shape)
    {
    }
}

/// <summary>The kinds of shapes by type.</summary>
public sealed class ShapeKinds(IEnumerable<ShapeKind> kinds)
{
    private readonly Dictionary<string, (string Type, ShapeKind Kind)> _kinds = kinds
        .SelectMany(kind => kind.Types, (kind, type) => (type, kind))
        .ToDictionary(pair => pair.type, StringComparer.OrdinalIgnoreCase);

    /// <summary>As templates spell them.</summary>
    public IEnumerable<string> Types => _kinds.Values.Select(kind => kind.Type);

    public ShapeKind? Find(string type) => _kinds.TryGetValue(type, out var found) ? found.Kind : null;

    /// <summary>The type as templates spell it: <c>menu</c> → <c>Menu</c>.</summary>
    public string Spell(string type) => _kinds.TryGetValue(type, out var found) ? found.Type : type;
}

public static class ShapeAlternates
{
    /// <summary>Adds the names that are not there yet, so that it can be said each time a shape is drawn.</summary>
    public static void AddAlternates(this Shape shape, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!shape.Metadata.Alternates.Contains(name))
            {
                shape.Metadata.Alternates.Add(name);
            }
        }
    }
}
