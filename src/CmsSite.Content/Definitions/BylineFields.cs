namespace CmsSite.Content.Definitions;

/// <summary>Fields that say who wrote an item, for readers. By their names, since a recipe's types know no other sign of it.</summary>
public static class BylineFields
{
    public static IReadOnlyCollection<string> Names { get; } = (string[])["Author", "Authors", "Writer", "Writers", "Byline"];

    public static bool IsOne(ContentPartFieldDefinition field) => Names.Contains(field.Name, StringComparer.OrdinalIgnoreCase);
}
