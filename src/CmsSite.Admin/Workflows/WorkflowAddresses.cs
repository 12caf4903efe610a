namespace CmsSite.Admin.Workflows;

/// <summary>Addresses of the screens for workflows, as in Orchard.</summary>
public static class WorkflowAddresses
{
    public const string List = "Admin/Workflows/Types";

    public const string Create = $"{List}/Create";

    public static string Edit(string id) => $"{List}/Edit/{Uri.EscapeDataString(id)}";
}
