namespace CmsSite.Admin.Templates;

/// <summary>Addresses of the screens for templates, as in Orchard.</summary>
public static class TemplateAddresses
{
    public const string List = "Admin/Templates";

    /// <param name="name">What is to be overridden; null for a name that is still to be thought of.</param>
    public static string Create(string? name = null) => name is null ? $"{List}/Create" : $"{List}/Create?name={Uri.EscapeDataString(name)}";

    public static string Edit(string name) => $"{List}/Edit/{Uri.EscapeDataString(name)}";
}
