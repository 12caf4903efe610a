namespace CmsSite.Admin.Placements;

/// <summary>Addresses of the screens for placements, as in Orchard.</summary>
public static class PlacementAddresses
{
    public const string List = "Admin/Placements";
    public const string Create = $"{List}/Create";

    public static string Edit(string shapeType) => $"{List}/Edit/{Uri.EscapeDataString(shapeType)}";
}
