namespace CmsSite.Theming.Liquid;

/// <summary>The names of the objects that every template has, for documentation and editors.</summary>
public static class AmbientNames
{
    public static IReadOnlyCollection<string> All => Objects.AmbientObjects.Names;
}
