namespace CmsSite.Admin.Deployment;

/// <summary>Addresses of the screens for exports and deployment plans, as in Orchard.</summary>
public static class DeploymentAddresses
{
    public const string List = "Admin/DeploymentPlan";
    public const string Create = $"{List}/Create";
    public const string Export = $"{List}/ExportFile/Execute";

    public static string Edit(string name) => $"{List}/Edit?plan={Uri.EscapeDataString(name)}";

    public static string Execute(string name) => $"{Export}?plan={Uri.EscapeDataString(name)}";
}
