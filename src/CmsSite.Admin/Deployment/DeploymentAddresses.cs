namespace CmsSite.Admin.Deployment;

/// <summary>Addresses of the screens for exports and deployment plans, as in Orchard.</summary>
public static class DeploymentAddresses
{
    public const string List = "Admin/DeploymentPlan";
    public const string Create = $"{List}/Create";
    public const string Export = $"{List}/ExportFile/Execute";

    public static string Edit(string name) => $"{List}/Edit?plan={Uri.EscapeDataString(name)}";

    /// <summary>A few items, through a plan where there is one for that.</summary>
    public static string ExportItems(string? plan, IEnumerable<string> items) => $"{Export}?{(plan is null ? "" : $"plan={Uri.EscapeDataString(plan)}&")}items={string.Join(',', items)}";

    public static string Execute(string name) => $"{Export}?plan={Uri.EscapeDataString(name)}";
}
