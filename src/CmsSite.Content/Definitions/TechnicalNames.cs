using System.Globalization;
using System.Text;

namespace CmsSite.Content.Definitions;

/// <summary>Names of types, parts and fields: letters and digits, a letter first, none of an item's own properties.</summary>
public static class TechnicalNames
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

    /// <summary>The technical name that a display name suggests: <c>Crème brûlée recipe</c> becomes <c>CremeBruleeRecipe</c>. Empty when it has no letter.</summary>
    public static string Suggest(string displayName)
    {
        var name = new StringBuilder();
        var isNewWord = true;
        foreach (var character in Folded(displayName))
        {
            if (!char.IsLetterOrDigit(character) || (name.Length == 0 && !char.IsLetter(character)))
            {
                isNewWord = true;
                continue;
            }

            name.Append(isNewWord ? char.ToUpperInvariant(character) : character);
            isNewWord = false;
        }

        return name.ToString(0, Math.Min(name.Length, MaxLength));
    }

    // Accents are no reason to refuse a name, as in Orchard: é counts as e.
    private static IEnumerable<char> Folded(string name) =>
        name.Normalize(NormalizationForm.FormD).Where(character => CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark);
}
