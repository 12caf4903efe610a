namespace CmsSite.Admin.Queries;

/// <summary>Addresses of the screens for queries, as in Orchard.</summary>
public static class QueryAddresses
{
    public const string List = "Admin/Queries";

    public static string Create(string source) => $"{List}/Create/{Uri.EscapeDataString(source)}";

    public static string Edit(string name) => $"{List}/Edit/{Uri.EscapeDataString(name)}";
}
