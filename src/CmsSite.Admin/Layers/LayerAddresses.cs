namespace CmsSite.Admin.Layers;

/// <summary>Addresses of the screens for layers, as in Orchard.</summary>
public static class LayerAddresses
{
    public const string List = "Admin/Layers";
    public const string Create = $"{List}/Create";

    public static string Edit(string name) => $"{List}/Edit/{Uri.EscapeDataString(name)}";
}
