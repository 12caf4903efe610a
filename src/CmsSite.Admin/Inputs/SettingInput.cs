namespace CmsSite.Admin.Inputs;

/// <summary>What kind of value a setting has, and so how it is edited and checked.</summary>
public enum SettingKind
{
    Text,
    LongText,

    /// <summary>Liquid; one that does not parse is refused.</summary>
    Liquid,

    /// <summary>JavaScript; one that does not parse is refused.</summary>
    Script,

    /// <summary>A whole number.</summary>
    Number,
    Decimal,
    Flag,

    /// <summary>Yes, no, or not said here: then something else decides.</summary>
    Whether,

    /// <summary>One of <see cref="SettingInput.Choices"/>, stored as its text.</summary>
    Choice,

    /// <summary>One of <see cref="SettingInput.Choices"/>, stored as its number; recipes also write the name.</summary>
    Enumeration,

    /// <summary>Texts, one a line.</summary>
    Lines,

    /// <summary>Names and values to choose from, in order.</summary>
    Options,

    /// <summary>Names of content types; <see cref="SettingInput.Stereotype"/> narrows them.</summary>
    ContentTypes,

    /// <summary>The name of one content type.</summary>
    ContentType,
    Taxonomy,
    Roles,
    SearchIndex,
    TimeZone,
    Culture,

    /// <summary>Names of cultures, one a line.</summary>
    Cultures,

    /// <summary>An absolute address with http or https, without query.</summary>
    Address,

    /// <summary>A file of the media library.</summary>
    MediaFile,

    /// <summary>The route of the home page.</summary>
    HomeRoute,
}

/// <param name="Value">As it is stored: a text, or for enumerations the name.</param>
public sealed record SettingChoice(string Value, string Label);

/// <summary>One value of a settings object, and how it is edited.</summary>
/// <param name="Object">The settings object that it is in: <c>TextFieldSettings</c>. Empty where the value stands by itself.</param>
/// <param name="Property">Its name there, as Orchard spells it.</param>
public sealed record SettingInput(string Object, string Property, SettingKind Kind, string Label)
{
    public string? Hint { get; init; }

    /// <summary>What it counts as while nothing is stored: <c>true</c>, a number, a text.</summary>
    public object? Default { get; init; }
    public IReadOnlyList<SettingChoice> Choices { get; init; } = [];
    public decimal? Minimum { get; init; }
    public decimal? Maximum { get; init; }

    /// <summary>The number of the same object that this one may not be above.</summary>
    public string? NotAbove { get; init; }
    public bool IsRequired { get; init; }

    /// <summary>Null: every type. Empty: types without a stereotype. Else only types of that one.</summary>
    public string? Stereotype { get; init; }

    /// <summary>Only with this editor (fields).</summary>
    public string? Editor { get; init; }

    /// <summary>Only with this display mode (fields).</summary>
    public string? DisplayMode { get; init; }

    /// <summary>The id of its input, and what problems call it.</summary>
    public string Id => Object.Length == 0 ? $"set-{Property}" : $"set-{Object}-{Property}";
}

/// <summary>What is wrong with a value, in words for the person who gave it.</summary>
/// <param name="Id">The <see cref="SettingInput.Id"/> of its input, or the id of another input of the screen.</param>
public sealed record SettingProblem(string Id, string Message);
