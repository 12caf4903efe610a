namespace CmsSite.Admin.Shortcodes;

/// <summary>Addresses of the screens for shortcodes, as in Orchard.</summary>
public static class ShortcodeAddresses
{
    public const string List = "Admin/Shortcodes";
    public const string Create = $"{List}/Create";

    public static string Edit(string name) => $"{List}/Edit/{Uri.EscapeDataString(name)}";
}
