using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CmsSite.Recipes;

/// <summary>What a recipe says about itself, read whatever the case of its names.</summary>
public sealed record RecipeDescriptor
{
    /// <summary>What other recipes and the set-up call it. Null where the file does not say.</summary>
    public string? Name { get; init; }

    public string? DisplayName { get; init; }

    public string? Description { get; init; }

    public string? Author { get; init; }

    public string? Website { get; init; }

    public string? Version { get; init; }

    /// <summary>Offered when a site is set up, and not on the dashboard.</summary>
    public bool IsSetupRecipe { get; init; }

    /// <summary>When it was exported, where an export wrote it.</summary>
    public DateTimeOffset? ExportUtc { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary><c>hidden</c> keeps it out of lists, <c>default</c> selects it at set-up.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Orchard runs each step in a new scope unless this is false. Here a run is one transaction, so it is read and changes nothing.</summary>
    public bool RequireNewScope { get; init; } = true;

    /// <summary>No text in it is a script, whatever it looks like: what an export holds was written by people. Ours; Orchard does not know it.</summary>
    public bool IsLiteral { get; init; }

    internal static RecipeDescriptor Read(JsonObject root)
    {
        return new RecipeDescriptor
        {
            Name = Text("name") is { Length: > 0 } name ? name : null,
            DisplayName = Text("displayName"),
            Description = Text("description"),
            Author = Text("author"),
            Website = Text("website"),
            Version = Text("version"),
            IsSetupRecipe = Flag("issetuprecipe") ?? false,
            ExportUtc = Date(Text("exportUtc")),
            Categories = List("categories"),
            Tags = List("tags"),
            IsLiteral = Flag("literal") ?? false,
            RequireNewScope = Flag("requireNewScope") ?? true,
        };

        string? Text(string name) => RecipeJson.Find(root, name).Text();
        bool? Flag(string name) => bool.TryParse(Text(name), out var flag) ? flag : null;
        IReadOnlyList<string> List(string name) => RecipeJson.Find(root, name) switch
        {
            JsonArray array => [.. array.Select(item => item.Text()).OfType<string>()],
            JsonValue value when value.Text() is { Length: > 0 } one => [one],
            _ => [],
        };
    }

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;
}
