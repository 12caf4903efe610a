namespace CmsSite.Theming.Shapes;

/// <summary>The value of a shape's member that costs something and that most templates do not ask for: it is made when one does, once. It is for data; what a shape needs whenever it is rendered belongs in <see cref="Shape.Load"/>.</summary>
public sealed class LateMember(Func<Task<object?>> make)
{
    private Task<object?>? _value;

    public Task<object?> GetAsync() => _value ??= make();
}
