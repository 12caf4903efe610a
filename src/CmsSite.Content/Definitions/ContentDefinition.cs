using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CmsSite.Content.Items;

namespace CmsSite.Content.Definitions;

/// <summary>Settings of a definition: objects by class name, as Orchard keeps them (<c>"TitlePartSettings": { … }</c>).</summary>
public sealed class DefinitionSettings(JsonObject json)
{
    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new FlagConverter(), new JsonStringEnumConverter() },
    };

    private readonly ConcurrentDictionary<Type, object> _typed = new();

    /// <summary>The settings as they were given. Shared: read only.</summary>
    public JsonObject Json { get; } = json;

    /// <summary>The settings object named like <typeparamref name="T"/>; a new one with its defaults when there is none or it has a wrong shape.</summary>
    public T Get<T>() where T : class, new() => (T)(_typed.TryGetValue(typeof(T), out var typed) ? typed : _typed.GetOrAdd(typeof(T), _ => Read<T>()));

    private T Read<T>() where T : class, new()
    {
        try
        {
            return Json[typeof(T).Name].Deserialize<T>(_options) ?? new T();
        }
        catch (JsonException)
        {
            // The recipe step that brought it has reported the wrong shape; a page must still come out.
            return new T();
        }
    }

    // Recipes of the first generations write "True" where a boolean belongs.
    private sealed class FlagConverter : JsonConverter<bool>
    {
        public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.String when bool.TryParse(reader.GetString(), out var flag) => flag,
            _ => throw new JsonException("true or false was expected"),
        };

        public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteBooleanValue(value);
    }
}

/// <summary>A field of a part: its class (<see cref="FieldType"/>, such as <c>TextField</c>), its name and its settings.</summary>
public sealed class ContentPartFieldDefinition
{
    public required string FieldType { get; init; }
    public required string Name { get; init; }
    public required DefinitionSettings Settings { get; init; }
    public string DisplayName => Settings.Get<ContentPartFieldSettings>().DisplayName ?? Name;
    public string? Editor => Settings.Get<ContentPartFieldSettings>().Editor;
    public string? DisplayMode => Settings.Get<ContentPartFieldSettings>().DisplayMode;

    internal static ContentPartFieldDefinition FromJson(JsonObject json) => new()
    {
        FieldType = json["FieldName"].AsText() ?? "",
        Name = json["Name"].AsText() ?? "",
        Settings = new DefinitionSettings(json["Settings"] as JsonObject ?? []),
    };
}

/// <summary>A part: a name, settings, fields in order.</summary>
public sealed class ContentPartDefinition
{
    public required string Name { get; init; }
    public required DefinitionSettings Settings { get; init; }
    public required IReadOnlyList<ContentPartFieldDefinition> Fields { get; init; }

    public ContentPartFieldDefinition? Field(string name) => Fields.FirstOrDefault(field => field.Name == name);

    /// <param name="name">The part's name.</param>
    /// <param name="json">Orchard's <c>ContentPartDefinitionRecord</c>.</param>
    public static ContentPartDefinition FromJson(string name, JsonObject json) => new()
    {
        Name = name,
        Settings = new DefinitionSettings(json["Settings"] as JsonObject ?? []),
        Fields = [.. json["ContentPartFieldDefinitionRecords"].AsObjects().Select(ContentPartFieldDefinition.FromJson)],
    };
}

/// <summary>A part attached to a type. <see cref="Name"/> is the key in items' JSON; <see cref="PartName"/> is the part's class. They differ for named parts (several bags).</summary>
public sealed class ContentTypePartDefinition
{
    public required string Name { get; init; }
    public required string PartName { get; init; }
    public required DefinitionSettings Settings { get; init; }

    /// <summary>The part's own definition; one without fields when nobody defined it.</summary>
    public required ContentPartDefinition Part { get; init; }
    public string DisplayName => Settings.Get<ContentTypePartSettings>().DisplayName ?? Name;
    public string? Editor => Settings.Get<ContentTypePartSettings>().Editor;
    public string? DisplayMode => Settings.Get<ContentTypePartSettings>().DisplayMode;
    public string Position => Settings.Get<ContentTypePartSettings>().Position ?? "";

    /// <summary>A part that is in an item's JSON though not attached to its type.</summary>
    public static ContentTypePartDefinition Welded(string partName) =>
        new() { Name = partName, PartName = partName, Settings = new DefinitionSettings([]), Part = ContentPartDefinition.FromJson(partName, []) };
}

/// <summary>A content type: a name, settings, attached parts in order of definition.</summary>
public sealed class ContentTypeDefinition
{
    public required string Name { get; init; }
    public required string DisplayName { get; init; }
    public required DefinitionSettings Settings { get; init; }
    public required IReadOnlyList<ContentTypePartDefinition> Parts { get; init; }
    public ContentTypeSettings Type => Settings.Get<ContentTypeSettings>();

    /// <summary><c>Widget</c>, <c>MenuItem</c>, …; null for plain content.</summary>
    public string? Stereotype => string.IsNullOrEmpty(Type.Stereotype) ? null : Type.Stereotype;

    /// <summary>Stands for a type that nobody defined: items of it are kept, and have no rules.</summary>
    public static ContentTypeDefinition Unknown(string name) => new() { Name = name, DisplayName = name, Settings = new DefinitionSettings([]), Parts = [] };

    /// <summary>The attached part of that name.</summary>
    public ContentTypePartDefinition? Part(string name) => Parts.FirstOrDefault(part => part.Name == name);

    /// <summary>Whether a part of that class is attached, under whatever name.</summary>
    public bool Has(string partName) => Parts.Any(part => part.PartName == partName);

    /// <summary>The settings of the (first) attached part of that class, or defaults when it is not attached.</summary>
    public T PartSettings<T>(string partName) where T : class, new() =>
        Parts.FirstOrDefault(part => part.PartName == partName)?.Settings.Get<T>() ?? new T();
}

public sealed class ContentTypeSettings
{
    public bool Creatable { get; set; }
    public bool Listable { get; set; }
    public bool Draftable { get; set; }
    public bool Versionable { get; set; }
    public bool Securable { get; set; }
    public string? Stereotype { get; set; }
    public string? Description { get; set; }
    public string? Category { get; set; }
}

public sealed class ContentTypePartSettings
{
    public string? DisplayName { get; set; }
    public string? Description { get; set; }
    public string? Position { get; set; }
    public string? DisplayMode { get; set; }
    public string? Editor { get; set; }
}

public sealed class ContentPartSettings
{
    public bool Attachable { get; set; }
    public bool Reusable { get; set; }
    public string? DisplayName { get; set; }
    public string? Description { get; set; }
    public string? DefaultPosition { get; set; }
}

public sealed class ContentPartFieldSettings
{
    public string? DisplayName { get; set; }
    public string? Description { get; set; }
    public string? Editor { get; set; }
    public string? DisplayMode { get; set; }
    public string? Position { get; set; }
}

public sealed class FullTextAspectSettings
{
    public bool IncludeFullTextTemplate { get; set; }
    public string? FullTextTemplate { get; set; }
    public bool IncludeBodyAspect { get; set; } = true;
    public bool IncludeDisplayText { get; set; } = true;
}
