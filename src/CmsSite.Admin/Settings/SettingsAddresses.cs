namespace CmsSite.Admin.Settings;

/// <summary>Addresses of the screens for settings, as in Orchard.</summary>
public static class SettingsAddresses
{
    public const string List = "Admin/Settings";

    /// <param name="group">The id of a group, or the name of a type of custom settings.</param>
    public static string Edit(string group) => $"{List}/{Uri.EscapeDataString(group)}";
}
