using System.Globalization;
using System.Text;

namespace CmsSite.Content.Recipes;

/// <summary>Names of types, parts and fields: letters and digits, a letter first, none of an item's own properties.</summary>
internal static class TechnicalNames
{
    private const int MaxLength = 128;

    private static readonly HashSet<string> _reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Id", "ContentItemId", "ContentItemVersionId", "ContentType", "Published", "Latest", "ModifiedUtc", "PublishedUtc", "CreatedUtc", "Owner", "Author", "DisplayText",
    };

    /// <summary>What is wrong with the name of a type or a part; null when nothing is.</summary>
    public static string? ProblemOfDefinition(string? name) =>
        Problem(name) ?? (_reserved.Contains(name!) ? $"\"{name}\" is reserved: every content item has a property of that name" : null);

    /// <summary>What is wrong with the name of a field or of an attached part; null when nothing is. An item's own properties cannot be met there.</summary>
    public static string? Problem(string? name) => name switch
    {
        null or "" => "a name is needed",
        { Length: > MaxLength } => $"\"{name[..40]}…\" is longer than {MaxLength} characters",
        _ when !char.IsLetter(name[0]) => $"\"{name}\" does not begin with a letter",
        _ when !Folded(name).All(char.IsLetterOrDigit) => $"\"{name}\" has characters that are neither letters nor digits",
        _ => null,
    };

    // Accents are no reason to refuse a name, as in Orchard: é counts as e.
    private static IEnumerable<char> Folded(string name) =>
        name.Normalize(NormalizationForm.FormD).Where(character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark);
}
