namespace CmsSite.Admin.ContentTypes;

/// <summary>Addresses of the screens for definitions, as in Orchard.</summary>
public static class ContentTypeAddresses
{
    public const string List = "Admin/ContentTypes/List";
    public const string Create = "Admin/ContentTypes/Create";
    public const string Parts = "Admin/ContentParts/List";
    public const string CreatePart = "Admin/ContentParts/Create";

    public static string Edit(string type) => $"Admin/ContentTypes/Edit/{Uri.EscapeDataString(type)}";

    public static string AddParts(string type) => $"Admin/ContentTypes/AddPartsTo/{Uri.EscapeDataString(type)}";

    public static string AddReusablePart(string type) => $"Admin/ContentTypes/AddReusablePartTo/{Uri.EscapeDataString(type)}";

    public static string EditAttached(string type, string name) => $"Admin/ContentTypes/{Uri.EscapeDataString(type)}/ContentParts/{Uri.EscapeDataString(name)}/Edit";

    public static string EditPart(string part) => $"Admin/ContentParts/Edit/{Uri.EscapeDataString(part)}";

    public static string AddFields(string part) => $"Admin/ContentTypes/AddFieldsTo/{Uri.EscapeDataString(part)}";

    public static string EditField(string part, string field) => $"Admin/ContentParts/{Uri.EscapeDataString(part)}/Fields/{Uri.EscapeDataString(field)}/Edit";

    public static string Export(string type) => $"Admin/ContentTypes/Export/{Uri.EscapeDataString(type)}";
}
