using CmsSite.Admin.Inputs;

namespace CmsSite.Admin.ContentTypes;

/// <summary>The settings of types, and of parts wherever they are attached.</summary>
internal static class TypeSettingInputs
{
    public static IReadOnlyList<SettingInput> Type { get; } =
    [
        new("ContentTypeSettings", "Description", SettingKind.Text, "Description"),
        new("ContentTypeSettings", "Creatable", SettingKind.Flag, "Creatable") { Hint = "Editors make such items from the dashboard." },
        new("ContentTypeSettings", "Listable", SettingKind.Flag, "Listable") { Hint = "Such items are in the list of content." },
        new("ContentTypeSettings", "Draftable", SettingKind.Flag, "Draftable") { Hint = "They can be saved before they are published." },
        new("ContentTypeSettings", "Versionable", SettingKind.Flag, "Versionable") { Hint = "What was published before is kept in the history." },
        new("ContentTypeSettings", "Securable", SettingKind.Flag, "Securable") { Hint = "Roles have permissions of their own for it." },
        new("ContentTypeSettings", "Stereotype", SettingKind.Text, "Stereotype") { Hint = "Empty for plain content. Widget, MenuItem, Block and CustomSettings say where such items are used; templates find them by it." },
        new("ContentTypeSettings", "Category", SettingKind.Text, "Category"),
    ];

    public static IReadOnlyList<SettingInput> Part { get; } =
    [
        new("ContentPartSettings", "DisplayName", SettingKind.Text, "Display name") { Hint = "Empty: its name." },
        new("ContentPartSettings", "Description", SettingKind.Text, "Description"),
        new("ContentPartSettings", "Attachable", SettingKind.Flag, "Attachable") { Hint = "It is offered for every type." },
        new("ContentPartSettings", "Reusable", SettingKind.Flag, "Reusable") { Hint = "A type may have several of it, under names of their own." },
        new("ContentPartSettings", "DefaultPosition", SettingKind.Text, "Position where it is attached"),
    ];
}
