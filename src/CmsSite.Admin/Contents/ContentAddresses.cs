namespace CmsSite.Admin.Contents;

/// <summary>Addresses of the screens for content, as in Orchard; relative to the site's root, so that a site in a folder works.</summary>
public static class ContentAddresses
{
    public static string List(string? type = null) => type is null ? "Admin/Contents/ContentItems" : $"Admin/Contents/ContentItems/{Uri.EscapeDataString(type)}";

    public static string Create(string type) => $"Admin/Contents/ContentTypes/{Uri.EscapeDataString(type)}/Create";

    /// <summary>A new item of a list.</summary>
    public static string CreateIn(string type, string listContentItemId) => $"{Create(type)}?ListPart.ContainerId={Uri.EscapeDataString(listContentItemId)}";

    public static string Edit(string contentItemId) => $"Admin/Contents/ContentItems/{Uri.EscapeDataString(contentItemId)}/Edit";

    public static string Display(string contentItemId) => $"Admin/Contents/ContentItems/{Uri.EscapeDataString(contentItemId)}/Display";

    public static string Versions(string contentItemId) => $"Admin/Contents/ContentItems/{Uri.EscapeDataString(contentItemId)}/Versions";

    public const string Calendar = "Admin/Contents/Calendar";

    /// <summary>What came of one action on many items.</summary>
    public static string BulkRun(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Admin/Contents/BulkActions/{id}");

    public const string RecycleBin = "Admin/Contents/RecycleBin";
}
